"""Funds: money that partners pool or align, each line of it tied to an outcome.

It owns the ledger of a fund (whole pence, append-only, two people for every transfer), its budget, forecasts and risk
rules, and what each partner must be able to take out for accounts of its own. It leans on organisations and outcomes.
"""
