"""What people fill in, by noun."""
"""What writers, officers and residents fill in."""
