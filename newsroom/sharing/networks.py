"""Where news is shared to: plain addresses, no vendor's script and no counter."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import quote, urlencode

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Network:
    """`fields`: the parameters of its share address, with {title} {url} {picture} in them."""

    name: str  # also its utm_source
    label: Any  # str, or lazy where people write it in their own letters
    address: str
    fields: dict[str, str]
    icon: str  # path of a drawing 24 by 24, filled by the even-odd rule
    medium: str = "social"  # utm_medium

    def link(self, *, title: str, url: str, picture: str) -> str:
        return self._pattern.format(
            title=_quoted(title), url=_quoted(url), picture=_quoted(picture)
        )

    @cached_property
    def _pattern(self) -> str:
        """The whole address with places for what is quoted alike for all networks."""
        # Spaces as %20: programs that open mailto: and wa.me show a plus as a plus.
        return f"{self.address}?{urlencode(self.fields, quote_via=quote, safe='{}')}"

    @property
    def is_page(self) -> bool:
        """Opens a page, in a tab of its own, and not a program."""
        return self.address.startswith("https:")


@lru_cache(maxsize=200)
def _quoted(value: str) -> str:
    return quote(value, safe="")


NETWORKS = (
    Network(
        name="whatsapp",
        label="WhatsApp",
        address="https://wa.me/",
        fields={"text": "{title}\n{url}"},
        icon=(
            "M12 2a10 10 0 0 0-8.7 15L2 22l5.1-1.3A10 10 0 1 0 12 2zm0 1.9a8.1 8.1 0 1 1-4.3 15"
            "l-.3-.2-2.7.7.7-2.6-.2-.3A8.1 8.1 0 0 1 12 3.9zM8.8 7.2c.4-.3.9-.2 1.1.3l.7 1.6"
            "c.1.3.1.6-.1.8l-.6.8c.7 1.4 1.7 2.4 3.1 3.1l.9-.7c.2-.2.5-.3.8-.1l1.6.7c.5.2.6.7.3 1.1"
            "-.6 1.1-1.6 1.6-2.8 1.3-3.1-.8-5.3-3-6.1-6.1-.3-1.2.1-2.2 1.1-2.8z"
        ),
    ),
    Network(
        name="telegram",
        label="Telegram",
        address="https://t.me/share/url",
        fields={"url": "{url}", "text": "{title}"},
        icon=(
            "M21.9 3.6 2.5 11.1c-.8.3-.8 1.4 0 1.7l4.8 1.5 1.9 5.8c.2.7 1 .8 1.5.4l2.6-2.2 5 3.6"
            "c.5.4 1.2.1 1.4-.5L23 4.6c.2-.7-.5-1.3-1.1-1zM9.4 14.6l8.6-7.5-7 8.7-.5 2.6z"
        ),
    ),
    Network(
        name="facebook",
        label="Facebook",
        address="https://www.facebook.com/sharer/sharer.php",
        fields={"u": "{url}"},
        icon=(
            "M13.6 22v-8.6h3l.5-3.5h-3.5V7.7c0-1.1.5-1.8 1.9-1.8h1.7V2.8c-.6-.1-1.5-.2-2.4-.2"
            "-2.9 0-4.7 1.7-4.7 4.7v2.6H7v3.5h3.1V22z"
        ),
    ),
    Network(
        name="vk",
        label="VK",
        address="https://vk.com/share.php",
        fields={"url": "{url}", "title": "{title}", "image": "{picture}"},
        icon=(
            "M1 6.5h3.1l2.8 7.6 2.8-7.6h3L8.4 17.5H5.3zM14 6.5h2.9v4.4l3.4-4.4h3.3l-4 5.2 4.3 5.8"
            "h-3.5l-3.5-5v5H14z"
        ),
    ),
    Network(
        name="x",
        label="X",
        address="https://x.com/intent/post",
        fields={"text": "{title}", "url": "{url}"},
        icon=(
            "M2.5 3h6l4.3 5.9L18 3h2.6l-6.6 7.7L21.7 21h-6l-4.8-6.5L5.4 21H2.7l7.1-8.2z"
            "m3.7 2 11 14h.9l-11-14z"
        ),
    ),
    Network(
        name="odnoklassniki",
        label=_("Odnoklassniki"),
        address="https://connect.ok.ru/offer",
        fields={"url": "{url}", "title": "{title}", "imageUrl": "{picture}"},
        icon=(
            "M12 1.8a4.9 4.9 0 1 0 0 9.8 4.9 4.9 0 0 0 0-9.8zm0 2.8a2.1 2.1 0 1 1 0 4.2 2.1"
            " 2.1 0 0 1 0-4.2zM7.3 12.3c1.4.9 3 1.4 4.7 1.4s3.3-.5 4.7-1.4l1.5 2.4"
            "c-1 .7-2.2 1.1-3.4 1.4l3.4 3.5-2 2.1-4.2-4.2-4.2 4.2-2-2.1 3.4-3.5"
            "c-1.2-.3-2.4-.7-3.4-1.4z"
        ),
    ),
    Network(
        name="email",
        label=_("E-mail"),
        address="mailto:",
        fields={"subject": "{title}", "body": "{title}\n{url}"},
        icon="M2 5h20v14H2zm2.9 2 7.1 5.5L19.1 7zM4 8.8V17h16V8.8l-8 6.2z",
        medium="email",
    ),
)


def links(networks=NETWORKS, *, title, url, picture):
    """For templates: the networks with a ready address each. `url` may be a function of one."""
    return [
        {
            "network": network,
            "url": network.link(
                title=title, url=url(network) if callable(url) else url, picture=picture
            ),
        }
        for network in networks
    ]
