"""A reading room and an aisle of servers."""

import math

from .canvas import Canvas, gradient, mix, points
from .rooms import Room, shiny


def library():
    """A reading room: shelves to the ceiling, a tall window, green lamps."""
    canvas = Canvas(131, (0, "#3a2a26"), (0.5, "#6b4a35"), (1, "#2d1d18"))
    room = Room(800, 440, 820)
    canvas.polygon(room.floor(-4.2, 4.2, 2.0, 15, 4.2), gradient((0, "#2b1e1c"), (0.35, "#8a6746")))
    beams = [room.floor(-4.2, 4.2, z, z + 0.35, 4.1) for z in (2.2 * 1.28**k for k in range(8))]
    canvas.polygons(beams, "#2a1a15")
    canvas.polygon(room.end(-4.2, 4.2, -2, 4.2, 15), gradient((0.2, "#a98055"), (0.62, "#6b4a32")))
    window(canvas, room)
    canvas.polygon(
        room.floor(-4.2, 4.2, 1.4, 15, -2.0),
        gradient((0.6, "#b98a58"), (0.75, "#7d5234"), (1, "#3a2419")),
    )
    for side in (-1, 1):
        shelves(canvas, room, side)
    shiny(
        canvas,
        round(room.at(0, -2, 15)[1]),
        room.floor(-3.2, 3.2, 1.4, 15, -2.0),
        strength=0.26,
        ripple=4,
    )
    tables(canvas, room)
    for shift in (-70, 30, 120):
        canvas.polygon(
            [
                (760 + shift, 190),
                (800 + shift, 190),
                (620 + shift * 3.2, 900),
                (380 + shift * 3.2, 900),
            ],
            "#ffeec2",
            blur=26,
            strength=0.13,
        )
    canvas.glow(800, 330, 560, "#ffe2a8", 0.4)
    dust = [
        (canvas.rng.gauss(720, 260), canvas.rng.uniform(180, 820), canvas.rng.uniform(0.6, 1.8))
        for _ in range(220)
    ]
    canvas.dots(dust, "#fff1cc", light=True, strength=0.5)
    return canvas.finish(bloom=0.24)


def window(canvas, room):
    """The arched window at the far end, with the mountains in it."""
    arc = [
        (1.75 * math.cos(t), 1.6 + 1.75 * math.sin(t))
        for t in (math.pi * i / 24 for i in range(25))
    ]
    outline = [room.at(x, y, 15) for x, y in [(1.75, -1.3), *arc, (-1.75, -1.3)]]
    canvas.polygon(outline, gradient((0.24, "#dff0f6"), (0.46, "#fff6dc"), (0.55, "#f4e3c2")))
    peaks = [
        room.at(x, y, 15)
        for x, y in points(
            "-1.75,-0.1 -1.2,0.7 -0.8,0.35 -0.1,1.25 0.3,0.75 "
            "0.7,1.0 1.3,0.3 1.75,0.5 1.75,-1.3 -1.75,-1.3"
        )
    ]
    canvas.polygon(peaks, gradient((0.4, "#9fb6cf"), (0.52, "#dbe3e6")))
    bars = [
        [room.at(x, -1.3, 15), room.at(x, 3.4 if x == 0 else 3.1, 15)]
        for x in (-1.05, -0.35, 0.35, 1.05)
    ]
    bars += [[room.at(-1.75, y, 15), room.at(1.75, y, 15)] for y in (-0.5, 0.4, 1.3, 2.2)]
    canvas.lines([*bars, [*outline, outline[0]]], "#5b3f2c", 3)
    canvas.glow(*room.at(0, 1.0, 15), 330, "#fff3d0", 0.85)


def shelves(canvas, room, side):
    """Books along one wall, near ones as separate spines."""
    rng, x = canvas.rng, side * 3.3
    canvas.polygon(
        room.side(x, -2, 4.2, 1.4, 15), gradient((0, "#241512"), (0.5, "#4a2f20"), (1, "#1c100d"))
    )
    spines = {}
    paints = [
        "#8f2f2a",
        "#b5562f",
        "#c79a4a",
        "#3f5f5a",
        "#2c4564",
        "#d9c7a0",
        "#5c3a52",
        "#7b6a3a",
        "#a94a3c",
    ]
    levels = [-1.7 + 0.62 * k for k in range(9)]
    for level in levels:
        z = 1.5
        while z < 14.6:
            thick = rng.uniform(0.045, 0.11) * (1 if z < 6 else 2)
            tall = rng.uniform(0.36, 0.54)
            if rng.random() > 0.06:
                light = min(1.0, 0.28 + z / 13)
                paint = mix("#140b0a", rng.choice(paints), round(light * 5) / 5)
                spines.setdefault(paint, []).append(
                    room.side(x - side * 0.01, level, level + tall, z, z + thick * 0.88)
                )
            z += thick
    for paint, shapes in spines.items():
        for shape in shapes:
            canvas.fill(shape, paint)
    planks = [room.side(x - side * 0.02, level - 0.09, level - 0.02, 1.4, 15) for level in levels]
    posts = [
        room.side(x - side * 0.03, -2, 4.2, z, z + 0.12) for z in (1.5 + 1.9 * k for k in range(8))
    ]
    canvas.polygons(planks, gradient((0, "#2f1c14"), (0.5, "#a0703f"), (1, "#2f1c14")))
    canvas.polygons(
        posts, gradient((0, "#7a5232"), (0.48, "#b98850"), (1, "#3b2418"), across=False)
    )
    rail = [[room.at(x - side * 0.3, 1.3, 1.4), room.at(x - side * 0.3, 1.3, 15)]]
    canvas.lines(rail, "#c89a55", 3)


def tables(canvas, room):
    """Two rows of desks with green-shaded lamps and open books."""
    for z in (9.5, 6.6, 4.4, 2.9):
        for side in (-1, 1):
            left, right = sorted((side * 0.75, side * 2.35))
            legs = [[room.at(x, -2, z), room.at(x, -1.25, z)] for x in (left + 0.1, right - 0.1)]
            canvas.lines(legs, "#24140e", max(2, 26 / z))
            canvas.polygon(
                room.floor(left, right, z - 0.55, z, -1.2),
                gradient((0.55, "#a8703c"), (0.95, "#6d4022")),
            )
            edge = [
                room.at(left, -1.2, z - 0.55),
                room.at(right, -1.2, z - 0.55),
                room.at(right, -1.3, z - 0.55),
                room.at(left, -1.3, z - 0.55),
            ]
            canvas.polygon(edge, "#3a2114")
            book = [
                room.at(left + 0.35, -1.19, z - 0.42),
                room.at(left + 0.62, -1.17, z - 0.42),
                room.at(left + 0.9, -1.19, z - 0.42),
                room.at(left + 0.86, -1.19, z - 0.18),
                room.at(left + 0.62, -1.17, z - 0.18),
                room.at(left + 0.4, -1.19, z - 0.18),
            ]
            canvas.polygon(book, "#f4e8cc")
            lamp(canvas, room, right - 0.45, z - 0.25)


def lamp(canvas, room, x, z):
    """A reading lamp: brass foot, green shade, a pool of light."""
    unit = room.focus / z
    foot = room.at(x, -1.2, z)
    canvas.lines([[foot, (foot[0], foot[1] - 0.42 * unit)]], "#c79a4c", max(1.5, 0.028 * unit))
    shade = points("-0.22,0.36 0.22,0.36 0.15,0.52 -0.15,0.52")
    canvas.polygon(
        [(foot[0] + a * unit, foot[1] - b * unit) for a, b in shade],
        gradient((0.4, "#2f8a68"), (1, "#175240")),
    )
    canvas.glow(foot[0], foot[1] - 0.3 * unit, 0.9 * unit, "#ffdc8c", 0.55, squash=0.7)
    canvas.glow(foot[0], foot[1] - 0.33 * unit, 0.25 * unit, "#fff4cf", 0.85, squash=0.5)


def data_centre():
    """An aisle of server racks, cold light, a warm door at the end."""
    canvas = Canvas(139, (0, "#0a1624"), (0.5, "#16324a"), (1, "#07101a"))
    room = Room(800, 430, 800)
    canvas.polygon(room.floor(-1.6, 1.6, 1.2, 22, 2.3), gradient((0, "#0c1c2c"), (0.42, "#3f7390")))
    canvas.polygon(
        room.floor(-1.6, 1.6, 1.2, 22, -1.6),
        gradient((0.55, "#4c7f96"), (0.75, "#1c3a50"), (1, "#0b1824")),
    )
    tiles = [
        [room.at(-1.6, -1.6, z), room.at(1.6, -1.6, z)] for z in (1.3 * 1.19**k for k in range(17))
    ]
    tiles += [[room.at(x, -1.6, 1.2), room.at(x, -1.6, 22)] for x in (-1.05, -0.35, 0.35, 1.05)]
    canvas.lines(tiles, "#0a1a28", 1.4, strength=0.7)
    strips = [room.floor(-0.42, 0.42, z, z + 1.1, 2.28) for z in (1.4 + 2.1 * k for k in range(9))]
    canvas.polygons(strips, "#e9fbff")
    canvas.polygons(strips, "#9fe4ff", blur=18, strength=0.7)
    for side in (-1, 1):
        racks(canvas, room, side)
    canvas.polygon(room.end(-1.6, 1.6, -1.6, 2.3, 22), "#1d4258")
    canvas.polygon(room.end(-0.62, 0.62, -1.6, 0.8, 22), "#ffd596")
    canvas.glow(*room.at(0, -0.5, 22), 190, "#ffb65e", 0.9)
    shiny(
        canvas,
        round(room.at(0, -1.6, 22)[1]),
        room.floor(-1.6, 1.6, 1.2, 22, -1.6),
        strength=0.4,
        ripple=3,
    )
    pipes = [
        [room.at(side * x, y, 1.3), room.at(side * x, y, 22)]
        for side in (-1, 1)
        for x, y in ((1.25, 2.0), (1.05, 2.1))
    ]
    canvas.lines(pipes[:2], "#c8552e", 9)
    canvas.lines(pipes[2:], "#3aa0c8", 9)
    canvas.mist(0.3, 0.52, "#7fd0ea", 0.12)
    return canvas.finish(bloom=0.3, vignette=0.45)


def racks(canvas, room, side):
    """Cabinets along one wall: doors, units, blinking lights."""
    rng, x = canvas.rng, side * 1.6
    lights = {"#58f0b0": [], "#5cc8ff": [], "#ffb14a": []}
    for index in range(17):
        near, far = 1.2 + index * 1.22, 2.36 + index * 1.22
        air = min(1.0, near / 20)
        canvas.fill(room.side(x, -1.6, 1.9, near, far), mix("#0a141e", "#3a7590", air * 0.9))
        canvas.fill(
            room.side(x, -1.5, 1.82, near + 0.06, far - 0.06), mix("#132536", "#4f8ba5", air * 0.9)
        )
        for unit in range(20):
            low = -1.42 + unit * 0.16
            if rng.random() < 0.12:
                continue
            tone = mix(mix("#1b3246", "#2c4a60", rng.random()), "#5f9bb4", air * 0.9)
            canvas.fill(room.side(x, low, low + 0.12, near + 0.12, far - 0.12), tone)
            for _ in range(4):
                z = rng.uniform(near + 0.18, far - 0.2)
                place = room.at(x, low + 0.06, z)
                paint = rng.choice(
                    ["#58f0b0", "#58f0b0", "#5cc8ff", "#5cc8ff", "#5cc8ff", "#ffb14a"]
                )
                lights[paint].append((*place, max(0.7, 5.2 / z)))
        canvas.fill(room.side(x, -1.6, 1.9, far, far + 0.06), mix("#04090f", "#2b5a72", air))
    for paint, dots in lights.items():
        canvas.dots(dots, paint, light=True)
        canvas.dots([(a, b, r * 2.4) for a, b, r in dots], paint, light=True, blur=4, strength=0.5)
