"""Every address of the admin, tried by every role, against a list written by hand.

A new address of the admin must join DOORS or ELSEWHERE; the last test finds those that have not.
Letters: Reporter, Editor (of the story's section), Chief editor, Photo editor, Share staff,
Administrator. Who is not named gets 403.
"""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import NoReverseMatch, get_resolver, reverse

from articles import outsiders
from articles.models import HouseWord, Page, PartnerItem, Redirect, ShortLink, SiteSettings
from newsroom.staff.roles import Role

pytestmark = pytest.mark.once
LETTERS = {
    "R": Role.REPORTER,
    "E": Role.EDITOR,
    "C": Role.CHIEF_EDITOR,
    "P": Role.PHOTO_EDITOR,
    "S": Role.SHARE_STAFF,
    "A": Role.ADMINISTRATOR,
}
ALL = "".join(LETTERS)
POST = {"logout", "language", "photos_photo_words", "photos_photo_upload"}
POST |= {
    f"articles_article_{page}"
    for page in (
        "colleagues version check check_new suggest suggest_new autosave autosave_new presence "
        "restore"
    ).split()
}
NAMED = ["section", "tag", "page", "source", "author", "programme"]
POST |= {f"articles_{name}_letters" for name in NAMED}

DOORS = {
    "index": ALL,
    "login": ALL,
    "logout": ALL,
    "session": ALL,
    "password_change": ALL,
    "password_change_done": ALL,
    "staff_user_own": ALL,
    "language": ALL,
    # stories
    "articles_article_changelist": "RECP",
    "articles_article_add": "REC",
    "articles_article_change": "RECP",
    "articles_article_history": "RECP",
    "articles_article_delete": "EC",
    "articles_article_pick": "RECP",
    "articles_article_find": "RECP",
    "articles_article_phrases": "RECP",
    "articles_article_objects": "RECP",
    "articles_article_check": "EC",
    "articles_article_suggest": "EC",
    "articles_article_autosave": "EC",
    "articles_article_autosave_new": "REC",
    "articles_article_presence": "EC",
    "articles_article_day": "RECP",
    "articles_article_compare": "RECP",
    "articles_article_restore": "EC",
    "articles_article_check_new": "REC",
    "articles_article_suggest_new": "REC",
    "articles_article_preview": "RECP",
    "articles_article_preview_new": "RECP",
    "articles_article_video": "RECP",
    "articles_article_take_down": "EC",
    "articles_article_colleagues": "RECP",
    "articles_article_version": "REC",
    "articles_article_answer_file": "EC",
    # the home page
    "articles_front_changelist": "EC",
    "articles_front_arrange": "EC",
    "articles_front_preview": "EC",
    "articles_front_page": "EC",
    # what stories are filed under
    "articles_section_changelist": "REC",
    "articles_section_add": "C",
    "articles_section_change": "REC",
    "articles_section_history": "REC",
    "articles_section_delete": "C",
    "articles_section_pick": "REC",
    "articles_tag_changelist": "REC",
    "articles_tag_add": "REC",
    "articles_tag_change": "REC",
    "articles_tag_history": "REC",
    "articles_tag_delete": "EC",
    "articles_tag_pick": "REC",
    "articles_tag_merge": "EC",
    "articles_page_changelist": "REC",
    "articles_page_add": "C",
    "articles_page_change": "REC",
    "articles_page_history": "REC",
    "articles_page_delete": "C",
    "articles_page_pick": "REC",
    **{
        f"articles_{name}_{page}": "EC" if page in ("add", "delete") else "REC"
        for name in ("source", "author", "programme")
        for page in ("changelist", "add", "change", "history", "delete", "pick")
    },
    **{
        f"articles_houseword_{page}": "EC" if page in ("add", "delete") else "REC"
        for page in ("changelist", "add", "change", "history", "delete")
    },
    **{f"articles_{name}_letters": "C" if name in ("section", "page") else "EC" for name in NAMED},
    # photos
    "photos_photo_changelist": "RECP",
    "photos_photo_add": "RECP",
    "photos_photo_change": "RECP",
    "photos_photo_history": "RECP",
    "photos_photo_delete": "ECP",
    "photos_photo_file": "RECP",
    "photos_photo_library": "RECP",
    "photos_photo_upload": "RECP",
    "photos_photo_words": "RECP",
    "photos_credit_changelist": "RECP",
    "photos_credit_add": "RECP",
    "photos_credit_change": "RECP",
    "photos_credit_history": "RECP",
    "photos_credit_delete": "ECP",
    # the site
    **{
        f"articles_partneritem_{page}": "C"
        for page in ("changelist", "add", "change", "history", "delete")
    },
    **{
        f"articles_redirect_{page}": "CA"
        for page in ("changelist", "add", "change", "history", "delete", "import", "export")
    },
    "articles_sitesettings_changelist": ALL,  # leads to the one row, which asks
    "articles_sitesettings_add": ALL,
    "articles_sitesettings_change": "CA",
    "articles_sitesettings_history": "CA",
    "articles_sitesettings_delete": "",
    "articles_shortlink_changelist": "REC",
    "articles_shortlink_add": "",
    "articles_shortlink_change": "REC",
    "articles_shortlink_history": "REC",
    "articles_shortlink_delete": "",
    # people
    "staff_user_changelist": "A",
    "staff_user_add": "A",
    "staff_user_change": "A",
    "staff_user_history": "A",
    "staff_user_delete": "",
    "auth_user_password_change": "A",
    "staff_auditentry_changelist": "CA",
}
ELSEWHERE = {
    "autocomplete": "asks the admin of the row that is looked for",
    "jsi18n": "words of scripts, the same for everybody",
    "view_on_site": "leads to public pages only",
    "app_list": "shows what the index shows",
    "published": "tests/sharing",
    "health": "tests/health/test_health_page.py",
    "practise": "tests/admin/test_guide.py, as the two below",
    "role": "open to all",
    "sheet": "open to all",
    "articles_article_discard": "finds one's own rows only: tests/admin/test_unsaved_text.py",
    None: "leads to the page of a row, or is the last: not found",
}


@pytest.fixture
def rows(
    make_article, make_photo, make_tag, make_source, make_author, make_programme, chief, section
):
    """A row for each kind of page."""
    photo = make_photo()
    film = ContentFile(b"\0\0\0\x18ftypmp42" + b"0" * 80, name="report.mp4")
    article = make_article(video_file=film, lead_photo=photo)
    other = make_article()
    link = outsiders.show(article, by=chief, for_whom="Министрлік", hours=24)
    letter = SimpleUploadedFile("hat.pdf", b"%PDF-1.7")
    answer = link.answers.create(verdict="agreed", name="А", office="О", file=letter)
    SiteSettings.objects.create(pk=1)
    named = {"tag": make_tag(), "source": make_source(), "author": make_author()}
    page_of = {
        **named,
        "article": make_article(),
        "programme": make_programme(),
        "section": section,
        "page": _page(),
        "photo": photo,
        "credit": photo.credit,
        "partneritem": PartnerItem.objects.create(title="С", url="https://partner.example/"),
        "houseword": HouseWord.objects.create(word="ҚазTV"),
        "redirect": Redirect.objects.create(old_path="/eski/", new_path="/jana/"),
        "sitesettings": SiteSettings.current(),
        "shortlink": ShortLink.make_for(other),
        "user": chief,
    }
    special = {
        "articles_article_video": [article.pk],
        "articles_front_arrange": ["kk"],
        "articles_front_preview": ["kk"],
        "articles_front_page": ["kk"],
        "articles_article_version": [article.pk, "ru"],
        "articles_article_answer_file": [article.pk, answer.pk],
        "photos_photo_file": [photo.token, photo.renditions[0]["name"]],
        "auth_user_password_change": [chief.pk],
    }
    return page_of, special


def _page():
    page = Page(name_kk="Біз туралы")
    page.full_clean()
    page.save()
    return page


def address(name, rows):
    page_of, special = rows
    if name in special:
        return reverse(f"admin:{name}", args=special[name])
    kind, _, page = name.partition("_")[2].rpartition("_")
    for args in ([], [page_of[kind].pk] if kind in page_of else []):
        try:
            return reverse(f"admin:{name}", args=args)
        except NoReverseMatch:
            continue
    if name.startswith("articles_article_"):
        return reverse(f"admin:{name}", args=[page_of["article"].pk])
    raise LookupError(name)


@pytest.mark.parametrize("letter", LETTERS)
def test_every_door_opens_to_whom_it_should_and_to_nobody_else(
    letter, rows, client, make_user, section
):
    user = make_user(LETTERS[letter], sections=[section] if letter == "E" else [])
    wrong = {}

    for name, letters in DOORS.items():
        client.force_login(user)
        ask = client.post if name in POST else client.get
        answer = ask(address(name, rows), {"pk": rows[0]["photo"].pk})
        if answer.streaming:
            list(answer)  # a film not read to its end keeps one of the two places for whole films
        if (answer.status_code != 403) != (letter in letters):
            wrong[name] = answer.status_code

    assert wrong == {}


def test_nobody_comes_in_without_signing_in(rows, client):
    inside = [name for name in DOORS if name not in ("login", "logout")]

    answers = {name: client.get(address(name, rows)) for name in inside}

    assert not [
        name for name, one in answers.items() if "/admin/login/" not in one.get("Location", "")
    ]


def test_every_address_of_the_admin_is_in_the_list():
    names, below = (
        set(),
        [one for one in get_resolver().url_patterns if "admin" in str(one.pattern)],
    )
    while below:
        one = below.pop()
        if hasattr(one, "url_patterns"):
            below += one.url_patterns
        else:
            names.add(one.name)

    assert names == set(DOORS) | set(ELSEWHERE)
