"""The floor plan that CI checks, and the one in docs/house.md, show every room there is."""

import tomllib

from newsroom.env import ROOT


def rooms():
    folders = [ROOT / "articles", *(ROOT / "newsroom").iterdir()]
    packages = [folder for folder in folders if (folder / "__init__.py").exists()]
    modules = [file for file in folders if file.suffix == ".py" and file.stem != "__init__"]
    return {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in packages + modules}


def test_every_room_stands_on_a_floor():
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    layers = tools["importlinter"]["contracts"][0]["layers"]

    drawn = {room.strip() for layer in layers for room in layer.replace("|", ":").split(":")}

    assert drawn == rooms()


def test_every_room_has_its_line_in_the_floor_plan():
    plan = (ROOT / "docs/house.md").read_text()

    assert not [room for room in rooms() if room.replace(".", "/") not in plan]
