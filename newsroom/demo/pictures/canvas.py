"""Paper, paint and light for the demo pictures. Pillow only, everything seeded."""

import io
import math
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageMath

WIDTH, HEIGHT = 1600, 900
SIZE = (WIDTH, HEIGHT)
FINE = 2  # shapes are drawn on a mask this many times larger, then reduced: smooth edges


def rgb(colour):
    """(r, g, b) of "#rrggbb"; tuples pass through."""
    if isinstance(colour, tuple):
        return colour
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def mix(first, second, share):
    """A colour between two, `share` of the second (0..1)."""
    share = min(1.0, max(0.0, share))
    return tuple(round(a + (b - a) * share) for a, b in zip(rgb(first), rgb(second), strict=True))


def points(text):
    """The corners of a drawn shape, written short: "0,0 12,-5" is [(0, 0), (12, -5)]."""
    return [tuple(float(part) for part in pair.split(",")) for pair in text.split()]


def box(x, y, width, height):
    """A rectangle as a polygon, from its upper left corner."""
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def at_stop(stops, place):
    """The colour at `place` of [(place, colour), ...] in rising order."""
    before = stops[0]
    for stop in stops:
        if place <= stop[0]:
            span = stop[0] - before[0]
            return mix(before[1], stop[1], (place - before[0]) / span if span else 1)
        before = stop
    return rgb(before[1])


def gradient(*stops, size=SIZE, across=False):
    """A smooth wash from top to bottom (or left to right) through [(0..1, colour), ...]."""
    length = size[0] if across else size[1]
    line = Image.new("RGB", (length, 1) if across else (1, length))
    line.putdata([at_stop(stops, i / max(1, length - 1)) for i in range(length)])
    return line.resize(size, Image.Resampling.NEAREST)


def fade(*stops, size=SIZE, across=False):
    """A mask (mode L) that goes through [(0..1, 0..255), ...] from top to bottom."""
    grey = [(place, (value, value, value)) for place, value in stops]
    return gradient(*grey, size=size, across=across).getchannel(0)


def noise(rng, columns, rows, octaves, *, size=SIZE, gain=0.5):
    """Cloudy noise, mode F, about 0..1: `octaves` grids of random values, each twice as fine."""
    total, weight, height = None, 0.0, 1.0
    for octave in range(octaves):
        grid = (min(columns << octave, size[0]), min(rows << octave, size[1]))
        layer = Image.frombytes("L", grid, rng.randbytes(grid[0] * grid[1]))
        layer = layer.convert("F").resize(size, Image.Resampling.BICUBIC)
        step = height / 255
        total = (
            ImageMath.lambda_eval(lambda a, s=step: a["n"] * s, n=layer)
            if total is None
            else ImageMath.lambda_eval(lambda a, s=step: a["t"] + a["n"] * s, t=total, n=layer)
        )
        weight += height
        height *= gain
    return ImageMath.lambda_eval(lambda a: a["t"] / weight, t=total)


def as_mask(values, low, high, top=255):
    """Mode F to a mask: `low` and less is 0, `high` and more is `top`, straight between."""
    scale = top / (high - low)
    return ImageMath.lambda_eval(
        lambda a: a["convert"](a["min"](a["max"]((a["v"] - low) * scale, 0), top), "L"), v=values
    )


class Canvas:
    """One picture while it is being painted: an RGB image and its own random numbers."""

    def __init__(self, seed, *stops):
        self.rng = random.Random(seed)
        self.image = gradient(*stops)

    def paint(self, fill, mask=None):
        """Lay a colour or an image over the picture, through a mask if there is one."""
        if not isinstance(fill, Image.Image):
            fill = Image.new("RGB", SIZE, rgb(fill))
        self.image.paste(fill, (0, 0), mask)

    def mask(self, draw_on, *, blur=0.0, strength=1.0):
        """A smooth mask: `draw_on(draw)` paints white (255) in picture pixels times FINE."""
        sheet = Image.new("L", (WIDTH * FINE, HEIGHT * FINE))
        draw_on(ImageDraw.Draw(sheet))
        sheet = sheet.reduce(FINE)
        if blur:
            sheet = sheet.filter(ImageFilter.GaussianBlur(blur))
        return sheet if strength == 1 else sheet.point(lambda v: round(v * strength))

    def polygons(self, shapes, fill, *, blur=0.0, strength=1.0):
        """Fill [[(x, y), ...], ...] with a colour or an image."""

        def draw_on(draw):
            for shape in shapes:
                draw.polygon([(x * FINE, y * FINE) for x, y in shape], fill=255)

        mask = self.mask(draw_on, blur=blur, strength=strength)
        self.paint(fill, mask)
        return mask

    def polygon(self, shape, fill, **how):
        return self.polygons([shape], fill, **how)

    def fill(self, shape, colour):
        """Fill one patch at once, without a mask: for walls of a thousand patches."""
        corners = [(round(x), round(y)) for x, y in shape]
        ImageDraw.Draw(self.image).polygon(corners, fill=rgb(colour))

    def lines(self, lines, fill, width, *, blur=0.0, strength=1.0):
        """Draw [[(x, y), (x, y), ...], ...] `width` pixels wide."""

        def draw_on(draw):
            for line in lines:
                points = [(x * FINE, y * FINE) for x, y in line]
                draw.line(points, fill=255, width=max(1, round(width * FINE)), joint="curve")

        mask = self.mask(draw_on, blur=blur, strength=strength)
        self.paint(fill, mask)
        return mask

    def dots(self, dots, fill, *, blur=0.0, strength=1.0, light=False):
        """Draw round dots [(x, y, radius), ...]; as added light when `light` is true."""

        def draw_on(draw):
            for x, y, r in dots:
                box = ((x - r) * FINE, (y - r) * FINE, (x + r) * FINE, (y + r) * FINE)
                draw.ellipse(box, fill=255)

        mask = self.mask(draw_on, blur=blur, strength=strength)
        if light:
            self.light(mask, fill)
        else:
            self.paint(fill, mask)

    def light(self, mask, colour):
        """Add light of one colour where the mask is bright (never darkens)."""
        red, green, blue = rgb(colour)
        lamp = Image.merge(
            "RGB", [mask.point(lambda v, c=c: v * c // 255) for c in (red, green, blue)]
        )
        self.image = ImageChops.screen(self.image, lamp)

    def glow(self, x, y, radius, colour, strength=1.0, *, squash=1.0, hardness=2.0):
        """A soft round light; `squash` < 1 flattens it, `hardness` draws it to its middle."""
        # Pillow's gradient reaches 180 at the middle of an edge, 255 only in the corners
        curve = [round(strength * 255 * max(0, 1 - v / 179) ** hardness) for v in range(256)]
        width, height = max(2, round(radius * 2)), max(2, round(radius * 2 * squash))
        spot = Image.radial_gradient("L").point(curve).resize((width, height))
        mask = Image.new("L", SIZE)
        mask.paste(spot, (round(x - width / 2), round(y - height / 2)))
        self.light(mask, colour)

    def shade(self, mask, colour="#000000"):
        """Darken towards a colour where the mask is bright (multiply)."""
        tint = Image.composite(
            Image.new("RGB", SIZE, rgb(colour)), Image.new("RGB", SIZE, (255, 255, 255)), mask
        )
        self.image = ImageChops.multiply(self.image, tint)

    def mist(self, top, bottom, colour, strength):
        """A band of haze: nothing at `top` (0..1 of the height), thickest at `bottom`."""
        self.paint(colour, fade((0, 0), (top, 0), (bottom, round(255 * strength)), (1, 0)))

    def clouds(self, colour, *, low, high, mask=None, cells=(4, 5), strength=1.0):
        """Drifting cloud from noise; smaller `low` is a fuller sky."""
        small = (WIDTH // 2, HEIGHT // 2)
        cloud = as_mask(noise(self.rng, *cells, 6, size=small), low, high, 255 * strength)
        cloud = cloud.resize(SIZE, Image.Resampling.BICUBIC)
        self.paint(colour, cloud if mask is None else ImageChops.multiply(cloud, mask))

    def grain(self, strength):
        """Fine paper grain; it also hides the steps of long gradients."""
        area = WIDTH * HEIGHT
        first = Image.frombytes("L", SIZE, self.rng.randbytes(area))
        second = Image.frombytes("L", SIZE, self.rng.randbytes(area))
        dust = Image.blend(first, second, 0.5).point(
            lambda v: max(0, min(255, round(128 + (v - 128) * strength)))
        )
        self.image = ImageChops.overlay(self.image, Image.merge("RGB", (dust, dust, dust)))

    def finish(self, *, grain=0.07, vignette=0.34, bloom=0.16):
        """The common last coat: bloom, darker corners, grain. Returns the RGB image."""
        if bloom:
            small = self.image.reduce(4).filter(ImageFilter.GaussianBlur(9))
            soft = small.resize(SIZE, Image.Resampling.BILINEAR).point(
                lambda v: round(v * bloom * (v / 255) ** 1.5)
            )
            self.image = ImageChops.screen(self.image, soft)
        if vignette:
            curve = [round(255 * vignette * (v / 255) ** 3) for v in range(256)]
            corners = Image.radial_gradient("L").point(curve).resize(SIZE)
            self.shade(corners, "#0b0a18")
        self.grain(grain)
        return self.image


def jpeg(image):
    """The bytes of an original: JPEG, quality 88."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88, optimize=True, subsampling=0)
    return out.getvalue()


def wave(x, *parts):
    """A sum of sines: parts are (height, length in pixels, shift)."""
    return sum(height * math.sin(x / length + shift) for height, length, shift in parts)
