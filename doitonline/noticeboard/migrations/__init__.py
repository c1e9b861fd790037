"""How the noticeboard's table came to be."""
