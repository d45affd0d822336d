"""One index over everything that can be found, behind one function, on SQLite and PostgreSQL.

It owns search documents. It leans on core and ui.
"""
