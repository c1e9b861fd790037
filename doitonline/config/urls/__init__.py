"""Where each site's addresses begin."""
