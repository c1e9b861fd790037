"""Cases, queues, assessments and replies."""
