"""The network address of whoever sent a request, believed only as far as our own proxies vouch for it."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "unknown"


def client_address(request: HttpRequest) -> str:
    """The address as text; `unknown` where there is none (a Unix socket without a proxy that names the client).

    Each proxy of ours adds one entry at the right of X-Forwarded-For, so with `TRUSTED_PROXIES` of them the client is
    so many from the right. What stands further left was written by the client and is not believed.
    """
    raw = request.META.get("REMOTE_ADDR", "")
    proxies: int = settings.TRUSTED_PROXIES
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if proxies and len(forwarded) >= proxies:
        raw = forwarded[-proxies]
    return _normalised(raw.strip())


def _normalised(raw: str) -> str:
    """One IPv6 household may use a whole /64 network, so it counts as one address."""
    try:
        address: IPv4Address | IPv6Address = ip_address(raw.partition("%")[0])
    except ValueError:
        return UNKNOWN
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(IPv6Network((address, 64), strict=False).network_address)
    return str(address)
