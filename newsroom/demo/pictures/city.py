"""The city and the village, out of doors."""

from .canvas import HEIGHT, WIDTH, Canvas, box, fade, gradient, mix, points
from .mountains import wall
from .plants import fallen, grasses, tree
from .terrain import Massif, clothe, height_at, hill, land, poplar, ridge, view


def skyline():
    """Blue hour: lit windows of the city and the Alatau behind."""
    canvas = Canvas(
        83, (0, "#1f2d5a"), (0.25, "#4b5a8c"), (0.45, "#c48f9c"), (0.58, "#f2c0a0"), (1, "#f2c0a0")
    )
    canvas.clouds(
        "#f0b0a4", low=0.5, high=0.75, cells=(3, 10), mask=fade((0, 60), (0.35, 220), (0.55, 0))
    )
    massif = Massif(
        canvas.rng, lift=lambda r, c: wall(r, c, summit=0.34, spread=0.4), cells=(10, 4)
    )
    haze = [(0, "#8a86ab", 0.8), (0.5, "#a596b4", 0.45), (1, "#c0a3b3", 0.25)]
    surface = clothe(
        massif,
        light="#8d7f98",
        shadow="#3b4270",
        snow="#f6d6cf",
        snow_shadow="#6a76ac",
        snow_line=0.34,
        gain=4000,
        side=(3, 1),
        haze=haze,
    )
    view(canvas, massif, surface, bottom=800, horizon=500, tall=270)
    canvas.mist(0.42, 0.66, "#b9a3b8", 0.8)
    blocks(canvas, base=600, least=20, most=110, width=(18, 44), colour="#7d7a9e", lights=0.05)
    canvas.mist(0.58, 0.74, "#a493b0", 0.55)
    blocks(canvas, base=690, least=60, most=230, width=(34, 74), colour="#4d4f7c", lights=0.2)
    canvas.mist(0.66, 0.84, "#76709c", 0.45)
    blocks(canvas, base=790, least=60, most=300, width=(64, 120), colour="#262a52", lights=0.34)
    park(canvas)
    return canvas.finish(bloom=0.24)


def blocks(canvas, *, base, least, most, width, colour, lights):
    """A row of buildings with some windows lit; `lights` is the share of lit windows."""
    rng, x = canvas.rng, -30.0
    fronts, sides, panes = [], [], {"#ffd48a": [], "#ffb869": [], "#d9e6ff": []}
    while x < WIDTH + 20:
        wide = rng.uniform(*width)
        tall = least + (most - least) * rng.random() ** 2.1
        fronts.append(box(x, base - tall, wide, HEIGHT))
        sides.append(box(x, base - tall, wide * 0.26, HEIGHT))
        if tall > most * 0.7:
            fronts.append(box(x + wide * 0.46, base - tall - tall * 0.16, wide * 0.05, tall * 0.16))
        step, storey = max(6.0, width[0] / 5), max(7.0, width[0] / 4.2)
        for row in range(int((tall + 60) / storey)):
            for column in range(int(wide * 0.94 / step)):
                if rng.random() < lights:
                    pane = box(
                        x + 3 + column * step,
                        base - tall + 5 + row * storey,
                        step * 0.55,
                        storey * 0.5,
                    )
                    panes[rng.choice(list(panes))].append(pane)
        x += wide * rng.uniform(0.96, 1.2)
    canvas.polygons(fronts, colour)
    canvas.polygons(sides, mix(colour, "#0c0e2a", 0.28))
    for paint, shapes in panes.items():
        canvas.polygons(shapes, paint, strength=0.85)


def park(canvas):
    """Dark crowns of the park in front, its lamps, the curve of an avenue."""
    rng = canvas.rng
    line = ridge(rng, 812, (10, 160), (6, 47), rough=2.5)
    crowns = [
        (x, height_at(line, x) + rng.uniform(0, 20), rng.uniform(14, 34))
        for x in range(-20, WIDTH + 20, 11)
    ]
    canvas.dots(crowns, "#191c3d")
    canvas.polygon(land(line), gradient((0.89, "#191c3d"), (1, "#0b0d22")))
    for _ in range(46):
        x, y = rng.uniform(0, WIDTH), rng.uniform(826, 892)
        canvas.glow(x, y, rng.uniform(9, 20), rng.choice(["#ffb765", "#ffd79a"]), 0.85)


def school():
    """A village school at first light, solar panels on its roof."""
    canvas = Canvas(
        101, (0, "#3d5f92"), (0.3, "#8fa3bd"), (0.52, "#f3c9a8"), (0.66, "#ffe3bb"), (1, "#ffe3bb")
    )
    canvas.clouds(
        "#ffd7b8", low=0.48, high=0.74, cells=(3, 9), mask=fade((0, 150), (0.4, 230), (0.62, 0))
    )
    canvas.glow(1390, 520, 720, "#ffc98a", 0.8)
    hill(canvas, 560, (30, 240), (12, 71), top="#8f8aa6", foot="#c9b0ac", rough=1.5)
    rows = [
        poplar(canvas.rng, x + canvas.rng.uniform(-8, 8), 652, canvas.rng.uniform(150, 250))
        for x in (60, 100, 146, 190, 1290, 1334, 1380, 1430, 1475, 1530)
    ]
    canvas.polygons(rows, gradient((0.4, "#5d6b6a"), (0.74, "#39464f")))
    canvas.polygon(
        box(-5, 640, WIDTH + 10, 300), gradient((0.7, "#c8ad86"), (0.82, "#9b8a68"), (1, "#4d4a3e"))
    )
    front(canvas)
    path = points("740,662 860,662 1060,905 540,905")
    grasses(canvas, 690, sun=1390, dark="#544c3a", bright="#e9cf9a", count=2200)
    canvas.polygon(path, gradient((0.73, "#e6d2b0"), (1, "#8f7f68")))
    for x in (640, 960):
        canvas.lines([[(x, 700), (x, 590)]], "#2c3340", 4)
        canvas.dots([(x, 584, 8)], "#fff0c8")
        canvas.glow(x, 584, 110, "#ffcf86", 0.7)
    return canvas.finish()


def front(canvas):
    """The building: two storeys, lit windows, a porch, panels on a low roof."""
    left, right, roof, foot = 250, 1350, 398, 660
    canvas.polygon(
        box(left, roof, right - left, foot - roof),
        gradient((0, "#c9c3c6"), (0.6, "#efe2d2"), (1, "#fff0d8"), across=True),
    )
    canvas.shade(
        canvas.mask(lambda d: d.rectangle((left * 2, roof * 2, right * 2, foot * 2), fill=90)),
        "#8d86a3",
    )
    canvas.polygon(
        [
            (left - 24, roof + 8),
            (left + 40, roof - 66),
            (right - 40, roof - 66),
            (right + 24, roof + 8),
        ],
        gradient((0.36, "#5c5566"), (0.46, "#3c3a4a")),
    )
    panes(canvas, left)
    solar_panels(canvas, left, roof)
    porch = [(left + 448, 540), (left + 652, 540), (left + 652, foot), (left + 448, foot)]
    canvas.polygon(porch, "#5d4a52")
    canvas.polygons(
        [box(left + 470 + i * 56, 566, 46, 94) for i in range(3)],
        gradient((0.62, "#ffe3a4"), (0.74, "#f4b866")),
    )
    canvas.polygon(box(left + 436, 526, 228, 18), "#3d3542")
    canvas.glow(800, 640, 330, "#ffc677", 0.55, squash=0.4)


def solar_panels(canvas, left, roof):
    """A row of panels along the roof, each with a streak of sky in it."""
    panels, shine = [], []
    for index in range(17):
        x = left + 66 + index * 57.5
        panels.append([(x + 8, roof - 58), (x + 56, roof - 58), (x + 50, roof - 8), (x, roof - 8)])
        shine.append(
            [(x + 30, roof - 58), (x + 44, roof - 58), (x + 24, roof - 8), (x + 8, roof - 8)]
        )
    canvas.polygons(panels, gradient((0.37, "#6f9bc4"), (0.44, "#1d3d68")))
    canvas.polygons(shine, "#dcecf6", strength=0.28)


def panes(canvas, left):
    """Two rows of lit windows, a gap for the porch."""
    glass, frames = [], []
    for storey in (430, 540):
        for index in range(15):
            x = left + 36 + index * 70
            if storey == 540 and 6 <= index <= 8:
                continue
            glass.append(box(x, storey, 44, 66))
            frames.append([(x + 22, storey), (x + 22, storey + 66)])
            frames.append([(x, storey + 22), (x + 44, storey + 22)])
    warm = gradient((0.47, "#ffd98f"), (0.56, "#f7b25c"), (0.6, "#ffdc96"), (0.68, "#f2a852"))
    canvas.polygons(glass, warm)
    canvas.lines(frames, "#6d5148", 2.6)


def alley():
    """An autumn avenue of poplars with water running in the ditch beside it."""
    canvas = Canvas(113, (0, "#7fa0b5"), (0.3, "#e6d3a6"), (0.55, "#fff0c4"), (1, "#c9a063"))
    canvas.glow(830, 430, 640, "#fff3c6", 0.9)
    canvas.polygon(
        points("800,480 860,480 1500,905 130,905"), gradient((0.53, "#efdcae"), (1, "#8d7457"))
    )
    canvas.polygon(
        points("800,480 130,905 -10,905 -10,600"), gradient((0.54, "#d9b565"), (1, "#6f5525"))
    )
    canvas.polygon(
        points("860,480 1500,905 1610,905 1610,600"), gradient((0.54, "#d9b565"), (1, "#6f5525"))
    )
    ditch = points("806,482 811,482 420,905 250,905")
    canvas.polygon(ditch, "#4d4436")
    canvas.polygon(
        points("807,484 810,484 394,905 276,905"),
        gradient((0.54, "#fff0c4"), (0.75, "#a9c0c4"), (1, "#54707c")),
    )
    shadows = [
        [
            (815 + (x - 815) * 0.12, 500 + k * k * 5.2),
            (1700, 500 + k * k * 5.2 + 26 + k * 5),
            (1700, 500 + k * k * 5.2 + 44 + k * 11),
            (815 + (x - 815) * 0.12, 508 + k * k * 5.4),
        ]
        for k, x in ((k, 300 - k * 60) for k in range(1, 9))
    ]
    canvas.polygons(shadows, "#6b5238", blur=5, strength=0.28)
    for step in range(11, 0, -1):
        depth = 1 / (0.35 + step * 0.62)
        for side in (-1, 1):
            tree(
                canvas,
                828 + side * 470 * depth * 1.3,
                470 + 205 * depth * 1.25,
                760 * depth * 1.1,
                depth,
            )
    fallen(canvas)
    for turn in range(6):
        x = 300 + turn * 190
        canvas.polygon([(830, 300), (x, 905), (x + 90, 905)], "#fff2c4", blur=22, strength=0.1)
    return canvas.finish(bloom=0.26)
