import pytest

from tests.browser import pause, until

DRAWN = """() => {
    const editor = (window.CKEDITOR || {instances: {}}).instances.id_body;
    const objects = [...document.querySelectorAll(".nr-object:not(.nr-quote)")];
    return Boolean(editor) && editor.status === "ready" && !document.querySelector(".nr-item:empty")
        && objects.every(one => one.querySelector(".nr-shown"));
}"""


@pytest.fixture
def form_page(settings):
    """The address of a form with nothing but the editor, at a desk of its own."""
    settings.ROOT_URLCONF = "tests.editor.pages"
    settings.MIDDLEWARE = [
        "newsroom.headers.SecurityHeaders",
        "django.middleware.csrf.CsrfViewMiddleware",
    ]
    from tests.editor import pages

    pages.stored["body"] = ""
    pages.asked.clear()
    return pages


@pytest.fixture
def desk(form_page, live_server, chrome):
    """A browser at that form: `desk.open(body)`, `desk.data()`, `desk.save()`."""
    context = chrome.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield Desk(context.new_page(), live_server.url, form_page)
    context.close()


class Desk:
    def __init__(self, page, site, form_page):
        self.page, self.site, self.form_page = page, site, form_page
        self.faults = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", lambda dialog: (self.faults.append(dialog.message), dialog.dismiss()))
        page.on("console", self._console)
        page.on("request", self._request)

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.faults.append(message.text)

    def _request(self, request):
        if not request.url.startswith((self.site, "data:", "blob:", "about:")):
            self.faults.append("left the host: " + request.url)

    def open(self, body="", *, language="ru"):
        self.form_page.stored["body"] = body
        self.page.goto(f"{self.site}/admin/?in={language}")
        self.wait()

    def wait(self):
        """Until the editor is there and the desk has told it what its objects are."""
        # Not wait_for_function: it needs eval, which the page's policy refuses.
        assert until(self.page, lambda: self.page.evaluate(DRAWN)), "the editor did not come"

    def run(self, script, argument=None):
        """`editor` is the editor in `script`."""
        return self.page.evaluate(
            "argument => { const editor = CKEDITOR.instances.id_body; " + script + " }", argument
        )

    def data(self):
        """What would be stored if the text were saved now."""
        from articles.body import clean_html

        return clean_html(self.run("return editor.getData()"))

    def data_once(self, expected):
        """The same, a while later if need be: the clipboard answers behind the keys."""
        until(self.page, lambda: self.data() == expected)
        return self.data()

    def save(self):
        with self.page.expect_navigation():
            self.page.click("#save")
        self.wait()
        return self.form_page.stored["body"]

    def press(self, keys):
        self.page.keyboard.press(keys)
        pause(self.page)
