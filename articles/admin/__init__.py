"""The desk: Django's admin of the news. docs/admin.md tells how it is put together."""

from . import article, dictionary, front, named, redirects, site, tags

__all__ = ["article", "dictionary", "front", "named", "redirects", "site", "tags"]
