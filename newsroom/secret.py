"""A secret key of this installation's own, for a newsroom that was given none."""

import os
import secrets
import tempfile
from pathlib import Path


def kept_in(folder: Path) -> str:
    """The key in `folder`/secret.key, made at the first start, readable by the owner only.

    Processes that start together agree: each writes a file of its own, the first link wins.
    """
    path = folder / "secret.key"
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=folder, prefix="secret.key.") as draft:  # 0600
            draft.write(secrets.token_urlsafe(48))
            draft.flush()
            try:
                os.link(draft.name, path)
            except FileExistsError:
                pass
    return path.read_text()
