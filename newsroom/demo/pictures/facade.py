"""The city library late in the evening, from the square."""

import math

from .canvas import WIDTH, Canvas, box, fade, gradient, points
from .rooms import shiny
from .terrain import spruce

GROUND = 690


def library_front():
    """Lit windows between columns, steps, lamps, a wet square."""
    canvas = Canvas(151, (0, "#141d40"), (0.4, "#2f4270"), (0.7, "#8a7f9a"), (1, "#8a7f9a"))
    canvas.clouds("#6c7aa6", low=0.5, high=0.78, cells=(3, 8), mask=fade((0, 200), (0.7, 120)))
    rng = canvas.rng
    stars = [
        (rng.uniform(0, WIDTH), rng.uniform(0, 330), rng.uniform(0.6, 1.4)) for _ in range(160)
    ]
    canvas.dots(stars, "#e6ecff", light=True)
    canvas.glow(1320, 130, 190, "#cfdcff", 0.5)
    canvas.dots([(1320, 130, 34)], "#f6f1de")
    firs = [
        spruce(rng, x, GROUND + 6, rng.uniform(190, 330)) for x in (40, 110, 175, 1435, 1500, 1570)
    ]
    canvas.polygons(firs, gradient((0.4, "#1d2c4a"), (0.77, "#0f1830")))
    lawn = gradient((0.76, "#2b3a5c"), (0.84, "#161f3c"))
    canvas.polygon(box(-5, GROUND, WIDTH + 10, 62), lawn)
    walls(canvas)
    windows(canvas)
    columns(canvas)
    roof(canvas)
    steps(canvas)
    canvas.polygon(
        box(-5, GROUND + 60, WIDTH + 10, 200), gradient((0.83, "#3b3f5e"), (1, "#15182e"))
    )
    wet = box(-5, GROUND + 60, WIDTH + 10, 200)
    shiny(canvas, GROUND + 60, wet, strength=0.5, ripple=7)
    for x in (170, 430, 1170, 1430):
        canvas.lines([[(x, GROUND + 96), (x, 470)]], "#10152a", 6)
        canvas.dots([(x, 462, 13)], "#fff3d0")
        canvas.glow(x, 462, 190, "#ffcf86", 0.75)
        canvas.glow(x, GROUND + 104, 170, "#ffbf72", 0.5, squash=0.25)
    return canvas.finish(bloom=0.24)


def walls(canvas):
    """The body of the building and its two wings."""
    stone = gradient((0.35, "#8b7f8f"), (0.6, "#b09a92"), (0.78, "#c7a88c"))
    canvas.polygon(box(220, 372, 1160, GROUND - 372), stone)
    canvas.polygon(box(440, 330, 720, GROUND - 330), stone)
    courses = [[(220, y), (1380, y)] for y in range(400, GROUND, 26)]
    canvas.lines(courses, "#5f5468", 1.2, strength=0.45)


def windows(canvas):
    """Arched windows, people's shadows and shelves only guessed behind them."""
    panes, bars, shelves = [], [], []
    for x in (244, 310, 376, 488, 584, 680, 872, 968, 1064, 1180, 1246, 1312):
        wide, top, foot = 44, 440, 622
        arc = [
            (x + wide / 2 - wide / 2 * math.cos(t), top - wide / 2 * math.sin(t))
            for t in (math.pi * step / 14 for step in range(15))
        ]
        panes.append([(x, foot), *arc, (x + wide, foot)])
        bars += [[(x + wide / 2, top - 20), (x + wide / 2, foot)], [(x, 500), (x + wide, 500)]]
        shelves += [box(x + 4, y, wide - 8, 9) for y in (548, 572, 596)]
    warm = gradient((0.45, "#fff0bd"), (0.6, "#ffd588"), (0.7, "#f2a64e"))
    canvas.polygons(panes, warm)
    canvas.polygons(shelves, "#a8623a", strength=0.6)
    canvas.lines(bars, "#6d4a3a", 3)
    canvas.polygons(panes, "#ffce84", blur=20, strength=0.45)


def columns(canvas):
    """Eight columns before the middle, lit from the door."""
    for x in range(462, 1160, 96):
        shaft = gradient(
            (0, "#5f5567"),
            ((x - 14) / WIDTH, "#6f6170"),
            ((x - 4) / WIDTH, "#f0d9bd"),
            ((x + 14) / WIDTH, "#7a6670"),
            (1, "#5f5567"),
            across=True,
        )
        canvas.polygon(box(x - 12, 352, 24, GROUND - 362), shaft)
        canvas.polygons([box(x - 18, 340, 36, 13), box(x - 18, GROUND - 14, 36, 14)], "#c9b09c")
    canvas.polygon(box(764, 520, 72, GROUND - 520), gradient((0.57, "#fff3cc"), (0.77, "#f4b25c")))
    canvas.lines([[(800, 520), (800, GROUND)]], "#7a4a30", 4)
    canvas.glow(800, 620, 260, "#ffd08a", 0.6)


def roof(canvas):
    """Entablature and pediment, with a sun for an ornament."""
    canvas.polygon(box(424, 306, 752, 36), gradient((0.33, "#d9c0a6"), (0.39, "#9a8790")))
    canvas.polygons([box(206, 358, 240, 18), box(1154, 358, 240, 18)], "#a08e92")
    canvas.polygon([(412, 306), (800, 196), (1188, 306)], "#b59f98")
    canvas.polygon(
        [(470, 298), (800, 206), (1130, 298)], gradient((0.22, "#6a5f78"), (0.34, "#8d7a80"))
    )
    canvas.dots([(800, 268, 26)], "#f2c880")
    rays = []
    for step in range(11):
        turn = math.pi * (1 + step / 10)
        near, far = 32, 50 if step % 2 else 44
        rays.append(
            [
                (800 + near * math.cos(turn - 0.08), 272 + near * math.sin(turn - 0.08)),
                (800 + far * math.cos(turn), 272 + far * math.sin(turn)),
                (800 + near * math.cos(turn + 0.08), 272 + near * math.sin(turn + 0.08)),
            ]
        )
    canvas.polygons(rays, "#f2c880")


def steps(canvas):
    """Broad steps, and two readers who are only leaving now."""
    for step in range(6):
        spread = 24 * step
        shade = gradient((0.75, "#d2b596"), (0.84, "#6b5f72"))
        canvas.polygon(box(440 - spread, GROUND - 2 + step * 11, 720 + 2 * spread, 8), shade)
        canvas.polygon(box(440 - spread, GROUND + 6 + step * 11, 720 + 2 * spread, 4), "#4b4560")
    for x, foot, tall, coat in ((720, 742, 92, "#7d2f35"), (770, 746, 98, "#26385c")):
        body = points("-0.07,0.83 0.07,0.83 0.15,0.74 0.17,0.3 -0.17,0.3 -0.15,0.74")
        legs = points("-0.1,0.32 0.1,0.32 0.1,0 0.02,0 0,0.24 -0.04,0 -0.12,0")
        for shape, colour in ((legs, "#141627"), (body, coat)):
            canvas.polygon([(x + a * tall, foot - b * tall) for a, b in shape], colour)
        canvas.dots([(x, foot - 0.91 * tall, 0.062 * tall)], "#2a1f2c")
