import pytest
from django.test import RequestFactory

from saidanddone.core.client_address import UNKNOWN, client_address


def asked(address="198.51.100.7", forwarded=None):
    extra = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return RequestFactory().get("/", REMOTE_ADDR=address, **extra)


def test_without_proxies_the_forwarded_header_is_not_believed(settings):
    settings.TRUSTED_PROXIES = 0

    assert client_address(asked(forwarded="203.0.113.9")) == "198.51.100.7"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "192.0.2.66, 203.0.113.9", "203.0.113.9"),
        (2, "192.0.2.66, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "198.51.100.7"),
        (1, "not an address", UNKNOWN),
        (1, "", UNKNOWN),
    ],
)
def test_each_proxy_of_ours_vouches_for_one_entry_from_the_right(settings, proxies, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies

    assert client_address(asked(forwarded=forwarded)) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("", UNKNOWN),
    ],
)
def test_a_household_with_many_ipv6_addresses_counts_as_one(settings, address, expected):
    settings.TRUSTED_PROXIES = 0

    assert client_address(asked(address)) == expected
