"""A small application behind a page cache, and the readers who ask it."""

import io
import threading
import time
from types import SimpleNamespace


class Site:
    """Answers every path with `text`, says which keys it shows, and counts."""

    def __init__(self):
        self.text, self.keys, self.status, self.headers = "first", "article-1 site", "200 OK", []
        self.asked = []
        self.gate = None  # an Event that every page waits for

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        text = self.text
        if self.gate:
            self.gate.wait(120)
        start_response(self.status, [("Surrogate-Key", self.keys), *self.headers])
        return [text.encode()]


def request(path="/", method="GET", **headers):
    path, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": "news.kz",
        "SERVER_NAME": "news.kz",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        **headers,
    }


def ask(cache, path="/", method="GET", **headers):
    environ = request(path, method, **headers)
    answer = SimpleNamespace()

    def start_response(status, headers, exc_info=None):
        answer.status, answer.headers = status, dict(headers)

    answer.body = b"".join(cache(environ, start_response))
    answer.text = answer.body.decode(errors="replace")
    return answer


def all_at_once(count, what):
    """Results of `what()` in so many threads."""
    found = []
    threads = [threading.Thread(target=lambda: found.append(what())) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def until(true, seconds=60):
    """Whether `true()` comes true in that time, which only a failure uses up."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.002)
    return True
