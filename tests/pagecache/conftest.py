import pytest

from newsroom.pagecache.asked import Rules
from newsroom.pagecache.following import Follower
from newsroom.pagecache.wsgi import PageCache
from tests.pagecache.readers import Site

RULES = Rules(private=["/admin"], parameters=["before"], files=["/admin/static/"])


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def cache(site, monkeypatch):
    """Nobody follows the log by itself here: a test looks when it wants to, and may be slow."""
    monkeypatch.setattr(Follower, "start", lambda self: None)
    monkeypatch.setattr("newsroom.pagecache.following.BLIND", 30)
    return PageCache(site, rules=RULES, busy=lambda _method: b"come back")
