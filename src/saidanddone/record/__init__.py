"""The public record: an append-only log of everything published, that anyone can check for themselves.

It owns the entries, the tree that binds them, signed checkpoints, receipts, the verifiers, witnesses, and the openings
of commitments. It leans on core and ui, and knows no other app.
"""
