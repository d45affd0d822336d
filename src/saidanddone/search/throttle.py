"""How often somebody may search: a question about common words costs more than any page that is only read."""

from saidanddone.core.throttle import ClientThrottle

SEARCHING = ClientThrottle("search", limit=60, address_limit=1200, newcomers=600, seconds=60)
"""Lists, feeds and the search page count together. Two hundred people in one hall may each ask a few times a minute."""
