"""How the letterbox's tables came to be."""
