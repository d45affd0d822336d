"""What answers the addresses of alliances."""

"""What answers to an address."""
