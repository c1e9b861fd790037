"""Settings, addresses and entry points of counter and office."""
