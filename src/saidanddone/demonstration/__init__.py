"""Aberwen, an invented county, entered through the actions of the apps, so that everything can be tried.

It owns the content files and the loader. It leans on every app.
"""
