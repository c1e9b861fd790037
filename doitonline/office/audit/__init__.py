"""The hash-chained log of every look at a record and every change."""
