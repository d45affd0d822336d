"""What may be read of promises, setbacks and outcomes, and by whom."""
