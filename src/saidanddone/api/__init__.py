"""The public, read-only JSON API, versioned, with the same rule of visibility as the pages.

It owns no data. It leans on every app below.
"""
