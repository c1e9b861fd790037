"""Measurements: `make bench` makes them all; each module runs alone (`python -m bench.engine`)."""
