"""Which link addresses may stand in a body."""

import re
from urllib.parse import quote

from .allowed import MAX_ADDRESS, SCHEMES
from .inline import NOT_TEXT

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)


def safe_address(address: str) -> str:
    """The address as it is stored, or "" when a reader must not be sent there.

    Browsers drop tabs and line ends anywhere in an address and read a backslash as a slash
    (WHATWG URL, 4.4), so neither may hide a scheme or a host here.
    """
    address = re.sub(r"[\t\n\r]", "", NOT_TEXT.sub("", address)).strip()
    address = re.sub(r"\s", lambda space: quote(space[0]), address)
    if not address or len(address) > MAX_ADDRESS or "\\" in address:
        return ""
    if match := _SCHEME.match(address):
        scheme, rest = match[1].lower(), match[2]
        if scheme not in SCHEMES or not rest:
            return ""
        if scheme in ("http", "https") and not re.match(r"//[^/?#]", rest):
            return ""
        return f"{scheme}:{rest}"
    if address.startswith("/") and not address.startswith("//"):
        return address
    if re.match(r"www\.[^/?#]+\.[^/?#]", address):
        return "https://" + address
    return ""
