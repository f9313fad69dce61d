"""A theatre before the concert."""

import math

from PIL import ImageChops

from .canvas import HEIGHT, WIDTH, Canvas, as_mask, box, fade, gradient, mix, noise, points
from .rooms import folds


def theatre():
    """An empty stage before the concert: a dombra on a chair in a beam of light."""
    canvas = Canvas(137, (0, "#120a14"), (0.6, "#2a1220"), (1, "#0a0610"))
    backdrop(canvas)
    canvas.polygon(
        points("150,640 1450,640 1610,800 -10,800"), gradient((0.71, "#6b3f2c"), (0.9, "#b0744a"))
    )
    planks = [[(800 + (x - 800) * 0.8, 640), (x, 800)] for x in range(-200, 1900, 58)]
    canvas.lines(planks, "#3b2018", 1.6, strength=0.6)
    for x, strength in ((560, 0.16), (800, 0.3), (1040, 0.16)):
        canvas.polygon(
            [
                (x - 14, -10),
                (x + 14, -10),
                (930 + (x - 800) * 0.3, 716),
                (670 + (x - 800) * 0.3, 716),
            ],
            "#ffe9bd",
            blur=18,
            strength=strength,
        )
    canvas.glow(800, 712, 330, "#ffe0a6", 0.75, squash=0.2)
    chair(canvas, 800, 716)
    dombra(canvas)
    drapes(canvas)
    canvas.polygon(box(-5, 798, WIDTH + 10, 26), gradient((0.88, "#d9a85c"), (0.92, "#5a3420")))
    canvas.polygon(box(-5, 822, WIDTH + 10, 90), "#0a0610")
    seats(canvas)
    haze = as_mask(noise(canvas.rng, 5, 4, 5), 0.45, 0.8, 70)
    canvas.light(
        ImageChops.multiply(haze, fade((0, 30), (0.4, 255), (0.8, 120), (1, 0))), "#ffd9a8"
    )
    return canvas.finish(bloom=0.26, vignette=0.42)


def backdrop(canvas):
    """The painted cloth behind: night steppe blue with a great pale sun and an ornament."""
    canvas.polygon(
        box(150, 60, 1300, 582), gradient((0.05, "#1d2450"), (0.5, "#4c3f74"), (0.72, "#b5656a"))
    )
    canvas.dots([(800, 400, 205)], "#f2b77c", strength=0.9)
    canvas.dots([(800, 400, 178)], "#f9d49a", strength=0.9)
    rays = [
        [
            (800 + 214 * math.cos(t), 400 + 214 * math.sin(t)),
            (800 + 250 * math.cos(t + 0.035), 400 + 250 * math.sin(t + 0.035)),
            (800 + 250 * math.cos(t - 0.035), 400 + 250 * math.sin(t - 0.035)),
        ]
        for t in (2 * math.pi * i / 40 for i in range(40))
    ]
    canvas.polygons(rays, "#f2b77c", strength=0.85)
    hills = (
        [(150, 640), (150, 560)]
        + [
            (x, 556 - 26 * math.sin(x / 130) - 14 * math.sin(x / 47 + 1))
            for x in range(150, 1451, 10)
        ]
        + [(1450, 640)]
    )
    canvas.polygon(hills, gradient((0.58, "#5b2f52"), (0.71, "#3a1d3c")))


def drapes(canvas):
    """Red curtains drawn to both sides and a swag above."""
    for sign in (1, -1):
        edge = [(0 if sign > 0 else WIDTH, -5)]
        for y in range(0, 806, 10):
            pull = 330 - 150 * math.sin(min(1, y / 640) * math.pi * 0.72) + 14 * math.sin(y / 70)
            edge.append((pull if sign > 0 else WIDTH - pull, y))
        edge.append((edge[-1][0], 806))
        edge.append((0 if sign > 0 else WIDTH, 806))
        shadow = [(x + sign * 22, y) for x, y in edge]
        canvas.polygon(shadow, "#0a0308", blur=14, strength=0.6)
        canvas.polygon(edge, folds(canvas, 0, 420, "#3a0712", "#b3242e", 7))
    swag = (
        [(-5, -5)]
        + [(x, 108 + 42 * abs(math.sin(x * math.pi / 320))) for x in range(0, WIDTH + 1, 10)]
        + [(WIDTH + 5, -5)]
    )
    canvas.polygon([(x, y + 16) for x, y in swag], "#0a0308", blur=10, strength=0.6)
    canvas.polygon(swag, folds(canvas, 0, 640, "#45091a", "#c02c34", 22))
    canvas.lines([swag[1:-1]], "#d9a85c", 7)


def chair(canvas, x, foot):
    """A plain bentwood chair."""
    dark = "#1d0f0c"
    canvas.polygon(box(x - 130, foot - 4, 260, 16), "#1a0c0a", blur=10, strength=0.7)
    legs = [
        [(x - 62, foot), (x - 54, foot - 116)],
        [(x + 62, foot), (x + 54, foot - 116)],
        [(x - 40, foot - 12), (x - 36, foot - 116)],
        [(x + 40, foot - 12), (x + 36, foot - 116)],
    ]
    canvas.lines(legs, dark, 7)
    canvas.polygon(
        [(x - 66, foot - 126), (x + 66, foot - 126), (x + 58, foot - 108), (x - 58, foot - 108)],
        "#5a3420",
    )
    back = [
        (x - 50, foot - 124),
        (x - 54, foot - 250),
        (x - 34, foot - 286),
        (x + 34, foot - 286),
        (x + 54, foot - 250),
        (x + 50, foot - 124),
    ]
    canvas.lines([back], dark, 8)
    canvas.lines([[(x - 50, foot - 215), (x + 50, foot - 215)]], dark, 5)


def dombra(canvas):
    """The instrument, leaning across the chair."""

    def at(*corners):
        turn = 0.3
        return [
            (
                806 + a * math.cos(turn) - b * math.sin(turn),
                560 + a * math.sin(turn) + b * math.cos(turn),
            )
            for a, b in corners
        ]

    body = (
        [(0, -96)]
        + [
            (
                58 * math.sin(math.pi * i / 20) ** 0.85 * (0.42 + 0.58 * i / 20) * 1.25,
                -96 + 158 * i / 20,
            )
            for i in range(1, 20)
        ]
        + [(0, 62)]
    )
    outline = body + [(-a, b) for a, b in reversed(body)]
    canvas.polygon(at(*points("-8,-90 -6,-330 6,-330 8,-90")), "#7a4a26")
    canvas.polygon(at(*points("-9,-330 -12,-392 12,-392 9,-330")), "#4a2814")
    canvas.lines([at((-22, -350), (22, -350)), at((-22, -374), (22, -374))], "#2d180c", 5)
    canvas.polygon(at(*outline), gradient((0.5, "#f0b566"), (0.66, "#c97a36"), (0.75, "#8a4a20")))
    canvas.lines([at(*outline, outline[0])], "#5a2d14", 3.5)
    canvas.dots([(*at((0, -24))[0], 8)], "#2d160b")
    canvas.lines([at((-14, 26), (14, 26))], "#3a1d0e", 5)
    canvas.lines([at((-3, -385), (-3, 28)), at((3, -385), (3, 28))], "#fff0d0", 1.2, strength=0.85)
    canvas.lines([at((-7, -110 - 24 * k), (7, -110 - 24 * k)) for k in range(9)], "#e9c88e", 1.2)


def seats(canvas):
    """Backs of the front rows, dark against the stage."""
    for y, size, colour in ((838, 54, "#2a0d18"), (880, 72, "#170810")):
        shapes = []
        for index in range(-1, int(WIDTH / size / 1.12) + 2):
            x = index * size * 1.12 + (size * 0.5 if size > 60 else 0)
            shapes.append(
                [
                    (x, HEIGHT + 5),
                    (x + size * 0.04, y + 12),
                    (x + size * 0.2, y),
                    (x + size * 0.8, y),
                    (x + size * 0.96, y + 12),
                    (x + size, HEIGHT + 5),
                ]
            )
        canvas.polygons(shapes, gradient((0.92, mix(colour, "#8a2a34", 0.35)), (1, colour)))
