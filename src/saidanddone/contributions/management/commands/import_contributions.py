"""`saidanddone import contributions FILE`: bring in what was said elsewhere."""
