"""Empties the letterbox and makes a case of each envelope."""
