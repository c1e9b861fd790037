"""The staff site and its workers, inside the force's network."""
