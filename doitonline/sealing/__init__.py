"""Keys, envelopes, sealed files, codes and blind terms. Pure Python.

No Django, no database, no clock of its own. Each module is one kind of sealed thing;
`docs/sealing.md` gives every format byte by byte, and `tests/sealing/vectors/` the values that
another implementation should get.
"""
