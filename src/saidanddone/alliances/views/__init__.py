"""What answers the addresses of alliances."""
