"""Settings, addresses and the command line: wiring only.

It owns no models and no pages. It leans on every app, and no app leans on it.
"""
