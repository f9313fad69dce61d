"""A newcomer's first minutes: a fresh copy of the last commit, `make run`, a look, Ctrl-C.

Standard library only. Says what was wrong and exits 1, or says how long it took.
"""

import contextlib
import http.client
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

PATIENCE = 240  # seconds; the promise is 120, and a busy machine is no fault of the code
ROOT = Path(__file__).resolve().parent.parent
SERVERS = ("DATABASE_URL", "REDIS_URL")


def main():
    signal.signal(signal.SIGINT, signal.default_int_handler)  # CI may have us ignore it
    with tempfile.TemporaryDirectory(prefix="newsroom-fresh-") as folder:
        copy = Path(folder)
        archive = subprocess.run(
            ["git", "-c", f"safe.directory={ROOT}", "archive", "HEAD"],
            cwd=ROOT, check=True, capture_output=True,
        )  # fmt: skip
        subprocess.run(["tar", "-x"], cwd=copy, input=archive.stdout, check=True)
        first = start(copy)
        look_around(copy, *first)
        second = start(copy, PIP_NO_INDEX="1", PIP_INDEX_URL="http://127.0.0.1:9/")
        say(f"first page {first[1]:.0f} s after make run, {second[1]:.0f} s the second time")


def start(copy, **variables):
    """Run, wait for the first page, stop. Gives back the screen, the seconds, and the answers."""
    port = free_port()
    environ = {key: value for key, value in os.environ.items() if key not in SERVERS}
    began = time.monotonic()
    server = subprocess.Popen(
        ["make", "run", f"PORT={port}"],
        cwd=copy, env={**environ, **variables}, text=True, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    screen = []
    reader = threading.Thread(target=lambda: screen.extend(server.stdout), daemon=True)
    reader.start()
    try:
        seconds = wait_for_first_page(server, port, began, screen)
        answers = ask_all(port) | ask_for_staff(copy, port)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGINT)  # as Ctrl-C does
        try:
            server.wait(timeout=60)
        except subprocess.TimeoutExpired:
            fail("Ctrl-C did not stop it in a minute")
    reader.join(timeout=60)
    expect(not is_answering(port), "something went on listening after Ctrl-C")
    expect("Traceback" not in "".join(screen), "a traceback on the screen:\n" + "".join(screen))
    return "".join(screen), seconds, answers, port


def wait_for_first_page(server, port, began, screen):
    while time.monotonic() - began < PATIENCE:
        if server.poll() is not None:
            fail(f"make run ended by itself ({server.returncode}):\n" + "".join(screen))
        if is_answering(port):
            expect(get(port, "/")[0] == 200, "the home page does not answer 200")
            return time.monotonic() - began
        time.sleep(0.2)
    fail(f"no page after {PATIENCE} seconds:\n" + "".join(screen))


def ask_all(port):
    home = get(port, "/")[1]
    sheet = re.search(r'href="(/static/[^"]+\.css)"', home)
    return {
        "the home page": (get(port, "/")[0], 200),
        "the Russian home page": (get(port, "/ru/")[0], 200),
        "the sign-in page": (get(port, "/admin/login/")[0], 200),
        "the style sheet": (get(port, sheet[1])[0] if sheet else "not named", 200),
        "an unknown page": (get(port, "/no-such-page/")[0], 404),
        "another host": (get(port, "/", Host="evil.example")[0], 400),
        "hashed names of static files": (
            bool(sheet and re.search(r"\.[0-9a-f]{12}\.", sheet[1])),
            True,
        ),
    }


def ask_for_staff(copy, port):
    """Every sign-in of the demo opens the admin: `role  name  password`, a line each."""
    lines = (copy / "var" / "demo-accounts.txt").read_text().splitlines()
    people = [re.split(r"\s{2,}", line.strip()) for line in lines]
    answers = {f"sign-in as {role}": (sign_in(port, *who), 302) for role, *who in people}
    return answers | {"sign-ins of the demo": (len(answers), 6)}


def sign_in(port, name, password):
    _status, page, cookie = get(port, "/admin/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    fields = {"username": name, "password": password, "csrfmiddlewaretoken": token}
    return ask(port, "POST", "/admin/login/", urlencode(fields), Cookie=cookie.split(";")[0])[0]


def look_around(copy, screen, _seconds, answers, port):
    for what, (got, wanted) in answers.items():
        expect(got == wanted, f"{what}: {got} instead of {wanted}")
    expect(f"http://localhost:{port}/\n" in screen, "the site's address is not on the screen")
    expect(f"http://localhost:{port}/admin/" in screen, "the admin's address is not on the screen")
    accounts = copy / "var" / "demo-accounts.txt"
    expect(stat.S_IMODE(accounts.stat().st_mode) == 0o600, "others can read the demo's passwords")
    for line in accounts.read_text().splitlines():
        expect(line.strip() in screen, "a demo sign-in is not on the screen")


def get(port, path, **headers):
    return ask(port, "GET", path, **headers)


def ask(port, method, path, body=None, **headers):
    """Status, text and cookie of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Host": f"localhost:{port}", **headers}
    if body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    return answer.status, text, answer.getheader("Set-Cookie", "")


def is_answering(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def expect(is_true, otherwise):
    if not is_true:
        fail(otherwise)


def fail(why):
    sys.exit(f"make run: {why}")


def say(text):
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
