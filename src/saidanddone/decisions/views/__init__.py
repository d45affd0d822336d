"""Pages of findings, decisions and exercises, for readers and at the desk."""
