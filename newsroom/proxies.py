"""Who is really asking, when trusted proxies stand in front (TRUSTED_PROXIES)."""

import ipaddress

from django.conf import settings


def client_address(request):
    """The reader's address; what TrustedProxies left in REMOTE_ADDR."""
    return request.META.get("REMOTE_ADDR", "")


def is_ours(text):
    """Whether it is an address of this machine itself or of a trusted proxy."""
    address = _address(text)
    return _is_trusted(address) or (address is not None and address.is_loopback)


class TrustedProxies:
    """Believes X-Forwarded-For and X-Forwarded-Proto from TRUSTED_PROXIES, and from nobody else.

    The list is read from the right: the last address that is no proxy of ours is the client
    (RFC 7239 §7.4 on why the left end cannot be trusted). What is no address ends the reading.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        meta = request.META
        if _is_trusted(_address(meta.get("REMOTE_ADDR", ""))):
            for part in reversed(meta.get("HTTP_X_FORWARDED_FOR", "").split(",")):
                address = _address(part.strip())
                if address is None:
                    break
                meta["REMOTE_ADDR"] = str(address)
                if not _is_trusted(address):
                    break
            if meta.get("HTTP_X_FORWARDED_PROTO") == "https":
                meta["wsgi.url_scheme"] = "https"
        return self.get_response(request)


def _address(text):
    """None when `text` is no address."""
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found  # ::ffff:10.0.0.1 is 10.0.0.1


def _is_trusted(address):
    return address is not None and any(address in network for network in settings.TRUSTED_PROXIES)
