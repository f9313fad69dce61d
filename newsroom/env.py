"""What the operator says through environment variables: typed, and all faults told at once."""

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent

DEFAULT_KEY_SIGNS = ("django-insecure", "change-me", "changeme", "secret")
MOST_WORKERS = 64
SHORTEST_KEY = 40  # characters; Django's own startproject makes 50

HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9])?)*")

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class BadEnvironment(Exception):
    """One or more variables cannot be used; the message has a line for each."""

    def __init__(self, faults: list[str]):
        self.faults = faults
        super().__init__("The newsroom cannot start:\n" + "\n".join(f"  - {f}" for f in faults))


@dataclass(frozen=True)
class Environment:
    production: bool
    debug: bool
    site_url: str  # scheme and host, no slash at the end
    allowed_hosts: list[str]
    secret_key: str  # empty: the caller makes and keeps one (demo only)
    database: dict[str, object]
    redis_url: str  # empty: no Redis
    email: dict[str, object]  # Django's EMAIL_… settings; empty: no e-mail is sent
    trusted_proxies: list[Network]
    var: Path
    backup_dir: Path
    nginx_cache: Path | None  # where nginx keeps copies of pages; None: nothing is lent to it
    nginx_photos: str  # where nginx has the photo files, such as /_photos/; empty: nowhere
    listen: str  # the address `make run` binds
    port: int
    workers: int  # processes that answer
    faults: list[str] = field(default_factory=list)


def read(environ: Mapping[str, str]) -> Environment:
    """Raises BadEnvironment naming every variable that cannot be used."""
    faults: list[str] = []
    mode = environ.get("NEWSROOM_MODE") or "demo"
    if mode not in ("demo", "production"):
        faults.append(f"NEWSROOM_MODE is {mode!r}: it must be demo or production")
    production = mode == "production"
    debug = _debug(environ.get("DEBUG", ""), production, faults)
    port = _port(environ.get("PORT") or "8000", faults)
    site_url = _site_url(environ.get("SITE_URL", ""), port, production, faults)
    var = _var(environ.get("NEWSROOM_VAR") or str(ROOT / "var"), faults)
    found = Environment(
        production=production,
        debug=debug,
        site_url=site_url,
        allowed_hosts=_hosts(environ.get("ALLOWED_HOSTS", ""), site_url, production, faults),
        secret_key=_secret_key(environ.get("SECRET_KEY", ""), production, faults),
        database=_database(environ.get("DATABASE_URL", ""), var, faults),
        redis_url=_redis(environ.get("REDIS_URL", ""), faults),
        email=_email(environ.get("EMAIL_URL", ""), environ.get("EMAIL_FROM", ""), site_url, faults),
        trusted_proxies=_networks(environ.get("TRUSTED_PROXIES", ""), faults),
        var=var,
        backup_dir=_backup_dir(environ.get("BACKUP_DIR", ""), var, faults),
        nginx_cache=_nginx_cache(environ.get("NGINX_CACHE", ""), faults),
        nginx_photos=_nginx_photos(environ.get("NGINX_PHOTOS", ""), faults),
        listen=_listen(environ.get("LISTEN") or "127.0.0.1", faults),
        port=port,
        workers=_workers(environ.get("WORKERS") or "1", faults),
    )
    if faults:
        raise BadEnvironment(faults)
    return found


def _var(text: str, faults: list[str]) -> Path:
    try:
        var = Path(text).expanduser().absolute()
    except RuntimeError:  # ~somebody who does not exist
        var = Path(text).absolute()
    there = next(path for path in (var, *var.parents) if path.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        faults.append(f"NEWSROOM_VAR is {text!r}: the newsroom must be able to write there")
    return var


def _backup_dir(text: str, var: Path, faults: list[str]) -> Path:
    """It may be missing or closed to the server: only the command that saves must write there."""
    folder = Path(text) if text else var / "backups"
    if not folder.is_absolute() or (folder.exists() and not folder.is_dir()):
        faults.append(f"BACKUP_DIR is {text!r}: it must be a folder, from the root on")
    return folder


def _nginx_cache(text: str, faults: list[str]) -> Path | None:
    """It may be missing: a command has no use for it, and nginx makes it when it starts."""
    if not text:
        return None
    folder = Path(text)
    if not folder.is_absolute() or (folder.exists() and not folder.is_dir()):
        faults.append(f"NGINX_CACHE is {text!r}: it must be a folder, from the root on")
    return folder


def _nginx_photos(text: str, faults: list[str]) -> str:
    if text and not re.fullmatch(r"/[a-z0-9_-]+/", text):
        faults.append(f"NGINX_PHOTOS is {text!r}: it must be a path such as /_photos/")
    return text


def _workers(text: str, faults: list[str]) -> int:
    if text.isdecimal() and 0 < int(text) <= MOST_WORKERS:
        return int(text)
    faults.append(f"WORKERS is {text!r}: it must be a number from 1 to {MOST_WORKERS}")
    return 1


def _debug(text: str, production: bool, faults: list[str]) -> bool:
    if text.lower() not in ("", "0", "1", "false", "true"):
        faults.append(f"DEBUG is {text!r}: it must be 0 or 1")
    debug = text.lower() in ("1", "true")
    if debug and production:
        faults.append("DEBUG must be off in production: its error pages show the settings")
    return debug


def _port(text: str, faults: list[str]) -> int:
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    faults.append(f"PORT is {text!r}: it must be a number from 1 to 65535")
    return 8000


def _listen(text: str, faults: list[str]) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        faults.append(f"LISTEN is {text!r}: it must be an address of this machine, or 0.0.0.0")
        return "127.0.0.1"


def _site_url(text: str, port: int, production: bool, faults: list[str]) -> str:
    """As browsers write it: small letters, and a Kazakh or Russian host name in its ASCII form."""
    if not text:
        if production:
            faults.append("SITE_URL is missing: the public address, such as https://news.example")
        return f"http://localhost:{port}"
    try:
        parts = urlsplit(text)
        host = _ascii(parts.hostname or "")
        at_port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:
        parts, host, at_port = urlsplit(""), "", ""
    more = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    if parts.scheme not in ("http", "https") or not host or more:
        faults.append(f"SITE_URL is {text!r}: it must be http(s)://host and nothing behind it")
        return f"http://localhost:{port}"
    return f"{parts.scheme}://{host}{at_port}"


def _ascii(host: str) -> str:
    """A host name as it stands in a request. Raises ValueError when it cannot be one."""
    if ":" in host:
        return f"[{ipaddress.ip_address(host)}]"
    plain = host.encode("idna").decode("ascii").lower()
    if host and not HOST.fullmatch(plain):
        raise ValueError(host)
    return plain


def _hosts(text: str, site_url: str, production: bool, faults: list[str]) -> list[str]:
    """The host of SITE_URL, what ALLOWED_HOSTS adds, and this machine's names in the demo."""
    hosts = [_ascii(urlsplit(site_url).hostname or "")]
    for part in filter(None, (part.strip() for part in text.split(","))):
        try:
            hosts.append(part if part == "*" else _pattern(part))
        except ValueError:
            faults.append(f"ALLOWED_HOSTS holds {part!r}: it must be a host without port or path")
    if production and "*" in hosts:
        faults.append("ALLOWED_HOSTS must name hosts in production, not *")
    if not production:
        hosts += ["localhost", "127.0.0.1", "[::1]"]
    return list(dict.fromkeys(hosts))


def _pattern(host: str) -> str:
    """`.news.example` stands for the host and all below it, as Django reads it."""
    dot = "." if host.startswith(".") else ""
    return dot + _ascii(host.removeprefix(".").strip("[]"))


def _secret_key(text: str, production: bool, faults: list[str]) -> str:
    if production and not text:
        faults.append("SECRET_KEY is missing: a long random text that only the server knows")
    elif production and (
        len(text) < SHORTEST_KEY
        or len(set(text)) < 8
        or any(text.lower().startswith(sign) for sign in DEFAULT_KEY_SIGNS)
    ):
        faults.append(
            f"SECRET_KEY is a default or too short: {SHORTEST_KEY} random characters at least"
        )
    return text


def _database(text: str, var: Path, faults: list[str]) -> dict[str, object]:
    if not text:
        return sqlite(var / "newsroom.sqlite3")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        faults.append("DATABASE_URL cannot be read: is its port a number?")
        return {}
    if parts.scheme == "sqlite":
        if not parts.path.strip("/") or parts.netloc:
            faults.append("DATABASE_URL names no file: use sqlite:////path, from the root")
        return sqlite(Path("/", unquote(parts.path).lstrip("/")))
    if parts.scheme not in ("postgres", "postgresql"):
        faults.append(
            f"DATABASE_URL begins with {parts.scheme or 'nothing'}: "
            "use postgres://user:password@host:port/name or sqlite:////path"
        )
        return {}
    name = unquote(parts.path.lstrip("/"))
    if not name:
        faults.append("DATABASE_URL names no database after the host")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    return {
        "ENGINE": "newsroom.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or ""),
        "OPTIONS": {**LINE, **options},
        "CONN_MAX_AGE": 60,  # seconds
        "CONN_HEALTH_CHECKS": True,
    }


# Of a line to PostgreSQL, in libpq's own words: a machine that is gone without a word is given up
# in half a minute. Seconds; the last one in milliseconds.
LINE = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}


def sqlite(path: Path) -> dict[str, object]:
    """SQLite as a server wants it: readers never wait for the writer, writers wait their turn.

    A transaction takes the write lock when it begins; one that read first and then wrote would
    fail at once with "database is locked" instead of waiting.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": 60,  # seconds; to open it costs more than all that a page asks
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,  # seconds to wait for the write lock
            "init_command": (
                "PRAGMA journal_mode=WAL;"
                "PRAGMA synchronous=NORMAL;"
                "PRAGMA cache_size=-1000;"  # KiB, for each thread; the rest is the kernel's to keep
            ),
        },
    }


def _redis(text: str, faults: list[str]) -> str:
    if text and not text.startswith(("redis://", "rediss://", "unix://")):
        faults.append("REDIS_URL must begin with redis://, rediss:// or unix://")
    return text


def _email(text: str, sender: str, site_url: str, faults: list[str]) -> dict[str, object]:
    """smtp://user:password@host:port, smtps:// for TLS from the first byte; smtp asks for TLS."""
    if not text:
        return {}
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        faults.append("EMAIL_URL must be smtp://user:password@host:port or smtps://…")
        return {}
    sender = sender or f"newsroom@{urlsplit(site_url).hostname}"
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", sender):
        faults.append(f"EMAIL_FROM is {sender!r}: it must be an e-mail address")
    is_plain = parts.hostname in ("localhost", "127.0.0.1", "::1")  # a relay of this machine
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not is_plain,
        "EMAIL_TIMEOUT": 10,  # seconds
        "DEFAULT_FROM_EMAIL": sender,
    }


def _networks(text: str, faults: list[str]) -> list[Network]:
    networks = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        try:
            networks.append(ipaddress.ip_network(part, strict=False))
        except ValueError:
            faults.append(f"TRUSTED_PROXIES holds {part!r}: it must be an address or a network")
    return networks
