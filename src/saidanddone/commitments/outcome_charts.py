"""What the charts of outcomes show."""
