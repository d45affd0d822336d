"""Alliances: organisations and groups that work together, with their deal and their relationship of equal standing.

It owns the deal (clauses, versions, signatures) and what keeps a relationship going (reviews, barriers, call-outs). It
leans on funds, commitments and outcomes below it, and gives the thread what partners decide and promise together.
"""
