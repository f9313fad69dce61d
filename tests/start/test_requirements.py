"""`pip install -r requirements.txt` brings the same packages to everybody, today and next year."""

from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from newsroom.env import ROOT


def pins(*files):
    """Versions by name, of the packages that this Python needs."""
    lines = [line for file in files for line in (ROOT / file).read_text().splitlines()]
    needs = [Requirement(line) for line in lines if line and not line.startswith(("#", "-r"))]
    found = {}
    for need in needs:
        (pin,) = need.specifier
        assert pin.operator == "==", need
        if need.marker is None or need.marker.evaluate():
            found[need.name] = pin.version
    return found


def brought_along(names):
    """The names and all that they need on this Python, by canonical name."""
    found, open_ = set(), [(name, "") for name in names]
    while open_:
        name, extra = open_.pop()
        found.add(name)
        for line in metadata.distribution(name).requires or ():
            need = Requirement(line)
            wanted = need.marker is None or need.marker.evaluate({"extra": extra})
            needed = canonicalize_name(need.name)
            if wanted and needed not in found:
                open_ += [(needed, extra) for extra in (need.extras or {""})]
    return found


@pytest.mark.parametrize(
    "files", [["requirements.txt"], ["requirements.txt", "requirements-dev.txt"]]
)
def test_every_package_is_pinned_and_none_is_left_over(files):
    pinned = pins(*files)

    assert brought_along(pinned) == set(pinned)


def test_the_pins_are_what_is_installed():
    pinned = pins("requirements.txt", "requirements-dev.txt")

    assert {name: metadata.version(name) for name in pinned} == pinned


def test_every_pinned_package_is_explained():
    told = (ROOT / "docs/dependencies.md").read_text()

    unexplained = [
        name for name in pins("requirements.txt", "requirements-dev.txt") if f"`{name}`" not in told
    ]

    assert not unexplained
