"""Sealed envelopes and parcels on their way in; sealed replies in pigeonholes on their way out."""
