"""What writers, officers and residents fill in."""
