"""A metro station."""

import math

from .canvas import Canvas, gradient, mix, points
from .rooms import Room, shiny


def arch(share, *, width=5.2, rise=3.4, base=1.2):
    """A point of the vault: `share` 0 at the left spring, 1 at the right."""
    angle = math.pi * (1 - share)
    return width * math.cos(angle), base + rise * math.sin(angle)


def metro():
    """A vaulted metro station, a train coming in."""
    canvas = Canvas(127, (0, "#3b3a4a"), (1, "#1c1e2a"))
    room, steps = Room(800, 470, 760), 30
    edges = [1.6 * (26 / 1.6) ** (1 - i / 44) for i in range(45)]
    for far, near in zip(edges, edges[1:], strict=False):
        bay = math.floor(far / 1.9) % 2
        for step in range(steps):
            a, b = step / steps, (step + 1) / steps
            lamp = math.exp(-(((a - 0.5) / 0.16) ** 2)) * 0.55 + 0.4 * math.sin(math.pi * a)
            tone = mix(
                "#4a4a5e", "#f2dfc0", lamp * (0.55 + 0.45 * bay) * (0.55 + 0.45 * min(1, 9 / far))
            )
            shape = [
                room.at(*arch(a), far),
                room.at(*arch(b), far),
                room.at(*arch(b), near),
                room.at(*arch(a), near),
            ]
            canvas.fill(shape, tone)
    canvas.fill(
        [room.at(*arch(i / 40), 26) for i in range(41)]
        + [room.at(5.2, -1.7, 26), room.at(-5.2, -1.7, 26)],
        "#c9b28c",
    )
    ornament(canvas, room)
    walls(canvas, room)
    lamps = [room.floor(-0.16, 0.16, z + 0.9, z, 4.45) for z in (2 + k * 1.9 for k in range(12))]
    canvas.polygons(lamps, "#fffaf0")
    canvas.polygons(lamps, "#ffe9c0", blur=14, strength=0.8)
    canvas.glow(*room.at(0, 1.0, 26), 300, "#ffe3ad", 0.8)
    train(canvas, room)
    platform = room.floor(-2.5, 2.5, 1.3, 26, -1.7)
    canvas.polygon(platform, gradient((0.55, "#c9b494"), (0.75, "#8d8078"), (1, "#4f4b54")))
    tiles = [
        [room.at(-2.5, -1.7, z), room.at(2.5, -1.7, z)] for z in (1.5 * 1.16**k for k in range(19))
    ]
    tiles += [[room.at(x, -1.7, 1.3), room.at(x, -1.7, 26)] for x in (-1.5, -0.5, 0.5, 1.5)]
    canvas.lines(tiles, "#5d5660", 1.2, strength=0.5)
    shiny(canvas, round(room.at(0, -1.7, 26)[1]), platform, strength=0.34)
    canvas.polygons([room.floor(s * 2.2, s * 2.06, 1.3, 26, -1.69) for s in (-1, 1)], "#f0c24a")
    people(canvas, room)
    return canvas.finish(bloom=0.22)


def ornament(canvas, room):
    """A band of diamonds along each side of the vault."""
    diamonds = []
    for side in (0.13, 0.87):
        for k in range(30):
            z = 2.0 + k * 0.8
            points = [(side, z), (side + 0.035, z + 0.4), (side, z + 0.8), (side - 0.035, z + 0.4)]
            diamonds.append([room.at(*arch(share), depth) for share, depth in points])
    canvas.polygons(diamonds, "#b5743a", strength=0.8)
    edges = [[room.at(*arch(s), 1.7), room.at(*arch(s), 26)] for s in (0.08, 0.18, 0.82, 0.92)]
    canvas.lines(edges, "#8d5a34", 2.4, strength=0.8)


def walls(canvas, room):
    """Track walls with their mosaics, and the dark of the track beds."""
    for side in (-1, 1):
        stone = gradient((0.35, "#a08e82"), (0.55, "#6b6266"), (0.8, "#34333f"), (1, "#1b1c26"))
        canvas.polygon(room.side(side * 5.2, -2.6, 1.2, 1.2, 26), stone)
        canvas.polygon(room.floor(side * 5.2, side * 2.5, 1.2, 26, -2.6), "#14151d")
        canvas.polygon(room.side(side * 2.5, -2.6, -1.7, 1.2, 26), "#2b2a34")
    seams = [
        [room.at(-5.2, -2.6, z), room.at(-5.2, 1.2, z)] for z in (2.0 + 1.1 * k for k in range(22))
    ]
    canvas.lines(
        [*seams, [room.at(-5.2, 0.9, 1.2), room.at(-5.2, 0.9, 26)]], "#3d3a44", 1.6, strength=0.6
    )
    for index in range(6):
        mosaic(canvas, room, 5.4 + index * 3.3)
    canvas.polygon(room.side(-5.19, 0.98, 1.08, 1.2, 26), "#ffe6b4")
    canvas.polygon(room.side(-5.19, 0.7, 1.3, 1.2, 26), "#ffdc9a", blur=16, strength=0.5)


def mosaic(canvas, room, z):
    """A panel of the track wall: a sun over a horizon, made of plain patches."""
    wide = 1.9
    canvas.polygon(room.side(-5.18, -1.3, 0.6, z, z + wide), "#2f6d86")
    canvas.polygon(room.side(-5.17, -1.3, -0.6, z, z + wide), "#b8763c")
    turns = [2 * math.pi * step / 24 for step in range(24)]
    middle = z + wide / 2
    sun = [room.at(-5.16, -0.35 + 0.5 * math.sin(t), middle + 0.5 * math.cos(t)) for t in turns]
    canvas.polygon(sun, "#f2c25c")
    steppe = [(0, -1.3), (0, -0.7), (0.3, -0.55), (0.6, -0.75), (1, -0.62), (1, -1.3)]
    canvas.polygon([room.at(-5.15, y, z + wide * share) for share, y in steppe], "#7c4630")
    frame = room.side(-5.14, -1.3, 0.6, z, z + wide)
    canvas.lines([[*frame, frame[0]]], "#d9c39a", 2)


def train(canvas, room):
    """The train at the right platform, its windows lit."""
    near, far, inner = 1.15, 15.0, 2.75
    canvas.polygon(
        room.side(inner, -2.3, 1.25, near, far),
        gradient((0.25, "#e9edf0"), (0.55, "#b9c3cc"), (0.8, "#6d7a88")),
    )
    canvas.polygon(room.side(inner, -1.35, -1.15, near, far), "#1f7f9c")
    canvas.polygon(room.side(inner, -1.1, -1.04, near, far), "#f0c24a")
    windows, doors, seams = [], [], []
    for car in range(6):
        start = 1.15 + car * 2.6
        for index in range(3):
            z = start + 0.12 + index * 0.84
            if index == 1:
                doors.append(room.side(inner - 0.01, -2.0, 0.95, z, z + 0.7))
            else:
                windows.append(room.side(inner - 0.01, -0.45, 0.75, z, z + 0.66))
        seams.append(room.side(inner - 0.01, -2.3, 1.25, start + 2.52, start + 2.62))
    canvas.polygons(windows, gradient((0.2, "#fff3d0"), (0.7, "#e9c98e")))
    canvas.polygons(doors, gradient((0.2, "#d9b77c"), (0.8, "#8f7c68")))
    canvas.polygons(seams, "#20242e")
    canvas.polygons(windows, "#ffe2a6", blur=16, strength=0.3)


def people(canvas, room):
    """A few travellers, some walking away: plain coats, no faces."""
    for x, z, coat in (
        (-1.7, 5.2, "#2d3448"),
        (-1.2, 7.4, "#7a3b34"),
        (1.3, 8.6, "#3a4a52"),
        (-0.2, 11, "#54404c"),
        (1.75, 6.0, "#8a6a3c"),
        (0.6, 14, "#39405a"),
    ):
        foot, head = room.at(x, -1.7, z), room.at(x, -0.02, z)
        tall = foot[1] - head[1]

        def at(*corners, foot=foot, tall=tall):
            return [(foot[0] + a * tall, foot[1] - b * tall) for a, b in corners]

        canvas.polygon(at(*points("-0.2,0 0.2,0 0.2,-0.5 -0.2,-0.5")), coat, blur=5, strength=0.3)
        legs = [
            at(*points("-0.09,0.46 0.0,0.46 -0.03,0 -0.11,0")),
            at(*points("0.0,0.46 0.09,0.46 0.13,0.02 0.05,0")),
        ]
        canvas.polygons(legs, "#1b1d28")
        coat_shape = at(
            *points(
                "-0.06,0.84 0.06,0.84 0.14,0.76 0.17,0.46 "
                "0.14,0.34 -0.14,0.34 -0.17,0.46 -0.14,0.76"
            )
        )
        canvas.polygons([coat_shape, at(*points("-0.025,0.9 0.025,0.9 0.03,0.8 -0.03,0.8"))], coat)
        edge = at(*points("0.06,0.84 0.14,0.76 0.17,0.46 0.14,0.34 0.08,0.34 0.1,0.6"))
        canvas.polygon(edge, mix(coat, "#ffe2b0", 0.4), strength=0.8)
        canvas.dots([(foot[0], foot[1] - 0.925 * tall, 0.055 * tall)], mix(coat, "#161018", 0.6))
