"""What a fund comes to, read from its kept totals or worked out from its transfers."""
