"""The mountains: at dawn, under ice, in a gale."""

import math
import random

from PIL import Image, ImageOps

from .canvas import HEIGHT, WIDTH, Canvas, as_mask, fade, gradient, noise, points
from .plants import forest
from .terrain import Massif, clothe, height_at, hill, view


def wall(row, column, *, summit=0.62, spread=0.3):
    """Foothills in front, a great wall at the back, the summit at `summit` (0..1)."""
    back = max(0.0, (row - 0.25) / 0.75)
    top = max(0.0, 1 - abs(column - summit) / spread)
    return 0.16 + 0.62 * back**1.4 + 0.45 * top * back**2


def almaty_dawn():
    """First light on the mountains above the sleeping city."""
    canvas = Canvas(
        11, (0, "#23325c"), (0.22, "#5d6796"), (0.4, "#e39a86"), (0.52, "#ffd9a0"), (1, "#ffe3b8")
    )
    sky = fade((0, 90), (0.4, 230), (0.6, 0))
    canvas.clouds("#ffb9a0", low=0.5, high=0.75, cells=(3, 9), mask=sky)
    canvas.glow(380, 400, 760, "#ffcf8a", 0.8)
    massif = Massif(canvas.rng, lift=wall, cells=(9, 4))
    haze = [(0, "#4a4a78", 0.6), (0.35, "#94809f", 0.4), (0.6, "#d9a29a", 0.2), (1, "#e9b39c", 0.1)]
    surface = clothe(
        massif,
        light="#c98570",
        shadow="#2c2d55",
        snow="#ffe2c6",
        snow_shadow="#5f6ba6",
        snow_line=0.36,
        gain=4200,
        side=(-4, 1),
        haze=haze,
    )
    view(canvas, massif, surface, bottom=860, horizon=560, tall=330)
    canvas.mist(0.5, 0.72, "#d9a6a0", 0.55)
    far = hill(canvas, 640, (26, 190), (12, 61), top="#6c5f86", foot="#8f7a94")
    forest(canvas, far, 420, (10, 26), "#635880")
    canvas.mist(0.7, 0.84, "#c39aa0", 0.6)
    near = hill(canvas, 745, (34, 260), (10, 77), top="#3f3c66", foot="#4b4570")
    forest(canvas, near, 380, (18, 46), "#38365e")
    tower(canvas, 1265, height_at(near, 1265))
    canvas.mist(0.84, 1, "#8d7390", 0.75)
    city_lights(canvas, 806, 905, 620)
    return canvas.finish()


def tower(canvas, x, foot):
    """The television tower on its hill, a red lamp on top."""
    dark = "#2d2b52"
    canvas.polygon(
        [(x - 9, foot + 8), (x - 2, foot - 190), (x + 2, foot - 190), (x + 9, foot + 8)], dark
    )
    canvas.polygon(
        [(x - 9, foot - 96), (x + 9, foot - 96), (x + 6, foot - 116), (x - 6, foot - 116)], dark
    )
    canvas.dots([(x, foot - 192, 3)], "#ff7a5c", light=True)
    canvas.glow(x, foot - 192, 26, "#ff6a4c", 0.8)


def city_lights(canvas, top, bottom, count):
    """Warm lights of a far city, in streets rather than at random."""
    rng, tiers = canvas.rng, {"#ffd08a": [], "#ffb066": [], "#fff0cc": []}
    for _ in range(count):
        depth = rng.random() ** 1.5
        street = rng.randrange(26)
        x = 800 + (street - 12.5) * (60 + 150 * depth) + rng.uniform(-22, 22) * (0.3 + depth)
        y = top + (bottom - top) * depth + rng.uniform(-3, 3)
        tiers[rng.choice(list(tiers))].append((x, y, 0.7 + 1.5 * depth * rng.random()))
    for colour, dots in tiers.items():
        canvas.dots(dots, colour, light=True)
        canvas.dots(
            [(x, y, r * 3.4) for x, y, r in dots], colour, light=True, blur=4, strength=0.45
        )


def tongue(row, column):
    """Two walls of peaks with a valley of ice between them."""
    bank = min(1.0, max(0.0, (valley(row, column) - 0.07 - 0.08 * (1 - row)) / 0.26))
    return 0.2 + 0.2 * row + (0.25 + 0.6 * row) * bank


def valley(row, column):
    """How far a spot lies from the bed of the glacier, which winds (0..1 of the width)."""
    return abs(column - 0.47 - 0.09 * math.sin(1.2 + row * 4.5))


def glacier():
    """A glacier between peaks, and the mast of a weather station."""
    canvas = Canvas(41, (0, "#2f6f9f"), (0.3, "#7fb2cc"), (0.55, "#d8ebee"), (1, "#eaf4f2"))
    canvas.clouds("#ffffff", low=0.5, high=0.8, cells=(3, 6), mask=fade((0, 160), (0.5, 235)))
    massif = Massif(canvas.rng, lift=tongue, cells=(8, 4), relief=0.62)
    surface = clothe(
        massif,
        light="#8d98a3",
        shadow="#243a56",
        snow="#fbfdfc",
        snow_shadow="#5d93bd",
        snow_line=0.42,
        gain=4600,
        side=(4, 1),
        haze=[(0, "#9cc3d6", 0.0), (0.5, "#b9d6e2", 0.25), (1, "#d4e8ee", 0.5)],
    )
    surface.paste(*ice(canvas, massif))
    view(canvas, massif, surface, bottom=960, horizon=470, tall=420)
    canvas.mist(0.3, 0.62, "#e6f3f5", 0.4)
    line = hill(canvas, 822, (30, 330), (14, 90), top="#3d4a56", foot="#161f29", rough=3.0)
    boulders(canvas, line)
    mast(canvas, 1190, height_at(line, 1190) + 6)
    return canvas.finish(vignette=0.28)


def ice(canvas, massif):
    """The tongue itself, to be pasted on the surface: (picture, corner, mask)."""
    size = massif.size
    lit = massif.lit(4, 2, 3800)
    body = ImageOps.colorize(lit, "#3f8fb4", "#ffffff", mid="#bfe3ec")
    cracks = as_mask(noise(canvas.rng, 14, 90, 2, size=size), 0.62, 0.72, 190)
    body.paste((58, 138, 172), (0, 0), cracks)
    shape = Image.new("L", (90, 60))
    shape.putdata(
        [
            round(255 * min(1, max(0, 2.4 - valley(r / 59, c / 89) / (0.06 + 0.05 * (1 - r / 59)))))
            for r in range(60)
            for c in range(90)
        ]
    )
    return body, (0, 0), shape.resize(size, Image.Resampling.BICUBIC)


def boulders(canvas, line):
    """Broken stones on the moraine, lit from the left."""
    rng = canvas.rng
    for colour, share in (("#0f1720", 1.0), ("#566673", 0.62)):
        stones = []
        for index in range(150):
            place = random.Random(index)
            x = place.uniform(-20, WIDTH + 20)
            y = height_at(line, x) + 4 + (HEIGHT - 830) * place.random() ** 1.4
            size = place.uniform(4, 17) * (0.5 + (y - 800) / 90)
            corners = [
                (
                    x
                    - size * (1 - share) * 0.6
                    + size * share * place.uniform(0.7, 1.1) * math.cos(t),
                    y + size * 0.6 * share * math.sin(t) - size * 0.3 * (1 - share),
                )
                for t in (0.2, 1.3, 2.4, 3.3, 4.2, 5.2)
            ]
            stones.append(corners)
        canvas.polygons(stones, colour)
    return rng


def mast(canvas, x, foot):
    """A weather station: mast, guy wires, wind cups, a small solar panel and a box."""
    dark = "#16202b"
    canvas.polygon(
        [(x - 3.5, foot), (x - 2, foot - 330), (x + 2, foot - 330), (x + 3.5, foot)], dark
    )
    canvas.lines(
        [[(x, foot - 250), (x - 120, foot + 26)], [(x, foot - 250), (x + 124, foot + 30)]],
        dark,
        1.2,
    )
    canvas.lines([[(x - 46, foot - 300), (x + 46, foot - 300)]], dark, 3)
    canvas.dots([(x - 52, foot - 312, 6), (x - 40, foot - 312, 6), (x - 46, foot - 318, 4)], dark)
    canvas.polygon([(x + 40, foot - 312), (x + 66, foot - 318), (x + 62, foot - 308)], dark)
    canvas.polygon(
        [(x + 6, foot - 190), (x + 74, foot - 226), (x + 80, foot - 160), (x + 14, foot - 124)],
        gradient((0.55, "#86b7d8"), (0.8, "#1c3c63")),
    )
    canvas.polygon(
        [(x - 26, foot - 120), (x - 5, foot - 120), (x - 5, foot - 70), (x - 26, foot - 70)],
        "#d9dfe2",
    )


def storm():
    """A gale over a mountain pass: low cloud, driven snow, headlights on the road."""
    canvas = Canvas(71, (0, "#1d2935"), (0.35, "#46586a"), (0.6, "#90a3ad"), (1, "#a9b8bd"))
    canvas.clouds(
        "#0f1822", low=0.4, high=0.7, cells=(3, 4), mask=fade((0, 240), (0.45, 120), (0.6, 0))
    )
    massif = Massif(canvas.rng, lift=lambda r, c: wall(r, c, summit=0.3, spread=0.35), cells=(8, 4))
    surface = clothe(
        massif,
        light="#6c7d88",
        shadow="#1c2936",
        snow="#dde7ea",
        snow_shadow="#54697b",
        snow_line=0.3,
        gain=4200,
        side=(-4, 1),
        haze=[(0, "#5d6f7b", 0.2), (0.5, "#81939d", 0.45), (1, "#93a5ad", 0.6)],
    )
    view(canvas, massif, surface, bottom=900, horizon=520, tall=300)
    canvas.clouds(
        "#c3ced2",
        low=0.44,
        high=0.75,
        cells=(3, 7),
        mask=fade((0, 0), (0.2, 40), (0.45, 235), (0.75, 60)),
    )
    canvas.clouds(
        "#25323e", low=0.5, high=0.72, cells=(3, 6), mask=fade((0, 230), (0.25, 200), (0.42, 0))
    )
    line = hill(canvas, 660, (34, 300), (14, 80), top="#62737d", foot="#a7b5ba", rough=1.6)
    forest(canvas, line, 230, (30, 80), "#2c3c46", across=(0, 1600))
    canvas.mist(0.68, 0.9, "#b9c6ca", 0.55)
    road(canvas)
    front = hill(canvas, 868, (26, 260), (10, 90), top="#dfe8ea", foot="#8b9ca5", rough=1.0)
    forest(canvas, front, 16, (130, 300), "#14222c", across=(-20, 420), sink=16)
    forest(canvas, front, 9, (110, 240), "#14222c", across=(1330, 1620), sink=16)
    driven_snow(canvas)
    return canvas.finish(bloom=0.2)


def bend(share):
    """The middle of the road and half its width, pixels; `share` 0 far away, 1 at our feet."""
    x = 830 + 105 * math.sin(share * 5.2 + 0.4) * (0.35 + share) - 60 * share
    return x, 700 + 205 * share**1.25, 4 + 92 * share**1.9


def road(canvas):
    """A winding road between snow poles, two cars coming down it."""
    places = [bend(step / 60) for step in range(61)]
    left = [(x - wide, y) for x, y, wide in places]
    right = [(x + wide, y) for x, y, wide in reversed(places)]
    canvas.polygon(left + right, gradient((0.77, "#93a1a8"), (0.9, "#5f6d77"), (1, "#3f4c56")))
    tracks = [[(x + side * wide, y) for x, y, wide in places[6:]] for side in (-0.55, 0.5)]
    canvas.lines(tracks, "#c3ced2", 5, blur=2, strength=0.45)
    poles = []
    for share in (0.2, 0.34, 0.47, 0.6, 0.73, 0.86):
        x, y, wide = bend(share)
        poles += [
            [(x + side * wide * 1.12, y), (x + side * wide * 1.12, y - 8 - 34 * share)]
            for side in (-1, 1)
        ]
    canvas.lines(poles, "#b5482f", 2.6)
    for share, size in ((0.24, 10), (0.6, 26)):
        x, y, wide = bend(share)
        car(canvas, x - wide * 0.42, y, size)


def car(canvas, x, foot, size):
    """A car from the front: mostly its headlights, and their light on the snow."""
    hull = points("-1,0 -1,-0.7 -0.7,-0.85 -0.5,-1.4 0.5,-1.4 0.7,-0.85 1,-0.7 1,0")
    canvas.polygon([(x + a * size, foot + b * size) for a, b in hull], "#27323c")
    canvas.glow(x, foot + size * 0.6, size * 7, "#ffd89a", 0.55, squash=0.4)
    lamps = [(x - size * 0.68, foot - size * 0.42), (x + size * 0.68, foot - size * 0.42)]
    for lamp_x, lamp_y in lamps:
        canvas.glow(lamp_x, lamp_y, size * 3.4, "#fff0cf", 0.75)
        canvas.dots([(lamp_x, lamp_y, size * 0.2)], "#fffaf0")


def driven_snow(canvas):
    """Streaks of snow, all one way, some near and soft."""
    rng = canvas.rng
    for count, long, width, blur, strength in (
        (900, 16, 1.0, 0, 0.6),
        (320, 34, 1.8, 1, 0.55),
        (60, 80, 4.5, 4, 0.4),
    ):
        lines = []
        for _ in range(count):
            x, y, reach = (
                rng.uniform(-60, WIDTH),
                rng.uniform(0, HEIGHT),
                long * rng.uniform(0.5, 1.4),
            )
            lines.append([(x, y), (x + reach, y + reach * 0.26)])
        canvas.lines(lines, "#f2f7f8", width, blur=blur, strength=strength)
