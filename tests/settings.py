"""The newsroom's settings for its tests: of the operator's variables only the two servers count."""

import os
import tempfile

OPERATORS = (
    "ALLOWED_HOSTS BACKUP_DIR DEBUG EMAIL_FROM EMAIL_URL LISTEN NEWSROOM_MODE NGINX_CACHE "
    "NGINX_PHOTOS PORT SECRET_KEY SITE_URL TRUSTED_PROXIES WORKERS"
)
for name in OPERATORS.split():
    os.environ.pop(name, None)

_var = tempfile.TemporaryDirectory(prefix="newsroom-tests-")  # one a process; goes when it ends
os.environ["NEWSROOM_VAR"] = _var.name

from newsroom.settings import *  # noqa: E402, F403

if "sqlite" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    # A file, as in life: threads that share a database in memory lock each other's tables.
    DATABASES["default"]["TEST"] = {"NAME": f"{_var.name}/tests.sqlite3"}  # noqa: F405

# The page cache's threads outlive their test, and an open line of theirs its database.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the slow one is on purpose
