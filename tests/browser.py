"""What a test in a browser waits for: never a time of our own clock."""

import time

PATIENCE = 60  # seconds; only a failure uses them up
STANDS = """async () => {
    const coming = [...document.querySelectorAll("link[rel=stylesheet]")].filter(one => !one.sheet);
    await Promise.all(coming.map(one => new Promise(done => { one.onload = one.onerror = done; })));
    await document.fonts.ready;
}"""


def until(page, is_so):
    """Whether `is_so()` comes true."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end:
            return False
        page.wait_for_timeout(50)
    return True


def stands(page):
    """Until all styles and fonts are there, those too that a script has asked for."""
    page.evaluate(STANDS)


def pause(page, milliseconds=60):
    """On the page's own clock: what it had put off for so long, it has done by then."""
    page.evaluate("long => new Promise(done => setTimeout(done, long))", milliseconds)
