"""Pages that span apps: home, search, organisation and place pages, the desk.

It owns no data. It leans on every app below.
"""
