"""Finding things by their words: one row a thing, one function to ask, the same answers on SQLite and PostgreSQL.

It owns the search documents and the one analysis of words that index and queries share. It leans on core alone.
"""
