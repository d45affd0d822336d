"""The public log: everything published is appended to it, and anyone can verify that nothing was altered.

It owns entries, tree, checkpoints, witnesses and the openings of commitments. It leans on core and ui.
"""
