"""An archive of any size, invented: stories of twelve years, the same on every machine.

Nothing here asks the clock, a dictionary's order or the system's dice: the same seed, number and
last day give the same bytes. Records are those of the exchange format (docs/exchange.md).
"""

from .photos import draw_photos
from .stories import MOST, UNTIL, records

__all__ = ["MOST", "UNTIL", "draw_photos", "records"]
