"""Spruces, grass, reeds, wheat and leaves."""

import math

from .canvas import HEIGHT, WIDTH, mix
from .terrain import height_at, spruce


def forest(canvas, line, count, tall, colour, *, across=(0, WIDTH), sink=6):
    """Spruces along a top line, `tall` = (least, most) pixels."""
    trees = []
    middle = across[0]
    for index in range(count):
        if index % 7 == 0:
            middle = canvas.rng.uniform(*across)  # spruces stand in groups
        x = canvas.rng.gauss(middle, 26)
        trees.append(spruce(canvas.rng, x, height_at(line, x) + sink, canvas.rng.uniform(*tall)))
    canvas.polygons(trees, colour)


def grasses(canvas, top, *, sun, dark="#3a2b22", bright="#f6c27a", count=2600):
    """Feather grass, taller nearer the eye, lit towards the sun."""
    rng, tiers = canvas.rng, [[] for _ in range(5)]
    for _ in range(count):
        depth = rng.random() ** 0.8
        x, y = rng.uniform(-20, WIDTH + 20), top + 12 + (HEIGHT + 60 - top) * depth
        tall = (14 + 84 * depth) * rng.uniform(0.6, 1.2)
        lean = tall * rng.uniform(0.05, 0.55)
        near_sun = max(0.08, 1 - abs(x - sun) / 1250) ** 1.5
        tier = min(4, int(5.4 * near_sun * rng.uniform(0.2, 1.15)))
        tiers[tier].append([(x, y), (x + lean * 0.3, y - tall * 0.6), (x + lean, y - tall)])
    for tier, lines in enumerate(tiers):
        canvas.lines(lines, mix(dark, bright, tier / 4), 1.3)


def reeds(canvas):
    """A stand of reeds at both lower corners."""
    rng = canvas.rng
    for colour, count in (("#6b6a55", 150), ("#3d4540", 170), ("#23302f", 110)):
        stems, heads = [], []
        for _ in range(count):
            side = rng.random()
            x = (
                rng.uniform(-20, 330) * side
                if rng.random() < 0.4
                else WIDTH - 560 * side * rng.random() + 20
            )
            tall, lean = rng.uniform(90, 320) * (1.1 - 0.5 * side), rng.uniform(-26, 60)
            stems.append(
                [(x, HEIGHT + 5), (x + lean * 0.3, HEIGHT - tall * 0.6), (x + lean, HEIGHT - tall)]
            )
            if rng.random() < 0.5:
                tip, droop = (x + lean, HEIGHT - tall), rng.uniform(14, 30)
                heads.append(
                    [
                        tip,
                        (tip[0] + 5, tip[1] + 4),
                        (tip[0] + droop, tip[1] + 30),
                        (tip[0] + droop * 0.4, tip[1] + 22),
                    ]
                )
        canvas.lines(stems, colour, 2.4)
        canvas.polygons(heads, mix(colour, "#c79a72", 0.45))


def ears(canvas):
    """Rows of ears, larger and darker towards the eye."""
    rng = canvas.rng
    for step in range(16):
        depth = (step + 1) / 16
        y = 546 + 420 * depth**1.7
        scale = 0.1 + 0.95 * depth**1.5
        stems, dull, bright = [], [], []
        for _ in range(int(430 / (0.5 + scale * 2.6))):
            x, foot = rng.uniform(-30, WIDTH + 30), y + rng.uniform(-12, 18) * scale
            lean, tall = rng.uniform(-4, 40) * scale, rng.uniform(80, 130) * scale
            tip, turn = (x + lean, foot - tall), rng.uniform(-0.1, 0.55)
            stems.append([(x, foot + 60 * scale), (x + lean * 0.25, foot - tall * 0.5), tip])
            kernels, beards = ear(tip, turn, scale)
            (bright if rng.random() < 0.5 else dull).extend(kernels)
            stems += beards
        canvas.lines(stems, mix("#d9a445", "#7a4a14", depth * 0.85), max(0.6, 1.3 * scale))
        canvas.polygons(dull, mix("#d8a143", "#9a6420", depth * 0.8))
        canvas.polygons(bright, mix("#f6d27e", "#eebf63", depth))


def ear(tip, turn, scale):
    """One ear bent by `turn` radians: its kernels as small diamonds, and its beard."""
    kernels, beards = [], []
    pairs = 6 if scale > 0.3 else 3
    length = 58 * scale
    for pair in range(pairs):
        share = pair / pairs
        bend = turn * (0.6 + share)
        ahead, side = (math.sin(bend), -math.cos(bend)), (math.cos(bend), math.sin(bend))
        x, y = tip[0] + ahead[0] * length * share, tip[1] + ahead[1] * length * share
        size = length / pairs * 1.5
        for hand in (-0.32, 0.32):
            ends = [(0, 0), (0.45, hand * 1.7), (1.1, hand * 1.2), (0.6, hand * 0.2)]
            kernels.append(
                [
                    (
                        x + size * (a * ahead[0] + b * side[0]),
                        y + size * (a * ahead[1] + b * side[1]),
                    )
                    for a, b in ends
                ]
            )
            reach = length * 0.75
            far = (x + reach * (ahead[0] + side[0] * hand), y + reach * (ahead[1] + side[1] * hand))
            beards.append([(x, y), far])
    return kernels, beards


def tree(canvas, x, foot, tall, depth):
    """One tall poplar: trunk, and a crown dabbed in four autumn colours."""
    rng, air = canvas.rng, min(1.0, max(0.0, 0.95 - depth * 1.1))
    thick = tall * 0.018
    canvas.polygon(
        [
            (x - thick * 1.5, foot),
            (x - thick * 0.6, foot - tall * 0.5),
            (x + thick * 0.6, foot - tall * 0.5),
            (x + thick * 1.5, foot),
        ],
        mix("#4a3a2e", "#f3dfae", air),
    )
    dabs = {"#8a5a1c": [], "#c08a28": [], "#e3b23c": [], "#f7dc86": []}
    names = list(dabs)
    for _ in range(int(260 + 1500 * min(1, depth))):
        climb = rng.random() ** 0.9
        reach = tall * 0.125 * math.sin(math.pi * (0.1 + 0.86 * climb)) ** 0.8 * rng.gauss(0, 0.62)
        y = foot - tall * (0.16 + 0.84 * climb)
        lit = 1.6 - reach * (1 if x > 830 else -1) / (tall * 0.08) + rng.gauss(0, 0.8)
        dabs[names[min(3, max(0, int(lit)))]].append(
            (x + reach, y, tall * rng.uniform(0.004, 0.012))
        )
    for colour, dots in dabs.items():
        canvas.dots(dots, mix(colour, "#fbe7b4", air))


def fallen(canvas):
    """Fallen leaves, larger near the eye, and a few still in the air."""
    rng = canvas.rng
    for colour in ("#9a5f1e", "#d79a2f", "#f4cf66"):
        leaves = []
        for _ in range(420):
            depth = rng.random() ** 1.3
            y, size = 500 + 400 * depth, 1 + 9 * depth * rng.uniform(0.5, 1)
            x, turn = rng.uniform(0, WIDTH), rng.uniform(0, 3)
            if rng.random() < 0.06:
                y -= rng.uniform(80, 420)
            leaves.append(
                [
                    (x + size * math.cos(turn + t) * k, y + size * 0.55 * math.sin(turn + t) * k)
                    for t, k in (
                        (0, 1.2),
                        (1.1, 0.7),
                        (2.2, 0.8),
                        (3.14, 1.1),
                        (4.3, 0.7),
                        (5.3, 0.8),
                    )
                ]
            )
        canvas.polygons(leaves, colour, strength=0.85)
