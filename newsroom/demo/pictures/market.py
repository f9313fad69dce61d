"""An evening market."""

import math

from PIL import Image, ImageChops, ImageDraw

from .canvas import HEIGHT, WIDTH, Canvas, as_mask, box, fade, gradient, mix, noise, rgb


def sphere(radius, colour, *, light="#fff4dc", dark="#2a0f10"):
    """A round fruit: an RGB picture and its mask, lit from above on the left."""
    size = int(radius * 2) + 2
    big = Image.radial_gradient("L").resize((size * 2, size * 2))
    shift = int(size * 0.68)
    tone = big.crop((shift, shift, shift + size, shift + size)).point(
        lambda v: min(255, int(v * 1.75))
    )
    body = Image.new("RGB", (size, size), rgb(colour))
    shadow = Image.new("RGB", (size, size), mix(colour, dark, 0.82))
    body = Image.composite(shadow, body, tone)
    spark = tone.point(lambda v: max(0, 205 - v * 4))
    body.paste(rgb(light), (0, 0), spark)
    mask = Image.new("L", (size * 4, size * 4))
    ImageDraw.Draw(mask).ellipse((2, 2, size * 4 - 4, size * 4 - 4), fill=255)
    return body, mask.reduce(4)


def heap(canvas, left, right, top, rows, radius, colours):
    """Fruit piled in rows; every row is nearer and lower."""
    rng = canvas.rng
    pool = [
        sphere(
            radius * rng.uniform(0.9, 1.08),
            mix(rng.choice(colours), "#5b1f14", rng.uniform(0, 0.22)),
        )
        for _ in range(14)
    ]
    for row in range(rows):
        y = top + row * radius * 1.02
        inset = max(0, (rows - 2 - row)) * radius * 0.5
        x = left + inset + (row % 2) * radius * 0.9
        while x < right - inset - radius:
            body, mask = rng.choice(pool)
            canvas.image.paste(
                body, (round(x + rng.uniform(-3, 3)), round(y + rng.uniform(-3, 3))), mask
            )
            x += radius * 1.84


def market():
    """An evening market: apples, melons and lamps under an awning."""
    canvas = Canvas(97, (0, "#1a1420"), (0.4, "#3a2530"), (0.7, "#53302c"), (1, "#23141a"))
    rng = canvas.rng
    for colour, count in (("#ffb45c", 42), ("#ff8656", 26), ("#8fb7c9", 14), ("#ffe2a8", 26)):
        bokeh = [
            (rng.uniform(0, WIDTH), rng.uniform(210, 520), rng.uniform(9, 34)) for _ in range(count)
        ]
        canvas.dots(bokeh, colour, light=True, blur=1.6, strength=0.3)
    canvas.glow(800, 420, 900, "#ff9a4a", 0.35, squash=0.5)
    crates = [(-30, 372, 548), (392, 800, 520), (820, 1208, 540), (1228, 1640, 522)]
    goods = [
        (38, ["#c9252b", "#d8452f", "#b81f2c"]),
        (54, ["#f0c04a", "#e3a93a", "#f4d276"]),
        (36, ["#a9bd4a", "#c3cc5e", "#8fae46"]),
        (42, ["#e77a2b", "#f0923a", "#dd6a2a"]),
    ]
    for (left, right, top), (radius, colours) in zip(crates, goods, strict=True):
        heap(canvas, left, right, top - 66, 6 if radius < 50 else 4, radius, colours)
    boards(canvas, crates)
    awning(canvas)
    for x, y in ((150, 318), (470, 350), (800, 322), (1130, 352), (1450, 318)):
        canvas.lines([[(x, 100), (x, y - 22)]], "#15101a", 2.5)
        canvas.polygon(
            [(x - 9, y - 24), (x + 9, y - 24), (x + 7, y - 8), (x - 7, y - 8)], "#2b2026"
        )
        canvas.dots([(x, y, 13)], "#fff3cf")
        canvas.glow(x, y, 260, "#ffb45e", 0.75)
        canvas.glow(x, y, 60, "#fff0c0", 0.9)
    return canvas.finish(vignette=0.45)


def boards(canvas, crates):
    """Slatted fronts of the crates with blank price cards."""
    rng = canvas.rng
    for left, right, _ in crates:
        for row in range(4):
            top = 690 + row * 58
            wood = mix("#9a6237", "#5a3420", rng.uniform(0, 0.6))
            canvas.polygon(
                box(left, top, right - left, 50),
                gradient((top / HEIGHT, wood), ((top + 50) / HEIGHT, mix(wood, "#1d0f0c", 0.55))),
            )
        for x in (left + 6, right - 34):
            canvas.polygon(box(x, 680, 28, 240), gradient((0.75, "#7c4a2a"), (1, "#2c1812")))
        middle = (left + right) / 2
        card = [(middle - 54, 640), (middle + 50, 634), (middle + 56, 706), (middle - 50, 712)]
        canvas.polygon(card, "#f4e7cd")
        canvas.lines(
            [[(middle - 34, 660), (middle + 32, 656)], [(middle - 32, 680), (middle + 10, 677)]],
            "#6b3b2a",
            4,
        )
    veins = as_mask(noise(rng, 3, 160, 2), 0.5, 0.8, 110)
    canvas.shade(
        ImageChops.multiply(veins, fade((0, 0), (0.755, 0), (0.765, 255), (1, 255))), "#2a150e"
    )


def awning(canvas):
    """A striped cloth across the top with a scalloped edge."""
    stripes = {True: [], False: []}
    for index in range(20):
        left = index * 84 - 40
        scallop = [
            (left + 84 - 84 * t / 10, 214 + 26 * math.sin(math.pi * t / 10)) for t in range(11)
        ]
        stripes[index % 2 == 0].append(
            [
                (left * 0.86 + 112, -4),
                (left * 0.86 + 184, -4),
                (left + 84, 214),
                *scallop,
                (left, 214),
            ]
        )
    canvas.polygons(stripes[True], gradient((0, "#4b1420"), (0.2, "#a8322f"), (0.27, "#7d2127")))
    canvas.polygons(stripes[False], gradient((0, "#6d5a50"), (0.2, "#e8d2ae"), (0.27, "#b59877")))
    canvas.shade(fade((0, 0), (0.235, 0), (0.24, 130), (0.36, 0)), "#0c0610")
