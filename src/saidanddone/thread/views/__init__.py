"""What the pages answer."""
