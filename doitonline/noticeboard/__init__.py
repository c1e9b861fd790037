"""What the office publishes to the counter: signed, numbered entries."""
