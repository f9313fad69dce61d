"""What may be embedded in a story: which addresses are known, where they lead, what frame they get.

Pure Python. The editor's dialog gets the same table through `for_editor()`, so the patterns keep
to what Python and JavaScript regular expressions have in common.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Provider:
    """`addresses`: patterns of a whole address; their groups, joined by "/", are the reference."""

    name: str  # stored in the body: data-embed="name:reference"
    label: str
    addresses: tuple[str, ...]
    reference: str  # pattern of a whole reference
    page: str  # the address a reader opens without JavaScript; {0} {1} are parts of the reference
    frame: str  # the address of the frame made after the reader's click
    is_tall: bool = False  # a post rather than a 16:9 picture

    def page_address(self, reference: str) -> str:
        return self.page.format(*reference.split("/"))

    def frame_address(self, reference: str) -> str:
        return self.frame.format(*re.split(r"[/_]", reference))


_REST = r"(?:[/?#&].*)?$"

PROVIDERS: dict[str, Provider] = {
    provider.name: provider
    for provider in (
        Provider(
            name="youtube",
            label="YouTube",
            addresses=(
                r"^https?://(?:www\.|m\.)?youtube\.com/watch\?(?:[^#]*&)?v=([A-Za-z0-9_-]{11})"
                + _REST,
                r"^https?://(?:www\.|m\.)?youtube(?:-nocookie)?\.com/"
                r"(?:shorts|live|embed)/([A-Za-z0-9_-]{11})" + _REST,
                r"^https?://youtu\.be/([A-Za-z0-9_-]{11})" + _REST,
            ),
            reference=r"^[A-Za-z0-9_-]{11}$",
            page="https://www.youtube.com/watch?v={0}",
            frame="https://www.youtube-nocookie.com/embed/{0}?autoplay=1",
        ),
        Provider(
            name="telegram",
            label="Telegram",
            addresses=(
                r"^https?://(?:t|telegram)\.me/(?:s/)?([A-Za-z][A-Za-z0-9_]{3,31})/([0-9]{1,10})"
                + _REST,
            ),
            reference=r"^[A-Za-z][A-Za-z0-9_]{3,31}/[0-9]{1,10}$",
            page="https://t.me/{0}/{1}",
            frame="https://t.me/{0}/{1}?embed=1",
            is_tall=True,
        ),
        Provider(
            name="instagram",
            label="Instagram",
            addresses=(
                r"^https?://(?:www\.)?instagram\.com/(?:[A-Za-z0-9_.]+/)?"
                r"(p|reel|tv)/([A-Za-z0-9_-]{5,40})" + _REST,
            ),
            reference=r"^(?:p|reel|tv)/[A-Za-z0-9_-]{5,40}$",
            page="https://www.instagram.com/{0}/{1}/",
            frame="https://www.instagram.com/{0}/{1}/embed/",
            is_tall=True,
        ),
        Provider(
            name="x",
            label="X",
            addresses=(
                r"^https?://(?:www\.|mobile\.)?(?:x|twitter)\.com/"
                r"([A-Za-z0-9_]{1,20})/status/([0-9]{1,20})" + _REST,
            ),
            reference=r"^[A-Za-z0-9_]{1,20}/[0-9]{1,20}$",
            page="https://x.com/{0}/status/{1}",
            frame="https://platform.twitter.com/embed/Tweet.html?dnt=true&id={1}",
            is_tall=True,
        ),
        Provider(
            name="tiktok",
            label="TikTok",
            addresses=(
                r"^https?://(?:www\.|m\.)?tiktok\.com/@([A-Za-z0-9_.]{1,30})/video/([0-9]{5,25})"
                + _REST,
            ),
            reference=r"^[A-Za-z0-9_.]{1,30}/[0-9]{5,25}$",
            page="https://www.tiktok.com/@{0}/video/{1}",
            frame="https://www.tiktok.com/player/v1/{1}?autoplay=1",
            is_tall=True,
        ),
        Provider(
            name="vk",
            label="VK Видео",
            addresses=(
                r"^https?://(?:www\.|m\.)?(?:vk\.com|vk\.ru|vkvideo\.ru)/"
                r"(?:[A-Za-z0-9_.@/]*)(?:video|clip)(-?[0-9]{1,12}_[0-9]{1,12})" + _REST,
                r"^https?://(?:www\.|m\.)?(?:vk\.com|vk\.ru|vkvideo\.ru)/"
                r"[^#]*[?&]z=(?:video|clip)(-?[0-9]{1,12}_[0-9]{1,12})(?:[%/?#&].*)?$",
            ),
            reference=r"^-?[0-9]{1,12}_[0-9]{1,12}$",
            page="https://vk.com/video{0}",
            frame="https://vk.com/video_ext.php?oid={0}&id={1}&autoplay=1",
        ),
    )
}

# For the readers' Content-Security-Policy: the only hosts that a frame may come from.
FRAME_HOSTS = tuple(
    sorted({re.match(r"https://[^/]+", provider.frame)[0] for provider in PROVIDERS.values()})
)


def recognise(address: str) -> str:
    """`provider:reference` of a pasted address, or "" when nobody here knows it."""
    address = address.strip()
    for provider in PROVIDERS.values():
        for pattern in provider.addresses:
            if match := re.match(pattern, address):
                return f"{provider.name}:{'/'.join(match.groups())}"
    return ""


def parse(embed: str) -> tuple[Provider, str] | None:
    """The provider and the reference of a stored `provider:reference`; None when it is neither."""
    name, _, reference = embed.partition(":")
    provider = PROVIDERS.get(name)
    if provider and re.fullmatch(provider.reference.strip("^$"), reference):
        return provider, reference
    return None


def for_editor() -> list[dict]:
    """The table as the editor's dialog needs it: name, label, patterns of addresses."""
    return [
        {"name": provider.name, "label": provider.label, "addresses": list(provider.addresses)}
        for provider in PROVIDERS.values()
    ]
