"""Who a request comes from, with and without proxies in front."""

import ipaddress

import pytest

from newsroom import proxies


@pytest.fixture
def seen(rf, settings):
    """What the site takes a request for: (address, scheme)."""
    settings.TRUSTED_PROXIES = [ipaddress.ip_network("10.0.0.0/8")]

    def ask(address, forwarded="", proto=""):
        request = rf.get("/", REMOTE_ADDR=address)
        if forwarded:
            request.META["HTTP_X_FORWARDED_FOR"] = forwarded
        if proto:
            request.META["HTTP_X_FORWARDED_PROTO"] = proto
        proxies.TrustedProxies(lambda request: None)(request)
        return proxies.client_address(request), request.scheme

    return ask


def test_a_stranger_cannot_claim_to_be_somebody_else(seen):
    assert seen("203.0.113.5", "198.51.100.1", "https") == ("203.0.113.5", "http")


def test_our_proxy_tells_whom_it_speaks_for(seen):
    assert seen("10.0.0.1", "198.51.100.1", "https") == ("198.51.100.1", "https")


def test_what_the_reader_wrote_into_the_list_is_not_believed(seen):
    assert seen("10.0.0.1", "192.0.2.66, 198.51.100.1, 10.0.0.2")[0] == "198.51.100.1"


def test_a_visitor_inside_our_network_keeps_the_own_address(seen):
    assert seen("10.0.0.1", "10.3.4.5")[0] == "10.3.4.5"


@pytest.mark.parametrize("garbage", ["unknown", "198.51.100.1'--", ",", "10.0.0.2:port"])
def test_garbage_leaves_the_address_that_is_known(seen, garbage):
    assert seen("10.0.0.1", garbage)[0] == "10.0.0.1"


def test_a_proxy_seen_through_ipv6_is_still_ours(seen):
    assert seen("::ffff:10.0.0.1", "2001:db8::7")[0] == "2001:db8::7"


def test_a_server_on_a_socket_file_has_no_address_and_starts_no_search(seen):
    assert seen("", "198.51.100.1") == ("", "http")
