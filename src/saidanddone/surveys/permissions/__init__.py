"""Who may do what with surveys, and in which state."""
