"""Do It Online: the online front counter of a police force, and the back office behind it."""
