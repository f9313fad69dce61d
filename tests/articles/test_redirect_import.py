"""An old site moves in: its addresses, from a file, lead straight to where the stories are."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.addresses import day_page
from articles.models import Redirect
from newsroom import languages
from newsroom.pagecache.models import Change


@pytest.fixture
def load(db, tmp_path):
    """Runs the command on a file with `content`; what it says, and `.refused` where it failed."""

    def run(content, **options):
        file = tmp_path / "old.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        said, faults = io.StringIO(), io.StringIO()
        try:
            call_command("import_redirects", str(file), stdout=said, stderr=faults, **options)
            refused = ""
        except CommandError as fault:
            refused = str(fault)
        return Said(said.getvalue(), faults.getvalue(), refused)

    return run


class Said:
    def __init__(self, text, faults, refused):
        self.text, self.faults, self.refused = text, faults, refused

    def counts(self):
        """(made, changed, folded, the same)."""
        line = next(line for line in self.text.splitlines() if " made, " in line)
        return tuple(int(part.split()[0]) for part in line.split(", "))


def table():
    rows = Redirect.objects.order_by("old_path").values_list("old_path", "new_path", "article_id")
    return {old: article or new for old, new, article in rows}


FILES = {
    "plain": "/a/,/page/x/\n",
    "header": "old,new\n/a/,/page/x/\n",
    "header the other way round": "New;note;OLD\n/page/x/;a, b;/a/\n",
    "semicolons": "/a/;/page/x/\n",
    "tabs": "old\tnew\n/a/\t/page/x/\n",
    "byte order mark": "\ufeffold,new\r\n/a/,/page/x/\r\n",
    "quotes": '"/a/","/page/x/"\n',
    "full addresses": "https://old.example/a/,HTTP://LocalHost:8000/page/x/?utm_source=a\n",
    "empty lines and no last line break": "\n\n/a/,/page/x/\n,\n",
    "empty columns of a spreadsheet": "/a/;/page/x/;;;\n",
    "semicolons in an address": "/b;c/,/page/x/\n/a/,/page/x/\n",
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_is_read_as_people_and_programs_write_it(kind, load, client):
    said = load(FILES[kind])

    assert (said.faults, said.refused) == ("", "")
    assert client.get("/a/").headers["Location"] == "/page/x/"


def test_an_old_address_follows_its_story_wherever_it_goes(load, make_edition, client):
    edition = make_edition()
    article = edition.article
    ways = [f"article:{article.pk}", edition.get_absolute_url(), f"/x/{article.pk}"]
    ways += [article.short_link.get_absolute_url()]
    file = "".join(f"/?p={number},{way}\n" for number, way in enumerate(ways))

    said = load(file)

    assert said.counts() == (4, 0, 0, 0)
    assert set(table().values()) == {article.pk}
    assert client.get("/?p=2").headers["Location"] == edition.get_absolute_url()


def test_running_again_changes_nothing(load):
    file = "/a/,/b/\n/b/,/c/\n/c/,/page/x/\n/d/,/page/y/\n"
    first = load(file)
    logged = Change.objects.count()

    again = load(file)

    assert first.counts() == (4, 0, 2, 0)
    assert again.counts() == (0, 0, 0, 4)
    assert Change.objects.count() == logged


def test_a_dry_run_reports_the_same_and_writes_nothing(load):
    load("/x/,/a/\n/same/,/page/x/\n/other/,/page/x/\n")
    file = "/a/,/b/\n/b/,/page/x/\n/same/,/page/x/\n/other/,/page/y/\nbad,/page/x/\n"
    before, logged = table(), Change.objects.count()

    dry = load(file, dry_run=True)

    assert (table(), Change.objects.count()) == (before, logged)
    real = load(file)
    assert dry.counts() == real.counts() == (2, 1, 2, 1)
    assert (dry.faults, dry.refused) == (real.faults, real.refused)


def test_chains_are_folded_in_the_file_and_with_what_is_there(load, client):
    load("/oldest/,/older/\n/b/,/page/b/\n")

    load("/older,/old/\n/old/,/b\n")

    assert set(table().values()) == {"/page/b/"}
    assert client.get("/oldest").headers["Location"] == "/page/b/"


def test_a_long_chain_is_folded_too(load):
    load("".join(f"/{n}.html,/{n + 1}.html\n" for n in range(3000)))

    assert set(table().values()) == {"/3000.html"}


@pytest.mark.parametrize(
    ("file", "way"),
    [
        ("/a/,/a/\n", "/a/ → /a/"),
        ("/a,/a/\n", "/a → /a"),
        ("/a/,/b/\n/b/,/a/\n", "/a/ → /b/ → /a/"),
        ("/a/,/b/\n/b/,/c/\n/c/,/a/\n", "/a/ → /b/ → /c/ → /a/"),
        ("/a/,/there/\n", "/a/ → /there/ → /back/ → /a/"),
    ],
)
def test_a_circle_is_refused_by_name_and_the_rest_goes_on(file, way, load):
    load("/there/,/back/\n")
    Redirect.objects.create(old_path="/back/", new_path="/a/")
    before = table()

    said = load(file + "/good/,/page/x/\n")

    assert f"line 1, new: It leads in a circle: {way}\n" in said.faults
    assert table() == before | {"/good/": "/page/x/"}


def test_what_leads_into_a_circle_is_refused_with_it(load):
    said = load("/x/,/a/\n/a/,/b/\n/b/,/a/\n")

    assert said.faults.count("circle") == 3
    assert not table()


def test_an_address_at_which_a_page_answers_is_refused(
    load, make_edition, make_tag, client, make_article
):
    edition, tag, draft = make_edition(), make_tag(), make_article()
    day = day_page(edition.first_published_at.astimezone(languages.ALMATY))
    paths = ["/", "/?q=x", "/ru/", "/feed/", "/archive/", "/archive/2020/", day, "/robots.txt"]
    paths += ["/search/?q=x", "/admin/x/", edition.get_absolute_url(), tag.get_absolute_url()]
    paths += [edition.get_absolute_url().rstrip("/"), edition.section.get_absolute_url() + "?q=x"]
    paths += [edition.article.short_link.get_absolute_url(), f"/feed/tag/{tag.slug_kk}/"]
    free = [
        "/?p=1",
        f"{edition.section.get_absolute_url()}?id=1",
        "/archive/1999/01/02/",
        "/tag/y/",
    ]
    free += [f"/x/{draft.pk}/", f"/x/y-{edition.article_id}/", "/a/zzz/", "/photo/1/x.jpg"]
    free += ["/video/1/", "/static.html", "/robots.txt/x"]

    said = load("".join(f"{path},/page/x/\n" for path in paths + free))

    assert said.faults.count("A page of this site answers there") == len(paths)
    assert sorted(table()) == sorted(free)
    for path in free:
        assert client.get(path).headers["Location"] == "/page/x/"


def test_every_bad_line_is_named_and_the_good_ones_go_on(load):
    said = load(
        b"/good/,/page/x/\n"
        b"old.example,/page/x/\n"
        b"/other/,https://elsewhere.example/x/\n"
        b"/story/,article:999\n"
        b"/good/,/page/y/\n"
        b'"/quote/,/page/x/\n'
        b"/three/,/page/x/,/page/y/\n"
        b"/one/\n"
        b"/nul\0/,/page/x/\n"
        b"/huge/," + b"x" * 300_000 + b"\n"
        b"\"=cmd|' /C calc'!A0\",/page/x/\n"
        b"/empty/,\n"
        b"/last/,/page/x/\n"
    )

    named = [line.partition(":")[0] for line in said.faults.splitlines()]
    assert named == [
        "line 2, old",
        "line 3, new",
        "line 4, new",
        "line 5, old",
        "line 6",
        "line 7",
        "line 8",
        "line 9, old",
        "line 10",
        "line 11, old",
        "line 12, new",
    ]
    assert said.refused == "11 lines were refused."
    assert sorted(table()) == ["/good/", "/last/"]


def test_a_line_of_fifty_megabytes_is_never_held(load, tmp_path):
    from articles import redirect_files

    class Endless:
        sizes, left = [], 50 * 2**20

        def readline(self, size):
            self.sizes.append(size)
            self.left -= size
            return b"x" * size if self.left > 0 else b""

    found = list(redirect_files.read(file := Endless()))

    assert [fault.line for fault in found] == [1]
    assert max(file.sizes) <= 64 * 1024


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("/a/,/page/x/\n/көше,/page/x/\n".encode("utf-16"), "UTF-16"),
        ("/a/,/page/x/\n/улица,/page/x/\n".encode("cp1251"), "Line 2 is not UTF-8"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "Line 1 is not UTF-8"),
    ],
)
def test_another_encoding_is_told_before_anything_is_written(content, word, load):
    said = load(content)

    assert word in said.refused
    assert not table()


def test_a_line_that_leads_to_nothing_is_told_and_written(load):
    said = load("/a/,/page/none/\n")

    assert "line 1, new: Nothing answers at /page/none/ now." in said.text
    assert (said.refused, table()) == ("", {"/a/": "/page/none/"})


def test_hits_stay_when_an_address_is_led_elsewhere(load):
    Redirect.objects.create(old_path="/a/", new_path="/page/x/", hits=7)

    load("/a/,/page/y/\n")

    row = Redirect.objects.get()
    assert (row.new_path, row.hits, row.search_text) == ("/page/y/", 7, "/a/ /page/y/")


def test_a_batch_tells_page_caches_once(load):
    load("".join(f"/old/{n}/,/page/x/\n" for n in range(1500)))

    assert list(Change.objects.values_list("keys", flat=True)) == ["redirects"] * 2


def test_a_redirect_made_by_an_import_is_forgotten_with_the_404_before_it(
    load, client, make_edition, chief
):
    assert "redirects" in client.get("/old/").headers["Surrogate-Key"].split()
    edition = make_edition()
    load(f"/old/,article:{edition.article_id}\n")

    keys = client.get("/old/").headers["Surrogate-Key"].split()

    assert keys == [f"article-{edition.article_id}", "redirects"]
    publishing.withdraw(edition.article, by=chief)
    assert client.get("/old/").status_code == 410


def test_twenty_thousand_lines_cost_no_query_each(load, make_edition):
    edition = make_edition()
    lines = [f"/{n % 100}/{n}.html,/page/{n}/" for n in range(10_000)]
    lines += [f"/?p={n},article:{edition.article_id}" for n in range(5000)]
    lines += [f"/page/{n}/,/section/{n}/" for n in range(5000)]

    with CaptureQueriesContext(connection) as asked:
        said = load("\n".join(lines))

    assert said.counts() == (20_000, 0, 5000, 0)
    assert len(asked) <= 600
