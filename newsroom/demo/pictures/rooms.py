"""What all indoor pictures share."""

import math

from PIL import Image, ImageChops

from .canvas import HEIGHT, SIZE, WIDTH, mix


class Room:
    """A camera looking straight down a room: metres in, pixels out."""

    def __init__(self, x=800, y=430, focus=900):
        self.x, self.y, self.focus = x, y, focus

    def at(self, x, y, z):
        """The pixel of a point x metres right of and y above the eye, z ahead (z > 0)."""
        return (self.x + x * self.focus / z, self.y - y * self.focus / z)

    def floor(self, left, right, near, far, y):
        """A flat patch at height y as a polygon."""
        return [
            self.at(left, y, near),
            self.at(right, y, near),
            self.at(right, y, far),
            self.at(left, y, far),
        ]

    def end(self, left, right, bottom, top, z):
        """An upright patch facing the eye as a polygon."""
        return [
            self.at(left, bottom, z),
            self.at(right, bottom, z),
            self.at(right, top, z),
            self.at(left, top, z),
        ]

    def side(self, x, bottom, top, near, far):
        """An upright patch along a side wall as a polygon."""
        return [
            self.at(x, bottom, near),
            self.at(x, bottom, far),
            self.at(x, top, far),
            self.at(x, top, near),
        ]


def shiny(canvas, top, patch, *, strength=0.5, ripple=5):
    """Polished floor: the picture above `top` (y) mirrored into `patch`, softly broken."""
    rng = canvas.rng
    depth = HEIGHT - top
    above = canvas.image.crop((0, top - depth, WIDTH, top)).transpose(
        Image.Transpose.FLIP_TOP_BOTTOM
    )
    picture = canvas.image.copy()
    for y in range(depth):
        row = above.crop((0, y, WIDTH, y + 1))
        picture.paste(
            ImageChops.offset(row, round(rng.gauss(0, ripple * y / depth)), 0), (0, top + y)
        )
    shape = canvas.mask(lambda d: d.polygon([(x * 2, y * 2) for x, y in patch], fill=255))
    canvas.paint(picture, shape.point(lambda v: round(v * strength)))


def folds(canvas, left, right, colour, light, count):
    """A hanging cloth as an image: its folds are a sine across."""
    line = []
    for x in range(WIDTH):
        share = (x - left) / (right - left)
        wave = 0.5 + 0.5 * math.sin(share * count * 2 * math.pi + 0.8 * math.sin(share * 11))
        line.append(mix(colour, light, wave**1.6))
    cloth = Image.new("RGB", (WIDTH, 1))
    cloth.putdata(line)
    return cloth.resize(SIZE, Image.Resampling.NEAREST)
