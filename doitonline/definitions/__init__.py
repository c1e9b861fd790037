"""What a service is: read, compile, check, walk, validate and map to POLE. Pure Python."""
