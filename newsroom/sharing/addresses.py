"""The address that is passed on: short, and never dead."""

from urllib.parse import urlencode

from django.core.exceptions import ObjectDoesNotExist

from articles.addresses import absolute


def share_address(edition):
    """The short link, absolute; the story's own address while it has none."""
    try:
        return absolute(edition.article.short_link.get_absolute_url())
    except ObjectDoesNotExist:
        return absolute(edition.get_absolute_url())


def tracked(url, network):
    """The address with what tells the statistics that the newsroom itself posted it there.

    The story's canonical address stays without: previews and search engines never see these.
    """
    told = {"utm_source": network.name, "utm_medium": network.medium, "utm_campaign": "newsroom"}
    return f"{url}?{urlencode(told)}"
