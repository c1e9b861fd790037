"""A station that looks lived in: invented people, their reports of the last month, work on them."""

WANTED = "examples.wanted"
"""A file in `var`: the office asks the counter for examples with it, because it has no case yet."""
