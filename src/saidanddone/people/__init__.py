"""Accounts, contributors, organisations and their services, and who may do what.

It owns persons, memberships, invitations, organisations, promises to answer and return links.
It leans on places, record and messaging.
"""
