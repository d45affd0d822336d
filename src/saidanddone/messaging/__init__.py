"""Messages to people by email, text or letter, each with its state: waiting, sent, failed.

It owns messages and their delivery. It leans on core and ui.
"""
