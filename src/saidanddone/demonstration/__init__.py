"""Aberwen, an invented Welsh county, to show the site with life in it.

It owns words, not tables: `data/` holds places, organisations, people and what they said and answered, as files.
It leans on every app below, and enters all of it through their own actions, as anyone else would.
"""
