"""Reads of this app, by noun."""

from saidanddone.decisions.queries.gates import gate_missing

__all__ = ["gate_missing"]
