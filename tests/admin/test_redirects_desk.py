"""Old addresses at the desk: a file looked at and imported, a list by use, a list to take away."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from articles.models import Redirect
from newsroom.pagecache.models import Change
from newsroom.staff.models import AuditEntry
from newsroom.staff.roles import Role

LIST = reverse("admin:articles_redirect_changelist")
IMPORT = reverse("admin:articles_redirect_import")
EXPORT = reverse("admin:articles_redirect_export")


@pytest.fixture
def upload(desk_client):
    def send(text):
        content = text if isinstance(text, bytes) else text.encode()
        answer = desk_client.post(IMPORT, {"file": SimpleUploadedFile("old.csv", content)})
        answer.page = answer.content.decode()
        return answer

    return send


def kept(answer):
    return re.search(r'name="kept" value="([^"]+)"', answer.page)[1]


def test_a_file_is_looked_at_first_and_written_by_the_second_button(upload, desk_client):
    answer = upload("/a/,/b/\n/b/,/page/x/\nbad,/page/x/\n")

    assert "/a/" in answer.page
    assert "Мекенжай қиғаш сызықтан да" in answer.page
    assert not Redirect.objects.exists()

    done = desk_client.post(IMPORT, {"kept": kept(answer)})

    assert done.status_code == 200  # it names the refused line once more
    assert set(Redirect.objects.values_list("old_path", "new_path")) == {
        ("/a/", "/page/x/"),
        ("/b/", "/page/x/"),
    }
    assert LogEntry.objects.get().object_repr.startswith("old.csv · ")
    assert default_storage.listdir("redirects-to-import")[1] == []


def test_a_file_without_faults_leads_back_to_the_list(upload, desk_client):
    answer = upload("/a/,/page/x/\n")

    assert desk_client.post(IMPORT, {"kept": kept(answer)}).url == LIST
    assert "Импорттайтын ештеңе жоқ" in upload("/a/,/page/x/\n").page


def test_the_audit_tells_of_a_file_that_came_in_and_of_one_that_went_out(upload, desk_client):
    desk_client.post(IMPORT, {"kept": kept(upload("/a/,/page/x/\n"))})
    desk_client.get(EXPORT)

    came, went = AuditEntry.objects.filter(group="file").order_by("pk")
    assert (came.action, came.subject[:10]) == ("file.brought", "old.csv · ")
    assert (went.action, went.subject) == ("file.taken", EXPORT)


def test_a_file_that_is_no_longer_kept_is_asked_for_again(upload, desk_client):
    word = kept(upload("/a/,/page/x/\n"))
    for name in default_storage.listdir("redirects-to-import")[1]:
        default_storage.delete(f"redirects-to-import/{name}")

    answer = desk_client.post(IMPORT, {"kept": word}).content.decode()

    assert "Оны қайта жүктеңіз" in answer and 'type="file"' in answer
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("word", ["", "made-up", "eyJmaWxlIjoiLi4vLi4vZXRjL3Bhc3N3ZCJ9:x:y"])
def test_only_a_file_that_was_looked_at_is_imported(word, desk_client):
    assert desk_client.post(IMPORT, {"kept": word}).status_code == 200
    assert not Redirect.objects.exists()


def test_a_colleague_cannot_press_the_button_of_another(upload, desk_client, make_user):
    word = kept(upload("/a/,/page/x/\n"))
    desk_client.force_login(make_user(Role.ADMINISTRATOR))

    assert desk_client.post(IMPORT, {"kept": word}).status_code == 403


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("/улица/,/page/x/\n".encode("cp1251"), "UTF-8 емес жол: 1"),
        ("/a/,/page/x/\n".encode("utf-16"), "UTF-16"),
        (b"", "бос"),
    ],
)
def test_what_is_no_such_file_is_told_beside_the_field(content, word, upload):
    answer = upload(content)

    assert word in answer.page
    assert 'name="kept"' not in answer.page


def test_a_story_is_shown_by_its_headline(upload, make_article):
    article = make_article(headline="Көпір ашылды")

    assert "Көпір ашылды" in upload(f"/a/,article:{article.pk}\n").page


def test_addresses_from_a_file_are_shown_as_text(upload):
    answer = upload('/<script>alert(1)</script>,/page/x/\n"<b>",/page/x/\n')

    assert "<script>alert" not in answer.page and "&lt;script&gt;" in answer.page


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.CHIEF_EDITOR, 200),
        (Role.ADMINISTRATOR, 200),
        (Role.EDITOR, 403),
        (Role.REPORTER, 403),
        (Role.SHARE_STAFF, 403),
    ],
)
def test_who_may_change_redirects_may_import_and_export(role, status, client, make_user):
    client.force_login(make_user(role))

    assert [client.get(page).status_code for page in (IMPORT, EXPORT)] == [status, status]


@pytest.mark.django_db
def test_a_stranger_is_asked_to_sign_in(client):
    for page in (IMPORT, EXPORT):
        assert client.get(page).status_code == 302


def rows_of(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_what_the_list_shows_is_taken_away_and_comes_back_the_same(
    desk_client, upload, make_article
):
    article = make_article(headline='=HYPERLINK("https://x.example")')
    Redirect.objects.create(old_path="/a/", article=article, hits=3)
    Redirect.objects.create(old_path="/=б,в/?x=1", new_path="/page/x/")

    rows = rows_of(desk_client.get(EXPORT))
    used = rows_of(desk_client.get(EXPORT, {"use": "never"}))

    assert [row[:3] for row in rows[1:]] == [
        ["/=б,в/?x=1", "/page/x/", "0"],
        ["/a/", f"article:{article.pk}", "3"],
    ]
    assert rows[2][5] == '\'=HYPERLINK("https://x.example")'
    assert [row[0] for row in used] == ["old", "/=б,в/?x=1"]
    again = upload(b"".join(desk_client.get(EXPORT).streaming_content))
    assert [number for _label, number in again.context["counts"]] == [0, 0, 0, 2, 0]


def test_the_list_goes_by_use(desk_client):
    now = timezone.now()
    Redirect.objects.create(old_path="/never/", new_path="/x/")
    Redirect.objects.create(
        old_path="/old/", new_path="/x/", hits=9, last_hit_at=now - timedelta(60)
    )
    Redirect.objects.create(old_path="/new/", new_path="/x/", hits=2, last_hit_at=now)

    def shown(**question):
        return [row.old_path for row in desk_client.get(LIST, question).context["cl"].result_list]

    assert shown(use="never") == ["/never/"]
    assert shown(use="month") == ["/new/"]
    assert shown(o="-3") == ["/old/", "/new/", "/never/"]


def test_an_old_address_is_found_as_the_browser_copies_it(desk_client):
    Redirect.objects.create(old_path="/қала/", new_path="/x/")

    page = desk_client.get(LIST, {"q": "https://old.example/%D2%9B%D0%B0%D0%BB%D0%B0/"})

    assert [row.old_path for row in page.context["cl"].result_list] == ["/қала/"]


def write(desk_client, **fields):
    page = reverse("admin:articles_redirect_add")
    return desk_client.post(page, {"old_path": "", "new_path": "", "article": "", **fields})


def test_one_written_by_hand_is_spelt_and_folded_like_the_others(desk_client):
    Redirect.objects.create(old_path="/older/", new_path="/қала/")
    Redirect.objects.create(old_path="/b/", new_path="/page/x/")

    write(desk_client, old_path="https://old.example/%D2%9B%D0%B0%D0%BB%D0%B0/", new_path="/b/")

    assert dict(Redirect.objects.values_list("old_path", "new_path")) == {
        "/older/": "/page/x/",
        "/қала/": "/page/x/",
        "/b/": "/page/x/",
    }
    assert Change.objects.latest("pk").keys == "redirects"


@pytest.mark.parametrize(
    ("old", "new"), [("/b/", "/a/"), ("/a/", "/a"), ("/", "/x/"), ("x", "/x/"), ("/y/", "//")]
)
def test_a_circle_or_a_living_page_is_refused_by_hand_too(old, new, desk_client):
    Redirect.objects.create(old_path="/a/", new_path="/b/")

    answer = write(desk_client, old_path=old, new_path=new)

    assert answer.context["errors"]
    assert Redirect.objects.get().new_path == "/b/"


def test_a_deleted_redirect_is_forgotten_by_page_caches(desk_client):
    row = Redirect.objects.create(old_path="/a/", new_path="/b/")

    desk_client.post(LIST, {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"})

    assert not Redirect.objects.exists()
    assert Change.objects.get().keys == "redirects"
