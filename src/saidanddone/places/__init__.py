"""Places that nest, with their boundaries and population profiles.

It owns places and profiles, and their importers. It leans on ui and core.
"""
