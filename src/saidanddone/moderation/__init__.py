"""Report, hold, decide with a reason, tell the author, appeal.

It owns reports, cases, decisions and sealed originals; what they are about hides and shows itself through a registry.
It leans on people.
"""
