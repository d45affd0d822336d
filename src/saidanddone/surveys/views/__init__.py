"""Pages: input in, one call to an action or a query, output out."""
