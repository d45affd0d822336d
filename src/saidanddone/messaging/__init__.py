"""Messages to people by email, text or letter, each with its state: waiting, sent, failed.

It owns messages, their words and their delivery; the same thing is said once. It leans on core and ui.
"""
