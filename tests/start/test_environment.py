"""What an operator may say in environment variables, and what is told when it cannot be used."""

from pathlib import Path

import pytest

from newsroom import env

GOOD_KEY = "k3y-of-a-newsroom-in-production-0123456789-abc"
PRODUCTION = {
    "NEWSROOM_MODE": "production",
    "SITE_URL": "https://news.example",
    "SECRET_KEY": GOOD_KEY,
}


def faults(**variables):
    with pytest.raises(env.BadEnvironment) as caught:
        env.read(variables)
    return caught.value.faults


def test_a_newcomer_needs_to_say_nothing():
    found = env.read({})

    assert not found.production and not found.debug
    assert found.site_url == "http://localhost:8000"
    assert found.database["NAME"] == str(env.ROOT / "var" / "newsroom.sqlite3")
    assert found.redis_url == "" and found.trusted_proxies == []
    assert found.listen == "127.0.0.1"


def test_a_variable_that_is_set_to_nothing_counts_as_not_set():
    names = "NEWSROOM_MODE DEBUG PORT SITE_URL ALLOWED_HOSTS SECRET_KEY DATABASE_URL REDIS_URL"

    assert env.read(dict.fromkeys(names.split(), "")) == env.read({})


def test_operator_sees_every_fault_at_once():
    found = faults(
        NEWSROOM_MODE="live",
        DEBUG="maybe",
        PORT="http",
        SITE_URL="news.example",
        ALLOWED_HOSTS="https://news.example",
        DATABASE_URL="mysql://root@localhost/news",
        REDIS_URL="localhost:6379",
        TRUSTED_PROXIES="10.0.0.0/8, proxy",
        LISTEN="everywhere",
        BACKUP_DIR="backups",
    )

    named = [fault.split()[0] for fault in found]
    assert sorted(named) == sorted(
        "NEWSROOM_MODE DEBUG PORT SITE_URL ALLOWED_HOSTS DATABASE_URL REDIS_URL "
        "TRUSTED_PROXIES LISTEN BACKUP_DIR".split()
    )


def test_the_message_has_a_line_for_each_fault():
    bad = env.BadEnvironment(["PORT is wrong", "DEBUG is wrong"])

    assert str(bad).splitlines() == [
        "The newsroom cannot start:",
        "  - PORT is wrong",
        "  - DEBUG is wrong",
    ]


def test_site_url_follows_the_port_of_make_run():
    assert env.read({"PORT": "8103"}).site_url == "http://localhost:8103"


@pytest.mark.parametrize(
    ("given", "kept", "host"),
    [
        ("https://news.example/", "https://news.example", "news.example"),
        ("HTTPS://News.Example", "https://news.example", "news.example"),
        ("http://192.168.1.5:8000", "http://192.168.1.5:8000", "192.168.1.5"),
        ("http://[::1]:8000", "http://[::1]:8000", "[::1]"),
        ("https://жаңалық.қаз", "https://xn--80aaqw4fuxvb.xn--80ao21a", None),
    ],
)
def test_the_site_answers_to_the_host_of_its_own_address(given, kept, host):
    found = env.read({**PRODUCTION, "SITE_URL": given})

    assert found.site_url == kept
    assert found.allowed_hosts == [host or kept.removeprefix("https://")]


@pytest.mark.parametrize(
    "given",
    [
        "news.example",
        "ftp://news.example",
        "https://",
        "https://news.example/kk/",
        "https://news.example?x=1",
        "https://editor:word@news.example",
        "https://news.example:port",
        "https://news example",
        "https://[news",
    ],
)
def test_an_address_that_is_no_site_is_refused(given):
    (fault,) = faults(SITE_URL=given)

    assert fault.startswith("SITE_URL is ")


def test_more_hosts_may_be_allowed():
    found = env.read({**PRODUCTION, "ALLOWED_HOSTS": "www.news.example, .old.example,"})

    assert found.allowed_hosts == ["news.example", "www.news.example", ".old.example"]


def test_demo_answers_to_this_machines_names_and_production_does_not():
    assert {"localhost", "127.0.0.1", "[::1]"} <= set(env.read({}).allowed_hosts)
    assert env.read(PRODUCTION).allowed_hosts == ["news.example"]


def test_production_refuses_what_a_demo_may_have():
    found = faults(NEWSROOM_MODE="production", DEBUG="1", ALLOWED_HOSTS="*")

    assert [fault.split()[0] for fault in found] == [
        "DEBUG",
        "SITE_URL",
        "ALLOWED_HOSTS",
        "SECRET_KEY",
    ]


@pytest.mark.parametrize("key", ["tiny", "a" * 60, "django-insecure-" + GOOD_KEY])
def test_production_refuses_a_default_or_weak_key(key):
    (fault,) = faults(**{**PRODUCTION, "SECRET_KEY": key})

    assert fault.startswith("SECRET_KEY is a default or too short")
    assert key not in fault


def test_postgresql_by_its_address():
    found = env.read(
        {"DATABASE_URL": "postgres://desk:p%40ss@db.example:6432/news?sslmode=require"}
    )

    assert found.database["ENGINE"] == "newsroom.postgresql"
    assert found.database["USER"] == "desk" and found.database["PASSWORD"] == "p@ss"
    assert found.database["HOST"] == "db.example" and found.database["PORT"] == "6432"
    assert found.database["NAME"] == "news"
    assert found.database["OPTIONS"] == {**env.LINE, "sslmode": "require"}


def test_postgresql_by_its_socket():
    found = env.read({"DATABASE_URL": "postgresql:///news?host=/run/postgresql"})

    assert found.database["HOST"] == "/run/postgresql" and found.database["PORT"] == ""


@pytest.mark.parametrize(
    "url", ["postgres://db.example/", "postgres://db:x/news", "news.sqlite3", "sqlite://", "db"]
)
def test_a_database_that_cannot_be_meant_is_refused(url):
    (fault,) = faults(DATABASE_URL=url)

    assert fault.startswith("DATABASE_URL ")


def test_a_password_in_a_bad_database_address_is_not_printed():
    (fault,) = faults(DATABASE_URL="mysql://desk:hush@db.example/news")

    assert "hush" not in fault


def test_sqlite_in_a_file_of_the_operators_choice():
    assert env.read({"DATABASE_URL": "sqlite:////srv/a%20b.db"}).database["NAME"] == "/srv/a b.db"


def test_everything_the_newsroom_writes_goes_to_one_folder(tmp_path):
    found = env.read({"NEWSROOM_VAR": str(tmp_path)})

    assert found.var == tmp_path
    assert Path(found.database["NAME"]).parent == tmp_path


def test_backups_lie_beside_the_rest_or_where_the_operator_says(tmp_path):
    assert env.read({"NEWSROOM_VAR": str(tmp_path)}).backup_dir == tmp_path / "backups"
    assert env.read({"BACKUP_DIR": "/mnt/disk"}).backup_dir == Path("/mnt/disk")


def test_a_folder_that_cannot_be_one_is_refused(tmp_path):
    (tmp_path / "file").write_text("in the way")

    (fault,) = faults(NEWSROOM_VAR=str(tmp_path / "file" / "var"))

    assert fault.startswith("NEWSROOM_VAR is ")


def test_proxies_are_addresses_or_networks():
    found = env.read({"TRUSTED_PROXIES": "127.0.0.1, 10.1.2.3/8, 2001:db8::/32"})

    assert [str(network) for network in found.trusted_proxies] == [
        "127.0.0.1/32",
        "10.0.0.0/8",
        "2001:db8::/32",
    ]


def test_a_mail_server_is_asked_for_tls_unless_it_is_this_machine():
    far = env.read(dict(EMAIL_URL="smtp://desk:p%40ss@mail.example")).email
    near = env.read(dict(EMAIL_URL="smtp://127.0.0.1:25")).email

    assert (far["EMAIL_PORT"], far["EMAIL_USE_TLS"], far["EMAIL_HOST_PASSWORD"]) == (
        587,
        True,
        "p@ss",
    )
    assert (near["EMAIL_PORT"], near["EMAIL_USE_TLS"]) == (25, False)


def test_a_mail_address_that_cannot_be_is_told():
    assert "EMAIL_URL" in faults(EMAIL_URL="mail.example")[0]
    assert "EMAIL_FROM" in faults(EMAIL_URL="smtp://mail.example", EMAIL_FROM="desk")[0]


def test_workers_are_a_number_within_reason():
    assert env.read({"WORKERS": "2"}).workers == 2
    for text in ("0", "two", "-1", "1000"):
        with pytest.raises(env.BadEnvironment, match="WORKERS"):
            env.read({"WORKERS": text})


def test_the_folder_of_nginx_is_named_from_the_root_and_may_be_missing(tmp_path):
    assert env.read({}).nginx_cache is None
    assert env.read({"NGINX_CACHE": str(tmp_path / "later")}).nginx_cache == tmp_path / "later"
    with pytest.raises(env.BadEnvironment, match="NGINX_CACHE"):
        env.read({"NGINX_CACHE": "pages"})


def test_where_nginx_has_the_photos_is_one_path():
    assert env.read({}).nginx_photos == ""
    assert env.read({"NGINX_PHOTOS": "/_photos/"}).nginx_photos == "/_photos/"
    for text in ("/", "_photos/", "/_photos", "/../", "/a/b/", "http://a/", "/_photos/\n"):
        with pytest.raises(env.BadEnvironment, match="NGINX_PHOTOS"):
            env.read({"NGINX_PHOTOS": text})
