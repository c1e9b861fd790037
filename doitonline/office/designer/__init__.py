"""Where staff write and publish services."""
