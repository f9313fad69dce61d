"""A person at a browser, whose clicks, taps and keys are counted."""

from contextlib import contextmanager

from django.conf import settings

from tests.browser import until

DESK = {"width": 1280, "height": 900}  # CSS pixels
PHONE = {"width": 390, "height": 844}
STATUS = "Failed to load resource: the server responded with a status of"
REFUSED = f"{STATUS} 422"  # an upload, by an address of its own
TAKES_TEXT = "one => one.matches('input, textarea, [contenteditable=true]')"


class Hand:
    """`done` lists every click, tap and key so far; text typed into a field is not among them.

    `faults` lists what no page of ours may do: complain in the console, ask another host, open a
    dialog box.
    """

    def __init__(self, page, site, *, phone=False):
        self.page, self.site, self.phone = page, site, phone
        self.done, self.faults = [], []
        self.watch(page)

    # Counted

    def click(self, target, **options):
        place = self.find(target)
        if self.phone:
            takes_text = place.evaluate(TAKES_TEXT)
            place.tap(**options)
            assert not takes_text or self.gets_focus(place)  # a finger is slower than its answer
        else:
            place.click(**options)
        self.done.append(f"click {target}")

    def press(self, key):
        self.page.keyboard.press(key)
        self.done.append(key)

    def go_on(self, target):
        """To the next field: by Tab, or on a phone by a tap."""
        if self.phone:
            self.click(target)
        else:
            self.press("Tab")
        assert self.gets_focus(target)

    def choose(self, target, label):
        """In a plain list: one click opens it, one chooses."""
        self.find(target).select_option(label=label)
        self.done += [f"click {target}", f"click {label}"]

    def upload(self, target, file):
        """One click opens the system's window, one chooses the picture there."""
        with self.page.expect_file_chooser() as chooser:
            self.click(target)
        chooser.value.set_files(file)
        self.done.append("click the file")

    # Not counted

    def type(self, text):
        at_a_field = f"({TAKES_TEXT})(document.activeElement)"
        assert until(self.page, lambda: self.page.evaluate(at_a_field)), f"no field for {text}"
        self.page.keyboard.type(text)

    def find(self, target):
        return self.page.locator(target) if isinstance(target, str) else target

    def gets_focus(self, target):
        has_it = "one => one.contains(document.activeElement)"
        return until(self.page, lambda: self.find(target).evaluate(has_it))

    def sees(self, text, within="body"):
        """Waits until it is there to be seen."""
        place = self.page.locator(within).get_by_text(text).locator("visible=true").first
        place.wait_for()
        return place

    def open(self, address):
        """The HTTP status of the answer, at a path or a whole address."""
        return self.page.goto(address if "://" in address else self.site + address).status

    @contextmanager
    def leaving(self):
        """What is done inside brings another page, which is waited for."""
        with self.page.expect_navigation(wait_until="load"):
            yield

    def sign_in(self, user, *, at="/admin/"):
        self.open(at)
        self.page.fill("#id_username", user.username)
        self.page.fill("#id_password", "a-long-password")
        with self.leaving():
            self.page.press("#id_password", "Enter")

    def remember(self, client):
        """Signed in already, as `client` is."""
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": self.site}
        self.page.context.add_cookies([cookie])

    def watch(self, page):
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", self._dialog)
        page.on("console", self._console)
        page.on("request", self._request)

    def _dialog(self, dialog):
        self.faults.append(f"{dialog.type}: {dialog.message}")
        dialog.dismiss()

    def _console(self, message):
        of_the_page = message.location.get("url") == self.page.url
        if message.text.startswith(REFUSED) or (message.text.startswith(STATUS) and of_the_page):
            return  # the browser's own word on what answers 404 or 410 as it should
        if message.type in ("error", "warning"):
            self.faults.append(f"{message.text} ({message.location.get('url')})")

    def _request(self, request):
        if not request.url.startswith((self.site, "data:", "blob:", "about:")):
            self.faults.append(f"left the host: {request.url}")
