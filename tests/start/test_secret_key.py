"""A newsroom that was given no SECRET_KEY makes one and keeps it."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor

from newsroom import secret


def test_the_key_stays_the_same_and_only_the_owner_can_read_it(tmp_path):
    old_mask = os.umask(0)
    try:
        key = secret.kept_in(tmp_path)
    finally:
        os.umask(old_mask)

    assert len(key) >= 50
    assert secret.kept_in(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_two_newsrooms_never_share_a_key(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()

    assert secret.kept_in(tmp_path / "one") != secret.kept_in(tmp_path / "two")


def test_processes_that_start_together_agree(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(secret.kept_in, [tmp_path] * 8))

    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]
