"""A desk by a night window."""

import math

from PIL import ImageChops

from .canvas import WIDTH, Canvas, as_mask, box, fade, gradient, mix, noise, points
from .rooms import folds


def desk():
    """A translator's desk by a night window: lamp, open book, glasses, a cup."""
    canvas = Canvas(149, (0, "#1a1c30"), (0.6, "#2c2438"), (1, "#1c1418"))
    night(canvas)
    canvas.polygon(
        box(-5, 600, WIDTH + 10, 310), gradient((0.66, "#6b432b"), (0.8, "#8f5c38"), (1, "#3a2218"))
    )
    veins = as_mask(noise(canvas.rng, 3, 120, 3), 0.48, 0.75, 120)
    canvas.shade(
        ImageChops.multiply(veins, fade((0, 0), (0.666, 0), (0.68, 255), (1, 255))), "#3a2014"
    )
    canvas.glow(560, 650, 720, "#ffb65e", 0.55, squash=0.42)
    pile(canvas)
    open_book(canvas)
    table_lamp(canvas)
    cup(canvas)
    return canvas.finish(bloom=0.26, vignette=0.5)


def night(canvas):
    """The window: blue dusk, mountains, first stars, snow on the sill."""
    frame = box(690, 50, 720, 520)
    canvas.polygon(box(670, 30, 760, 570), "#4a3226")
    canvas.polygon(
        frame, gradient((0.05, "#16224a"), (0.4, "#42558a"), (0.56, "#b58a98"), (0.64, "#d9a98f"))
    )
    rng = canvas.rng
    canvas.dots(
        [(rng.uniform(700, 1400), rng.uniform(60, 300), rng.uniform(0.6, 1.5)) for _ in range(120)],
        "#e9efff",
        light=True,
    )
    back = (
        [(690, 570), (690, 470)]
        + [
            (
                x,
                430
                - 60 * abs(math.sin(x / 97))
                - 34 * abs(math.sin(x / 41 + 1))
                - 14 * abs(math.sin(x / 17)),
            )
            for x in range(690, 1411, 6)
        ]
        + [(1410, 570)]
    )
    canvas.polygon(back, gradient((0.36, "#c9c6dd"), (0.5, "#6a7098"), (0.63, "#4b5078")))
    front = (
        [(690, 570)]
        + [
            (x, 520 - 22 * math.sin(x / 120) - 10 * abs(math.sin(x / 29)))
            for x in range(690, 1411, 6)
        ]
        + [(1410, 570)]
    )
    canvas.polygon(front, "#2b3054")
    canvas.dots(
        [(rng.uniform(700, 1400), rng.uniform(528, 562), rng.uniform(1, 2.2)) for _ in range(70)],
        "#ffcf86",
        light=True,
    )
    canvas.lines([[(1050, 50), (1050, 570)], [(690, 230), (1410, 230)]], "#4a3226", 16)
    curtain = points("560,-5 720,-5 700,300 660,600 560,620")
    canvas.polygon(curtain, folds(canvas, 560, 720, "#3a2f3c", "#8a6f6a", 4))
    canvas.polygon(
        [(WIDTH + 5 - (x - 560) + 0, y) for x, y in curtain],
        folds(canvas, 1440, 1600, "#3a2f3c", "#7a626a", 4),
    )


def pile(canvas):
    """A stack of books on the right, and pencils in a jar."""
    y = 690
    for index, (wide, tall, colour) in enumerate(
        (
            (330, 44, "#7d2f2a"),
            (300, 36, "#2f5560"),
            (316, 40, "#b98a45"),
            (270, 32, "#4a3a5c"),
            (284, 36, "#8a4a2c"),
        )
    ):
        x = 1110 + (index * 37) % 46
        y -= tall
        canvas.polygon(
            box(x, y, wide, tall),
            gradient(
                (0, mix(colour, "#ffcf86", 0.35)),
                (0.72, colour),
                (0.85, mix(colour, "#0d0808", 0.55)),
                (1, "#0d0808"),
                across=True,
            ),
        )
        canvas.lines(
            [
                [(x + 40, y + 3), (x + 40, y + tall - 3)],
                [(x + wide - 40, y + 3), (x + wide - 40, y + tall - 3)],
            ],
            "#e9c88e",
            3,
            strength=0.6,
        )
    canvas.polygon(box(1100, 690, 380, 14), "#120a08", blur=9, strength=0.7)


def open_book(canvas):
    """The open book with lines of print and a pencil across it."""
    canvas.polygon(points("360,800 1010,800 1060,866 300,866"), "#1a0d08", blur=14, strength=0.6)
    left = points("690,690 560,676 420,690 330,830 500,812 690,834")
    right = points("690,690 820,676 960,690 1050,830 880,812 690,834")
    canvas.polygon([(x, y + 12) for x, y in left], "#a5835c")
    canvas.polygon([(x, y + 12) for x, y in right], "#8f6f4e")
    canvas.polygon(left, gradient((0.2, "#fff3d4"), (0.42, "#f0d9ae"), across=True))
    canvas.polygon(
        right, gradient((0.43, "#c9ab7e"), (0.5, "#f4dfb6"), (0.66, "#dcbf92"), across=True)
    )
    rows = []
    for row in range(9):
        share = row / 9
        y = 704 + 112 * share
        rows.append([(434 - 78 * share, y + 2), (560 - 36 * share, y - 9), (668, y + 4)])
        rows.append(
            [
                (712, y + 4),
                (820 + 36 * share, y - 9),
                ((946 if row != 8 else 850) + 78 * share, y + 2),
            ]
        )
    canvas.lines(rows, "#6b4f38", 2.2, strength=0.6)
    canvas.lines([[(760, 840), (1010, 742)]], "#c8902f", 9)
    canvas.polygon([(748, 845), (764, 832), (769, 843)], "#2a1810")


def table_lamp(canvas):
    """A brass lamp with a cloth shade, the only strong light."""
    canvas.polygon(
        points("196,742 344,742 322,722 218,722"), gradient((0.8, "#e0b260"), (0.83, "#6b4520"))
    )
    canvas.lines([[(270, 726), (270, 420)]], "#c89848", 12)
    shade = points("168,430 372,430 322,262 218,262")
    canvas.polygon(shade, gradient((0.29, "#d99a4c"), (0.4, "#ffdf9e"), (0.48, "#fff3cc")))
    canvas.polygon(points("176,430 364,430 760,780 -180,780"), "#ffdf9a", blur=44, strength=0.2)
    canvas.glow(270, 420, 620, "#ffb45a", 0.6)
    canvas.glow(270, 430, 190, "#fff0c4", 0.7)


def cup(canvas):
    """A bowl of tea without a handle, and its steam."""
    x, y = 1180, 780
    canvas.polygon(box(x - 74, y + 44, 160, 14), "#120a08", blur=8, strength=0.7)
    bowl = [
        (x - 78, y - 34),
        (x - 60, y + 24),
        (x - 30, y + 50),
        (x + 30, y + 50),
        (x + 60, y + 24),
        (x + 78, y - 34),
    ]
    canvas.polygon(
        bowl, gradient((0.69, "#fff0d4"), (0.73, "#e9cfa6"), (0.79, "#5a4038"), across=True)
    )
    canvas.lines(
        [[(x - 68, y - 2), (x - 30, y + 14), (x + 30, y + 14), (x + 68, y - 2)]], "#2f6f9a", 7
    )
    rim = [
        (x + 78 * math.cos(t), y - 34 + 15 * math.sin(t))
        for t in (2 * math.pi * i / 40 for i in range(40))
    ]
    canvas.polygon(rim, "#f4e2c2")
    canvas.polygon([(x + (a - x) * 0.88, y - 34 + (b - y + 34) * 0.8) for a, b in rim], "#8a431c")
    steam = [
        (x + 18 * math.sin(i / 4.0) * (i / 16), y - 52 - i * 9, 6 + i * 0.7) for i in range(20)
    ]
    canvas.dots(steam, "#ffe9cf", blur=9, strength=0.22)
