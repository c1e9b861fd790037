"""What a service is: read, compile, check, walk, validate, and map to the POLE record. Pure Python."""
