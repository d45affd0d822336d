"""Who may do what with surveys, and when."""
