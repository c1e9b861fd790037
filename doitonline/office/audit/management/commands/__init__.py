"""Commands for the terminal, one a module."""
