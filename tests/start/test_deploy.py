"""What an operator copies from deploy/ says the same as the newsroom does."""

import re

from newsroom.env import ROOT
from newsroom.urls import kept
from tests import nginx

SITE = (ROOT / "deploy/nginx.conf").read_text()
UNIT = (ROOT / "deploy/newsroom.service").read_text()
SETTINGS = (ROOT / "docs/settings.md").read_text()


def test_nginx_keeps_nothing_that_the_newsroom_calls_private():
    pattern = re.compile(re.search(r"location ~ (\S+) \{\n        proxy_pass", SITE)[1])

    private = kept(photos=True).private

    assert not [path for path in private if not pattern.match(path) and path != "/static/"]
    assert SITE.count("proxy_cache newsroom;") == 1


def test_the_unit_sets_variables_that_there_are():
    lines = re.findall(r"^Environment=(.*)", UNIT, re.MULTILINE)
    names = [word.partition("=")[0] for line in lines for word in line.split()]

    assert "NGINX_CACHE" in names
    assert not [name for name in names if f"| `{name}` |" not in SETTINGS]


def test_nginx_and_the_newsroom_mean_the_same_folder():
    folder = re.search(r"NGINX_CACHE=(\S+)", UNIT)[1]

    assert f"proxy_cache_path {folder} " in SITE


def test_nginx_and_the_newsroom_mean_the_same_photos():
    path = re.search(r"NGINX_PHOTOS=(\S+)", UNIT)[1]
    place = re.search(rf"location {path} \{{\n        internal;\n        alias (\S+);", SITE)[1]

    var = re.search(r"NEWSROOM_VAR=(\S+)", UNIT)[1]

    assert place == f"{var}/media/photos/"


def test_a_key_does_not_end_in_a_space():
    """nginx takes it off the header that tells the key, and not off the key."""
    assert re.search(r'set \$front_key "\S+ \$newsroom_encoding";', SITE)
    encodings = re.search(r"map \$http_accept_encoding \$newsroom_encoding \{(.*?)\n\}", SITE, re.S)

    assert set(re.findall(r"(\S+);$", encodings[1], re.M)) == {"identity", "gzip"}


def test_the_site_of_a_test_is_the_one_that_is_deployed(tmp_path):
    site = nginx.site(port=1, upstream=2, folder=tmp_path, var=tmp_path)

    assert "ssl" not in site
    assert "proxy_cache_key $front_key;" in site
