"""Said & Done: what people say, followed in public to what was understood, decided, promised and changed."""

__version__ = "0.1.0"
