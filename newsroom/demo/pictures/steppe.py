"""The steppe: wind, water, wheat and stars."""

import math

from PIL import Image, ImageChops

from .canvas import HEIGHT, WIDTH, Canvas, as_mask, fade, gradient, noise, points
from .plants import ears, grasses, reeds
from .terrain import hill, poplar


def turbine(x, foot, tall, turn):
    """Tower, nacelle and three blades as polygons; `turn` in radians."""
    top = foot - tall
    thin, wide = tall * 0.008, tall * 0.016
    shapes = [[(x - wide, foot), (x - thin, top), (x + thin, top), (x + wide, foot)]]
    shapes.append(
        [
            (x - wide, top - thin),
            (x + wide * 1.8, top - thin),
            (x + wide * 1.8, top + thin),
            (x - wide, top + thin),
        ]
    )
    reach = tall * 0.62
    for blade in range(3):
        angle = turn + blade * 2 * math.pi / 3
        ahead, side = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
        blade_shape = points("0,0.006 0.14,0.04 0.55,0.022 1,0.002 0.5,-0.006 0,-0.008")
        shapes.append(
            [
                (
                    x + reach * (a * ahead[0] + s * side[0]),
                    top + reach * (a * ahead[1] + s * side[1]),
                )
                for a, s in blade_shape
            ]
        )
    return shapes


def wind_steppe():
    """Wind turbines on the evening steppe."""
    canvas = Canvas(
        23, (0, "#2d4a6e"), (0.3, "#7d8fa3"), (0.52, "#f0b684"), (0.64, "#ffdf9e"), (1, "#ffe7b0")
    )
    canvas.clouds(
        "#ffcaa0", low=0.47, high=0.72, cells=(2, 9), mask=fade((0, 60), (0.45, 220), (0.66, 0))
    )
    canvas.clouds(
        "#5d6a8c", low=0.55, high=0.78, cells=(3, 11), mask=fade((0, 190), (0.4, 120), (0.55, 0))
    )
    canvas.glow(1090, 560, 820, "#ffb861", 0.85)
    canvas.glow(1090, 566, 120, "#fff2cf", 1.0, hardness=1.2)
    hill(canvas, 572, (12, 310), (6, 120), top="#b98a7c", foot="#e7b98c", rough=0.5)
    canvas.polygons(
        [
            s
            for t in [
                (180, 590, 96, 0.2),
                (330, 588, 84, 1.1),
                (470, 592, 90, 0.6),
                (1380, 588, 88, 0.9),
                (1500, 590, 98, 0.3),
            ]
            for s in turbine(*t)
        ],
        "#8f7580",
    )
    hill(canvas, 606, (14, 420), (5, 170), top="#9a7466", foot="#c79a6c", rough=0.5)
    canvas.polygons(
        [
            s
            for t in [(640, 622, 190, 0.35), (905, 618, 165, 1.3), (1245, 626, 205, 0.8)]
            for s in turbine(*t)
        ],
        "#5f5468",
    )
    hill(canvas, 650, (16, 520), (6, 210), top="#7a5a4c", foot="#6f5238", rough=0.6)
    canvas.polygons(turbine(330, 690, 470, 0.52), gradient((0.2, "#f4e4d2"), (0.75, "#b48f86")))
    canvas.polygons(turbine(1460, 672, 330, 1.42), gradient((0.3, "#f0dac6"), (0.75, "#9b7b7c")))
    hill(canvas, 706, (14, 620), (7, 240), top="#5a4334", foot="#33261f", rough=0.8)
    grasses(canvas, 700, sun=1090)
    return canvas.finish()


def mirror(canvas, shore, *, tint, strength=0.4, ripple=9.0):
    """Still water below `shore` (y): the picture above it, upside down, broken by ripples."""
    rng, drift = canvas.rng, 0.0
    depth = HEIGHT - shore
    above = canvas.image.crop((0, max(0, shore - depth), WIDTH, shore))
    above = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((WIDTH, depth))
    water = Image.new("RGB", (WIDTH, depth))
    for y in range(depth):
        drift = drift * 0.55 + rng.uniform(-1, 1) * ripple * (y / depth) ** 0.8
        shift = round(drift + 2 * math.sin(y / 3.0) * y / depth)
        source = min(depth - 1, max(0, y + round(rng.uniform(-1, 1) * 4 * y / depth)))
        water.paste(ImageChops.offset(above.crop((0, source, WIDTH, source + 1)), shift, 0), (0, y))
    canvas.image.paste(water, (0, shore))
    canvas.paint(
        tint,
        fade(
            (0, 0),
            (shore / HEIGHT, 0),
            (shore / HEIGHT + 0.002, round(150 * strength)),
            (1, round(255 * strength)),
        ),
    )


def lake():
    """A steppe lake at daybreak, swans leaving it."""
    canvas = Canvas(
        37, (0, "#5c7ea3"), (0.2, "#9db4c0"), (0.38, "#f2cdb0"), (0.5, "#ffe2bd"), (1, "#ffe2bd")
    )
    canvas.clouds(
        "#fff0dc", low=0.46, high=0.72, cells=(2, 8), mask=fade((0, 230), (0.42, 200), (0.5, 0))
    )
    canvas.glow(560, 420, 620, "#ffd7a0", 0.8)
    canvas.glow(560, 424, 70, "#fff4d8", 1, hardness=1.1)
    hill(canvas, 436, (16, 210), (6, 66), top="#b7a3aa", foot="#d9bfae", rough=1.2)
    hill(canvas, 452, (9, 330), (5, 93), top="#8a8098", foot="#b49a9c", rough=1.0)
    mirror(canvas, 468, tint="#2f7f8c", strength=0.42)
    canvas.light(fade((0, 0), (0.52, 0), (0.53, 120), (0.6, 0)), "#ffe9c8")
    canvas.clouds(
        "#bfe6df",
        low=0.52,
        high=0.7,
        cells=(2, 40),
        mask=fade((0, 0), (0.53, 0), (0.6, 60), (1, 120)),
    )
    swans(canvas)
    reeds(canvas)
    return canvas.finish()


def swans(canvas):
    """A wedge of swans crossing the light."""
    rng, birds = canvas.rng, []
    for index in range(15):
        arm = index - 5
        x, y = 880 + arm * 46 + rng.uniform(-10, 10), 190 + abs(arm) * 15 + rng.uniform(-5, 5)
        size, beat = rng.uniform(17, 23), rng.uniform(-0.5, 0.75)
        body = points("-1.1,0.02 -0.5,-0.06 0.3,-0.1 0.6,0 0.3,0.1 -0.5,0.05")
        wing = [(-0.12, 0), (-0.05, -beat), (0.55, -beat * 1.7 - 0.1), (0.28, -0.02)]
        back = [(-0.05, 0), (0.12, -beat * 0.8), (0.75, -beat * 1.2), (0.3, -0.02)]
        birds += [[(x + a * size, y + b * size) for a, b in part] for part in (body, wing, back)]
    canvas.polygons(birds, "#4d4660")


def wheat():
    """A wheat field before rain, elevator towers far off."""
    canvas = Canvas(
        53, (0, "#2c3f57"), (0.3, "#57708a"), (0.5, "#c3b9a4"), (0.6, "#f4d794"), (1, "#f4d794")
    )
    canvas.clouds(
        "#26364c", low=0.42, high=0.72, cells=(3, 6), mask=fade((0, 235), (0.4, 190), (0.56, 0))
    )
    canvas.clouds(
        "#f3d9b0", low=0.55, high=0.8, cells=(3, 9), mask=fade((0, 40), (0.4, 170), (0.58, 0))
    )
    canvas.glow(300, 520, 760, "#ffdf95", 0.75)
    hill(canvas, 536, (7, 420), top="#8c8560", foot="#d7ad52", rough=0.4)
    towers = [
        [(x, 545), (x, 545 - h), (x + w, 545 - h), (x + w, 545)]
        for x, w, h in [
            (1130, 26, 84),
            (1158, 26, 84),
            (1186, 26, 84),
            (1214, 34, 112),
            (1250, 20, 60),
        ]
    ]
    canvas.polygons(towers, gradient((0.48, "#c9b79c"), (0.62, "#7f7a6c")))
    canvas.polygons(
        [
            poplar(
                canvas.rng,
                980 + i * 13 + canvas.rng.uniform(-4, 4),
                548,
                canvas.rng.uniform(30, 50),
            )
            for i in range(9)
        ],
        "#565a44",
    )
    canvas.paint(
        gradient((0.6, "#f2c766"), (0.68, "#d99e3a"), (1, "#8a5518")),
        fade((0, 0), (0.598, 0), (0.604, 255), (1, 255)),
    )
    canvas.light(
        ImageChops.multiply(
            fade((0, 0), (0.6, 210), (0.85, 0)), fade((0, 200), (0.5, 40), (1, 0), across=True)
        ),
        "#ffe9a8",
    )
    ears(canvas)
    return canvas.finish()


def yurt_stars():
    """A lit yurt under the Milky Way."""
    canvas = Canvas(
        67, (0, "#070d26"), (0.45, "#152a55"), (0.68, "#3c5a86"), (0.8, "#8a88a0"), (1, "#8a88a0")
    )
    rng = canvas.rng
    band = noise(rng, 6, 4, 6)
    way = ImageChops.multiply(as_mask(band, 0.36, 0.7), milky_way())
    canvas.light(way.point(lambda v: v * 150 // 255), "#b9b4e6")
    canvas.light(ImageChops.multiply(way, way).point(lambda v: v * 130 // 255), "#ffd9c4")
    for count, size, colour in (
        (1500, 0.6, "#cfdcff"),
        (420, 1.0, "#ffffff"),
        (60, 1.6, "#fff1d6"),
    ):
        canvas.dots(
            [
                (rng.uniform(0, WIDTH), rng.uniform(0, 640), size * rng.uniform(0.6, 1.2))
                for _ in range(count)
            ],
            colour,
            light=True,
        )
    for _ in range(14):
        canvas.glow(rng.uniform(0, WIDTH), rng.uniform(0, 460), rng.uniform(10, 20), "#dfe6ff", 0.8)
    hill(canvas, 640, (50, 170), (22, 73), (9, 30), top="#2b426d", foot="#54678c", rough=3.0)
    canvas.mist(0.68, 0.8, "#8d93ad", 0.4)
    hill(canvas, 712, (24, 330), (9, 110), top="#18294a", foot="#24385c", rough=1.2)
    hill(canvas, 775, (16, 460), (6, 160), top="#0d1830", foot="#060b18", rough=1.0)
    canvas.glow(1020, 790, 420, "#ff9d4d", 0.5, squash=0.4)
    yurt(canvas, 1020, 800, 1.0)
    grasses(canvas, 800, sun=1020, dark="#070c1a", bright="#8a5a34", count=900)
    return canvas.finish(vignette=0.4)


def milky_way():
    """A slanting band, brightest in its middle (mask)."""
    band = Image.linear_gradient("L").resize((2600, 620))
    band = band.point(lambda v: round(255 * math.exp(-(((v - 128) / 46) ** 2))))
    band = band.rotate(34, expand=True, resample=Image.Resampling.BILINEAR)
    return band.crop((500, 420, 500 + WIDTH, 420 + HEIGHT))


def yurt(canvas, x, foot, scale):
    """Felt walls lit from inside, an open door, smoke from the crown."""

    def at(*corners):
        return [(x + a * scale, foot - b * scale) for a, b in corners]

    felt = gradient(
        (0, "#39406a"),
        (0.56, "#57587c"),
        (0.64, "#d9b08c"),
        (0.72, "#575678"),
        (1, "#2f3560"),
        across=True,
    )
    canvas.polygon(at(*points("-150,0 -146,92 146,92 150,0")), felt)
    dome = (
        [(-160, 90)]
        + [(-160 + 320 * i / 20, 90 + 84 * math.sin(math.pi * i / 20) ** 0.8) for i in range(1, 20)]
        + [(160, 90)]
    )
    canvas.polygon(at(*dome), gradient((0.68, "#8d8ea8"), (0.8, "#4b4c72")))
    canvas.polygon(at(*points("-30,170 -24,186 24,186 30,170")), "#4c3a40")
    ornament = [
        at((-150 + i * 25, 74), (-137.5 + i * 25, 90), (-125 + i * 25, 74), (-137.5 + i * 25, 80))
        for i in range(12)
    ]
    canvas.polygons(ornament, "#a8432f")
    canvas.lines([at((-148, 72), (148, 72)), at((-147, 92), (147, 92))], "#8c3a2c", 2.4)
    canvas.polygon(
        at(*points("-30,0 -30,78 30,78 30,0")), gradient((0.79, "#ffb347"), (0.9, "#fff0b8"))
    )
    canvas.lines([at(*points("-32,0 -32,80 32,80 32,0"))], "#7a3326", 5)
    canvas.glow(x, foot - 34 * scale, 120 * scale, "#ffb65c", 0.7)
    canvas.glow(x, foot + 20 * scale, 230 * scale, "#ff9c45", 0.65, squash=0.22)
    smoke = [
        (x + 4 + 26 * math.sin(i / 5.0) * i / 18 + i * 3, foot - 190 * scale - i * 13, 5 + i * 1.3)
        for i in range(22)
    ]
    canvas.dots(smoke, "#a9aec4", blur=9, strength=0.32)
