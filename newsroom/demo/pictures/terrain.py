"""Land: mountains seen across a height field, ridges, spruces and poplars."""

import math
from array import array

from PIL import Image, ImageDraw, ImageFilter, ImageMath, ImageOps

from .canvas import HEIGHT, WIDTH, as_mask, fade, gradient, mix, noise, wave

COLUMN = 1  # pixels of one drawn column of mountains


def ridged(rng, columns, rows, octaves, size):
    """Sharp-crested noise (mode F, 0..1): folds of ordinary noise make ridges and gullies."""
    total, weight, height = None, 0.0, 1.0
    for octave in range(octaves):
        layer = noise(rng, columns << octave, rows << octave, 1, size=size)
        fold = ImageMath.lambda_eval(lambda a: 1 - abs(a["n"] * 2 - 1), n=layer)
        if total is None:
            total = fold
        else:
            # finer ridges grow on high ground only, as weather leaves them
            total = ImageMath.lambda_eval(
                lambda a, h=height, w=weight: a["t"] + a["f"] * h * (0.3 + a["t"] / w),
                t=total,
                f=fold,
            )
        weight += height
        height *= 0.55
    return ImageMath.lambda_eval(lambda a, w=weight: a["t"] / w, t=total)


class Massif:
    """A height field and its painted surface, row 0 nearest to the eye.

    `lift(row, column)` (0..1 both) says how high the land may rise there.
    """

    def __init__(self, rng, *, size=(900, 360), cells=(5, 3), lift, octaves=6, relief=0.6):
        self.size = size
        base = ridged(rng, *cells, octaves, size)
        small = (90, 60)
        shape = Image.new("F", small)
        shape.putdata(
            [
                lift(r / (small[1] - 1), c / (small[0] - 1))
                for r in range(small[1])
                for c in range(small[0])
            ]
        )
        shape = shape.resize(size, Image.Resampling.BICUBIC)
        self.height = ImageMath.lambda_eval(
            lambda a: a["s"] * (1 - relief + relief * a["b"]), s=shape, b=base
        )

    def lit(self, across, along, gain):
        """How bright each spot is (mode L, 128 flat) under light from one side."""
        moved = self.height.transform(
            self.size, Image.Transform.AFFINE, (1, 0, across, 0, 1, along)
        )
        inside = Image.new("L", self.size).transform(
            self.size, Image.Transform.AFFINE, (1, 0, across, 0, 1, along), fillcolor=255
        )
        moved.paste(self.height, (0, 0), inside)
        return ImageMath.lambda_eval(
            lambda a: a["convert"](a["min"](a["max"](128 + (a["h"] - a["m"]) * gain, 0), 255), "L"),
            h=self.height,
            m=moved,
        )


def view(canvas, massif, surface, *, bottom, horizon, tall):
    """Draw the land column by column, near rows first, each hiding what lies behind.

    `surface` is an RGB image of the height field. Rows climb the picture from `bottom` to
    `horizon` (pixels); a height of 1 stands `tall` pixels. Returns the mask of the land.
    """
    columns, rows = massif.size
    heights = array("f", massif.height.tobytes())
    paints = surface.load()
    sheet = Image.new("RGB", (WIDTH // COLUMN, HEIGHT))
    cover = Image.new("L", (WIDTH // COLUMN, HEIGHT))
    draw, veil = ImageDraw.Draw(sheet), ImageDraw.Draw(cover)
    feet = [bottom + (horizon - bottom) * r / (rows - 1) for r in range(rows)]
    for x in range(WIDTH // COLUMN):
        column = x * (columns - 1) // (WIDTH // COLUMN - 1)
        lowest = HEIGHT
        place = column
        for row, foot in enumerate(feet):
            top = int(foot - heights[place] * tall)
            if top < lowest:
                draw.line((x, top, x, lowest), fill=paints[column, row])
                lowest = top
            place += columns
        veil.line((x, lowest, x, HEIGHT), fill=255)
    sheet = sheet.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    cover = cover.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR)
    sheet, cover = (each.filter(ImageFilter.GaussianBlur(0.8)) for each in (sheet, cover))
    canvas.paint(sheet, cover)
    return cover


def clothe(massif, *, light, shadow, snow, snow_shadow, snow_line, gain, side=(3, 2), haze=()):
    """The painted surface of a massif: rock below, snow above `snow_line`, haze far away.

    Colours are "#rrggbb"; `haze` is [(0..1 depth, colour, 0..1 share), ...].
    """
    lit = massif.lit(*side, gain)
    rock = ImageOps.colorize(lit, shadow, light, mid=mix(shadow, light, 0.45))
    cap = ImageOps.colorize(lit, snow_shadow, snow, mid=mix(snow_shadow, snow, 0.5))
    # snow leaves the steepest faces bare
    steep = ImageMath.lambda_eval(
        lambda a: a["h"] - abs(a["l"] - 128) / 900, h=massif.height, l=lit.convert("F")
    )
    surface = Image.composite(cap, rock, as_mask(steep, snow_line - 0.06, snow_line + 0.06))
    if haze:
        air = gradient(*[(place, colour) for place, colour, _ in haze], size=massif.size)
        veil = fade(*[(place, round(255 * share)) for place, _, share in haze], size=massif.size)
        surface.paste(air, (0, 0), veil)
    return surface


def ridge(rng, base, *parts, rough=0.0, step=4):
    """The top line of a hill from left to right: [(x, y), ...] about `base`, plus roughness."""
    shifts = [(height, length, rng.uniform(0, 7)) for height, length in parts]
    line, drift = [], 0.0
    for x in range(-step, WIDTH + 2 * step, step):
        drift = drift * 0.86 + rng.uniform(-rough, rough)
        line.append((x, base + wave(x, *shifts) + drift))
    return line


def land(line):
    """Close a top line down to the foot of the picture."""
    return [*line, (line[-1][0], HEIGHT + 4), (line[0][0], HEIGHT + 4)]


def hill(canvas, base, *parts, top, foot, rough=1.0):
    """Draw one ridge, from its top colour to its foot colour; returns its top line."""
    line = ridge(canvas.rng, base, *parts, rough=rough)
    crest = min(y for _, y in line) / HEIGHT
    canvas.polygon(land(line), gradient((crest, top), (1, foot)))
    return line


def height_at(line, x):
    """The y of a top line at x (nearest point; the step of a line is small)."""
    step = line[1][0] - line[0][0]
    index = round((x - line[0][0]) / step)
    return line[min(len(line) - 1, max(0, index))][1]


def spruce(rng, x, foot, tall):
    """One slender Tien Shan spruce as a polygon."""
    tiers = max(5, int(tall / 7))
    left, right = [], []
    for tier in range(tiers + 1):
        y = foot - tall * (1 - tier / tiers)
        reach = tall * 0.16 * (tier / tiers) ** 0.85 * rng.uniform(0.75, 1.1)
        left += [(x - reach * 0.45, y - tall / tiers * 0.35), (x - reach, y)]
        right += [(x + reach * 0.45, y - tall / tiers * 0.35), (x + reach, y)]
    return [(x, foot - tall * 1.04), *right, *reversed(left)]


def poplar(rng, x, foot, tall):
    """One pyramid poplar: a narrow flame with a ragged edge."""
    points = []
    for part in range(25):
        turn = part / 24 * 2 * math.pi
        climb = (1 - math.cos(turn)) / 2
        reach = tall * 0.11 * math.sin(turn) * (1.12 - climb * 0.55) * rng.uniform(0.82, 1.12)
        points.append((x + reach, foot - tall * (0.06 + 0.94 * climb)))
    trunk = tall * 0.012
    return [(x - trunk, foot), *points, (x + trunk, foot)]
