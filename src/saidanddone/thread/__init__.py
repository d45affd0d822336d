"""The page of one contribution with all that happened to it, in order.

It owns no data: it composes what other apps published. It leans on contributions.
"""
