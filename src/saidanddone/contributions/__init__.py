"""What someone said, the answers of organisations, and the verdicts of those who said it.

It owns contributions, addressees with their clocks, answers, verdicts, supports and files.
It leans on moderation, people and places.
"""
