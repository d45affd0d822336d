"""What people see of contributions, by noun."""
