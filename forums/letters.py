"""What this part of the site writes to people."""
