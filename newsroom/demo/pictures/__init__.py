"""Pictures of the demo newsroom, drawn by code: the same seed gives the same picture.

`draw("glacier")` returns the bytes of a JPEG, 1600x900 pixels, in about half a second.
"""

from . import city, desk, facade, halls, market, metro, mountains, rink, stage, steppe
from .canvas import jpeg

SCENES = {
    "almaty_dawn": mountains.almaty_dawn,
    "glacier": mountains.glacier,
    "storm": mountains.storm,
    "wind_steppe": steppe.wind_steppe,
    "lake": steppe.lake,
    "wheat": steppe.wheat,
    "yurt_stars": steppe.yurt_stars,
    "skyline": city.skyline,
    "school": city.school,
    "alley": city.alley,
    "rink": rink.rink,
    "market": market.market,
    "metro": metro.metro,
    "library": halls.library,
    "library_front": facade.library_front,
    "data_centre": halls.data_centre,
    "theatre": stage.theatre,
    "desk": desk.desk,
}


def draw(name):
    """The JPEG bytes of one picture; KeyError for a name that is not in SCENES."""
    return jpeg(SCENES[name]())
