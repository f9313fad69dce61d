"""One form for an old address, whatever file or browser it came from."""

import pytest
from django.utils import translation

from articles.addresses import old_path

FORMS = {
    "/old/page/": "/old/page/",
    "  /old/page \n": "/old/page",
    "/Old/Page.HTML": "/Old/Page.HTML",
    "https://old.example/x/": "/x/",
    "HTTP://old.example:8080/x": "/x",
    "//old.example/x/": "/x/",
    "https://old.example": "/",
    "https://old.example?p=123": "/?p=123",
    "https://[bad/x/": "/x/",
    "///x/": "/x/",
    "/%D2%9B%D0%BE%D2%93%D0%B0%D0%BC/": "/қоғам/",
    "/қоғам/": "/қоғам/",
    "/%25D2%259B/": "/қ/",
    "/%d2%9b%EA%e0/": "/қ%EA%E0/",
    "/a%20b+c/": "/a b+c/",
    "/100%/": "/100%/",
    "/what%3F/": "/what%3F/",
    "/и\u0306/": "/й/",
    "/x/#comment-5": "/x/",
    "/x/?": "/x/",
    "/news.php?id=5": "/news.php?id=5",
    "/index.php?option=com_content&id=7": "/index.php?id=7&option=com_content",
    "/?b=2&a=2&a=1": "/?a=2&a=1&b=2",
    "/?q=%D2%9B+%26%3d%23": "/?q=қ+%26%3D%23",
    "/?q=%EA%E0": "/?q=%EA%E0",
    "/?flag&&x=": "/?flag&x",
    "/x?utm_source=vk&id=5&fbclid=abc&UTM_Medium=y": "/x?id=5",
}


@pytest.mark.parametrize("text", FORMS)
def test_an_old_address_has_one_form_and_keeps_it(text):
    form = old_path(text)

    assert form == FORMS[text]
    assert old_path(form) == form


@pytest.mark.parametrize(
    ("text", "reason"),
    {
        "": "empty",
        "   ": "empty",
        "old.example/x": "slash",
        "mailto:a@b.example": "slash",
        "javascript:alert(1)": "slash",
        "/a\0b": "control",
        "/a%00b": "control",
        "/a%0d%0aSet-Cookie:x": "control",
        "/?a=%0A": "control",
        "/" + "a" * 500: "500",
    }.items(),
)
def test_what_is_no_address_is_refused_with_a_reason(text, reason):
    with translation.override("en"), pytest.raises(ValueError, match=reason):
        old_path(text)
