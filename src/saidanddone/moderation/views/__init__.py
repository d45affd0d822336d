"""Pages for everyone (report, decisions, counts, policy, appeal) and for the desk (queue, case, channels)."""
