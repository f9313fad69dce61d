"""A high skating rink in the evening."""

import math

from PIL import ImageChops

from .canvas import WIDTH, Canvas, box, gradient, mix, points
from .mountains import wall
from .plants import forest
from .terrain import Massif, clothe, ridge, view


def rink():
    """A high rink between spruce slopes, floodlit in the evening."""
    canvas = Canvas(109, (0, "#13254a"), (0.35, "#34578a"), (0.55, "#8fa6c4"), (1, "#b9c6d6"))
    massif = Massif(canvas.rng, lift=lambda r, c: wall(r, c, summit=0.5, spread=0.5), cells=(8, 4))
    surface = clothe(
        massif,
        light="#5f7291",
        shadow="#16264a",
        snow="#dfeaf6",
        snow_shadow="#5a7cae",
        snow_line=0.3,
        gain=4200,
        side=(4, 1),
        haze=[(0, "#4d6590", 0.6), (1, "#7b93b6", 0.3)],
    )
    view(canvas, massif, surface, bottom=760, horizon=430, tall=270)
    for sign, x0 in ((1, -40), (-1, WIDTH + 40)):
        slope = [(x0 + sign * x, 250 + 0.36 * x + 12 * math.sin(x / 60)) for x in range(0, 760, 12)]
        slope = slope if sign > 0 else slope[::-1]
        canvas.polygon(
            [*slope, (slope[-1][0], 640), (slope[0][0], 640)],
            gradient((0.28, "#2d4670"), (0.6, "#5c7aa3")),
        )
        line = ridge(canvas.rng, 0, (1, 50), rough=0)
        line = [(x, 262 + 0.36 * abs(x - x0) + 8) for x, _ in line]
        across = (-30, 640) if sign > 0 else (960, WIDTH + 30)
        for lower, tall, colour in (
            (0, (40, 90), "#1b3153"),
            (50, (50, 110), "#142643"),
            (110, (50, 120), "#0e1c35"),
        ):
            forest(canvas, [(x, y + lower) for x, y in line], 62, tall, colour, across=across)
    canvas.mist(0.5, 0.64, "#8fa9c9", 0.5)
    ice_oval(canvas)
    for x, foot, tall in ((210, 640, 350), (1390, 640, 350), (470, 560, 220), (1130, 560, 220)):
        floodlight(canvas, x, foot, tall)
    skaters(canvas)
    return canvas.finish(bloom=0.22)


def ice_oval(canvas):
    """Stands, boards, the ice and its lanes."""
    stands = points("-10,640 180,566 1420,566 1610,640 1610,905 -10,905")
    canvas.polygon(stands, gradient((0.62, "#2a3f66"), (1, "#14213f")))
    crowd, rng = [], canvas.rng
    for _ in range(900):
        y = rng.uniform(572, 612)
        crowd.append((rng.uniform(200 - (y - 566) * 2, 1400 + (y - 566) * 2), y, 2))
    canvas.dots(crowd[:450], "#c98d74", strength=0.6)
    canvas.dots(crowd[450:], "#88a0c8", strength=0.6)

    def ring(grow):
        return lambda d: d.rounded_rectangle(
            [v * 2 for v in (-150 - grow * 2.2, 622 - grow * 0.5, 1750 + grow * 2.2, 1010 + grow)],
            radius=480,
            fill=255,
        )

    canvas.paint("#e7eef8", canvas.mask(ring(10)))
    canvas.paint(
        gradient((0.68, "#cfe2f3"), (0.8, "#eef6fc"), (1, "#a9c7e4")), canvas.mask(ring(0))
    )
    scratches = [
        [(x, y), (x + rng.uniform(60, 260), y + rng.uniform(-3, 3))]
        for x, y in ((rng.uniform(-100, 1600), rng.uniform(650, 895)) for _ in range(420))
    ]
    canvas.lines(scratches, "#9dbddb", 1, strength=0.55)
    for inset, colour in ((60, "#5f8fc0"), (120, "#c65b4e"), (180, "#5f8fc0")):
        outer, inner = canvas.mask(ring(-inset)), canvas.mask(ring(-inset - 4))
        canvas.paint(colour, ImageChops.subtract(outer, inner).point(lambda v: v * 3 // 4))
    for x in (210, 470, 1130, 1390):
        canvas.glow(x * 0.9 + 80, 760, 300, "#ffffff", 0.4, squash=0.35)


def floodlight(canvas, x, foot, tall):
    """A lighting mast with a bank of lamps and its beam."""
    canvas.polygon(
        [(x - 4, foot), (x - 2, foot - tall), (x + 2, foot - tall), (x + 4, foot)], "#0e1a33"
    )
    bank, size = foot - tall, tall / 10
    canvas.polygon(box(x - size, bank - size * 0.7, size * 2, size * 1.1), "#0e1a33")
    lamps = [
        (x - size * 0.7 + i * size * 0.47, bank - size * 0.4 + j * size * 0.5, size * 0.16)
        for i in range(4)
        for j in range(2)
    ]
    canvas.dots(lamps, "#ffffff")
    canvas.glow(x, bank, tall * 0.85, "#dbe9ff", 0.55)
    canvas.glow(x, bank, tall * 0.2, "#ffffff", 0.9)
    side = 1 if x < WIDTH / 2 else -1
    beam = [(x, bank), (x + side * 90, 720), (x + side * 520, 720)]
    canvas.polygon(beam, "#eaf2ff", blur=26, strength=0.16)


def skaters(canvas):
    """Three skaters low over the ice, one behind another, with their reflections."""
    for x, y, size, suit in (
        (560, 742, 62, "#c2452d"),
        (760, 752, 66, "#e0a030"),
        (985, 764, 72, "#1f5fa8"),
    ):

        def at(*corners, x=x, y=y, size=size):
            return [(x + a * size, y + b * size) for a, b in corners]

        back = at(
            *points(
                "-0.62,-1.02 -0.36,-1.22 0.1,-1.3 0.42,-1.24 "
                "0.36,-1.06 0.0,-0.98 -0.3,-0.8 -0.5,-0.78"
            )
        )
        leg = at(
            *points(
                "-0.52,-0.92 -0.24,-0.86 0.14,-0.58 -0.02,-0.1 "
                "0.12,-0.04 -0.2,-0.03 -0.14,-0.54 -0.5,-0.7"
            )
        )
        push = at(*points("-0.56,-0.94 -0.34,-0.8 -0.7,-0.42 -1.18,-0.1 -1.3,-0.14 -0.86,-0.5"))
        arm = at(*points("0.16,-1.24 0.3,-1.16 0.14,-0.82 -0.06,-0.66 -0.1,-0.74 0.06,-0.88"))
        swing = at(*points("0.05,-1.26 -0.3,-1.34 -0.72,-1.5 -0.76,-1.42 -0.34,-1.22"))
        canvas.polygons(
            [[(px, 2 * y - py) for px, py in part] for part in (back, leg, push)],
            "#5d7fa6",
            blur=3,
            strength=0.4,
        )
        canvas.polygons([push, swing], mix(suit, "#10182c", 0.35))
        canvas.polygons([leg, back, arm], suit)
        canvas.dots([(x + 0.52 * size, y - 1.26 * size, 0.15 * size)], mix(suit, "#10182c", 0.5))
        canvas.lines(
            [at((-0.24, 0.0), (0.22, 0.0)), at((-1.36, -0.06), (-1.06, -0.02))], "#10182c", 2.4
        )
