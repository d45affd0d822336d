"""Pages of promises, setbacks and outcomes, for readers and at the desk."""
