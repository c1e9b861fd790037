"""A station that looks lived in: invented people, their reports of the last month, work on them."""
