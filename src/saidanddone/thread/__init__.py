"""What became of one contribution, told in the order in which it happened, on one page.

It owns no rows: only the page, and the registry by which apps put their events on it. It leans on all apps below, and
asks each in its own words.
"""
