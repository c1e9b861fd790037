"""What the web server runs, one module a site."""
