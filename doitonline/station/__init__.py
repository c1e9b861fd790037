"""The whole station on one machine: PostgreSQL, roles, keys, processes and their command."""
