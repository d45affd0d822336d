"""What is typed about funds, as clean values."""
