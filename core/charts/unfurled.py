"""Pictures with which a link to a page unfurls elsewhere: drawn from numbers, without a word of anybody.

PNG of SIZE pixels, since no reader of links takes SVG; the same numbers give the same bytes.
"""

from functools import lru_cache
from io import BytesIO
from math import cos, pi, sin

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)  # what readers of links ask for
SCALE = 2  # drawn larger and made small again, for smooth edges
PAPER, INK, SOFT, ACCENT, PALE = "#f9faf8", "#1c2624", "#d9e0dc", "#0c6156", "#dff0eb"
MOST = 40  # marks in one picture
COLOURS = 32  # of a picture, edges included
DAY = 12 * 60  # minutes once around a dial


@lru_cache(maxsize=256)
def hour(start, minutes, taken, seats):
    """Return a dial with an hour from `start`, minutes after midnight, and a table with its seats."""
    image, pen = _sheet()
    middle, radius = (350, 290), 190
    pen.ellipse(_box(middle, radius), outline=INK, width=6 * SCALE)
    from_angle = start % DAY / DAY * 360 - 90
    pen.pieslice(_box(middle, radius - 12), from_angle, from_angle + minutes / DAY * 360, fill=ACCENT)
    for mark in range(12):
        pen.line([_at(middle, radius - 26, mark / 12), _at(middle, radius - 10, mark / 12)], INK, 4 * SCALE)
    _table(pen, (850, 290), 190, taken, seats)
    _write(pen, (350, 545), f"{start // 60}:{start % 60:02}", 46)
    _write(pen, (850, 545), f"{taken} / {seats}", 46)
    return _bytes(image)


@lru_cache(maxsize=256)
def around(number):
    """Return a thing in the middle with a number of places around it, MOST at most."""
    image, pen = _sheet()
    middle, shown = (600, 290), min(number, MOST)
    for place in range(shown):
        end = _at(middle, 210, place / shown)
        pen.line([_scaled(middle), end], fill=SOFT, width=4 * SCALE)
    for place in range(shown):
        pen.ellipse(_around(_at(middle, 210, place / shown), 24), fill=ACCENT)
    pen.rounded_rectangle(_box(middle, 62), radius=14 * SCALE, fill=PALE, outline=ACCENT, width=6 * SCALE)
    _write(pen, (600, 545), str(number), 46)
    return _bytes(image)


@lru_cache(maxsize=256)
def sheets(filled, number):
    """Return a row of `number` sheets, of which some are `filled`; MOST at most."""
    image, pen = _sheet()
    shown = max(min(number, MOST), 1)
    step = min(1000 / shown, 130)
    for place in range(shown):
        left, width = 600 + (place - shown / 2) * step, step * 0.72
        box = [left * SCALE, 200 * SCALE, (left + width) * SCALE, (200 + width * 1.35) * SCALE]
        is_filled = place < filled
        pen.rounded_rectangle(
            box, radius=8 * SCALE, fill=ACCENT if is_filled else PALE, outline=ACCENT, width=4 * SCALE
        )
    _write(pen, (600, 545), str(filled), 46)
    return _bytes(image)


def _sheet():
    image = Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle([0, (SIZE[1] - 14) * SCALE, SIZE[0] * SCALE, SIZE[1] * SCALE], fill=ACCENT)
    _write(pen, (1100, 60), "Co-Lab", 38)
    return image, pen


def _table(pen, middle, radius, taken, seats):
    pen.ellipse(_box(middle, radius - 80), outline=INK, width=6 * SCALE)
    for seat in range(seats):
        box = _around(_at(middle, radius - 24, seat / seats), 28)
        pen.ellipse(box, fill=ACCENT if seat < taken else PALE, outline=ACCENT, width=4 * SCALE)


def _write(pen, middle, text, size):
    pen.text(_scaled(middle), text, fill=INK, font=ImageFont.load_default(size * SCALE), anchor="mm")


def _at(middle, radius, turn):
    """Return a point on a circle, `turn` of the way around it from its top."""
    angle = 2 * pi * turn - pi / 2
    return (middle[0] + radius * cos(angle)) * SCALE, (middle[1] + radius * sin(angle)) * SCALE


def _scaled(point):
    return point[0] * SCALE, point[1] * SCALE


def _box(middle, radius):
    return _around(_scaled(middle), radius)


def _around(point, radius):
    x, y = point
    return [x - radius * SCALE, y - radius * SCALE, x + radius * SCALE, y + radius * SCALE]


def _bytes(image):
    out = BytesIO()
    image.reduce(SCALE).quantize(COLOURS, Image.Quantize.FASTOCTREE).save(out, "PNG")
    return out.getvalue()
