"""One line on a terminal that says how far a long command is; silence anywhere else."""

import time

BEAT = 0.2  # seconds between two showings


class Bar:
    """`out` is a command's stderr; `lines`, if any, knows `place` and `size` in bytes."""

    def __init__(self, out, lines=None):
        self.out, self.lines = out, lines
        self.began = self.shown = time.monotonic()
        self.is_seen = out.isatty()

    def __enter__(self):
        return self

    def __exit__(self, *_raised):
        if self.is_seen:
            self.out.write("\r\033[K", style_func=str, ending="")

    def show(self, count):
        """`count` is a Report or a Counter with "stories"."""
        now = time.monotonic()
        if not self.is_seen or now - self.shown < BEAT:
            return
        self.shown, passed = now, now - self.began
        stories = getattr(count, "lines", 0) or count["stories"]
        words = f"{stories:,} lines, {stories / passed:,.0f}/s"
        if self.lines and self.lines.size:
            part = self.lines.place / self.lines.size
            left = passed / part - passed if part else 0
            words = f"{bar(part)} {part:4.0%}  {words}, {left // 60:.0f}:{left % 60:02.0f} left"
        self.out.write(f"\r\033[K{words}", style_func=str, ending="")
        self.out.flush()


def bar(part, width=24):
    full = round(part * width)
    return "█" * full + "░" * (width - full)
