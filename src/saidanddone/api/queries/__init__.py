"""What the public may read, as rows with all that an answer needs, and those rows in their published shapes."""
