"""The public site: home, journeys, drafts, confirmation, tracking."""
