"""What readers get of a stored body."""

import datetime
import re

import pytest
from django.utils import timezone, translation

from articles import body, publishing
from articles.body import embeds


def photo_line(pk, caption=""):
    return f'<figure data-photo="{pk}"><figcaption>{caption}</figcaption></figure>'


def test_a_photo_is_drawn_with_the_caption_of_this_use_and_its_credit(make_photo):
    photo = make_photo(caption="Кітапханадағы жазу")

    drawn = body.draw(photo_line(photo.pk, "Көпір &amp; жол &lt;b&gt;"), "kk")

    assert "Көпір &amp; жол &lt;b&gt;" in drawn
    assert photo.credit.name_kk in drawn
    assert "Кітапханадағы жазу" not in drawn
    assert photo.token in drawn


def gallery_line(ids, caption=""):
    ids = ",".join(map(str, ids))
    return f'<figure data-gallery="{ids}"><figcaption>{caption}</figcaption></figure>'


def test_a_gallery_is_drawn_in_its_order_with_alts_credits_and_its_caption_once(make_photo):
    first = make_photo(caption="Кітапханадағы жазу", alt_kk="Таңғы қала")
    second = make_photo(alt_kk="Түнгі қала")

    drawn = body.draw(gallery_line([second.pk, first.pk], "Бір &lt;күн&gt;"), "kk")

    assert re.findall(r'alt="([^"]*)"', drawn) == ["Түнгі қала", "Таңғы қала"]
    assert drawn.count('class="credit"') == drawn.count('loading="lazy"') == 2
    assert drawn.count("<figcaption>Бір &lt;күн&gt;</figcaption>") == 1
    assert 'role="group" aria-label="Бір &lt;күн&gt;"' in drawn
    assert "Кітапханадағы жазу" not in drawn


def test_unknown_photos_of_a_gallery_are_drawn_as_nothing_and_named(make_photo):
    photos = [make_photo(), make_photo()]
    html = gallery_line([photos[0].pk, 9001, photos[1].pk, 9002])

    drawn = body.draw(html, "en")

    assert drawn.count("<img") == 2
    assert "<figcaption>2/2" in drawn and "<figcaption>1/4" not in drawn
    assert [one.pk for one in body.unknown_objects(html)] == [9001, 9002]


def test_what_is_left_of_a_gallery_is_a_photo_or_nothing(make_photo):
    photo = make_photo()

    assert 'class="gallery"' not in body.draw(gallery_line([9001, photo.pk], "Көпір"), "kk")
    assert "Көпір" in body.draw(gallery_line([9001, photo.pk], "Көпір"), "kk")
    assert body.draw(gallery_line([9001, 9002], "Көпір"), "kk") == ""


def test_read_also_shows_the_headline_that_is_live_now(make_edition, chief):
    target = make_edition(headline="Бұрынғы тақырып")
    html = f'<aside data-article="{target.article_id}"></aside>'
    before = body.draw(html, "kk")

    target.article.headline = "Жаңа <тақырып>"
    target.article.save()
    publishing.update(target.article, by=chief)
    after = body.draw(html, "kk")

    assert "Бұрынғы тақырып" in before
    assert target.get_absolute_url() in before
    assert "Жаңа &lt;тақырып&gt;" in after


def test_read_also_of_another_language_says_so(make_edition):
    target = make_edition(language="ru", headline="Мост")

    drawn = body.draw(f'<aside data-article="{target.article_id}"></aside>', "kk")

    assert 'lang="ru">Мост</a>' in drawn


@pytest.mark.parametrize("moment", ["draft", "scheduled", "over"])
def test_read_also_of_a_story_that_is_not_out_draws_nothing(make_article, make_edition, moment):
    now, hour = timezone.now(), datetime.timedelta(hours=1)
    if moment == "draft":
        article = make_article()
    elif moment == "scheduled":
        article = make_edition(live_from=now + hour).article
    else:
        article = make_edition(live_from=now - 2 * hour, live_until=now - hour).article

    drawn = body.draw(f'<p>а</p>\n<aside data-article="{article.pk}"></aside>', "kk")

    assert drawn.strip() == "<p>а</p>"


def test_an_unknown_number_draws_nothing_and_is_named(db):
    html = f'<p>а</p>\n{photo_line(9001, "х")}\n<aside data-article="9002"></aside>'

    with translation.override("en"):
        names = [str(one) for one in body.unknown_objects(html)]

    assert body.draw(html, "kk").strip() == "<p>а</p>"
    assert names == ["Photo: 9001", "Read also: 9002"]


def test_a_target_that_readers_do_not_have_is_told_apart_from_an_unknown_one(make_article):
    draft = make_article()
    html = f'<aside data-article="{draft.pk}"></aside>\n<aside data-article="9002"></aside>'

    assert body.unseen_targets(html) == [draft]
    assert [one.pk for one in body.unknown_objects(html)] == [9002]


def test_a_quote_has_its_speaker_and_a_wide_table_can_be_scrolled(db):
    html = (
        "<blockquote><p>Сөз</p><ul>\n<li>а</li>\n</ul><cite>А. &amp; Б.</cite></blockquote>\n"
        "<blockquote><p>Иесіз</p></blockquote>\n"
        "<table>\n<tbody>\n<tr><td>а</td></tr>\n</tbody>\n</table>"
    )

    drawn = body.draw(html, "en")

    assert "</blockquote><figcaption>А. &amp; Б.</figcaption></figure>" in drawn
    assert drawn.count("<figcaption>") == 1
    assert re.search(r'<div [^>]*tabindex="0" role="group" aria-label="Table">\s*<table>', drawn)
    assert drawn.count("</table></div>") == 1


def test_an_embed_is_our_own_poster_and_a_plain_link(make_photo):
    poster = make_photo()
    html = (
        f'<figure data-embed="youtube:abcdefghijk" data-photo="{poster.pk}">'
        "<figcaption>Бейне &quot;х&quot;</figcaption></figure>"
    )

    drawn = body.draw(body.clean_html(html), "kk")

    assert 'href="https://www.youtube.com/watch?v=abcdefghijk"' in drawn
    assert 'data-frame="https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1"' in drawn
    assert f"/photo/{poster.token}/" in drawn
    assert not re.search(r'(?<!-)(src|srcset|poster)="https?:', drawn)
    assert "<iframe" not in drawn


def test_links_away_hand_over_no_window_and_our_own_stay_plain(db, settings):
    html = f'<p><a href="https://gov.kz/">а</a> <a href="{settings.SITE_URL}/x/">б</a></p>'

    drawn = body.draw(html, "kk")

    assert drawn == (
        '<p><a href="https://gov.kz/" rel="noopener">а</a> '
        f'<a href="{settings.SITE_URL}/x/">б</a></p>'
    )


def test_objects_of_many_bodies_take_two_queries(
    make_edition, make_photo, django_assert_num_queries
):
    targets = [make_edition() for _number in range(3)]
    photos = [make_photo() for _number in range(3)]
    related = make_edition()
    html = "\n".join(
        [photo_line(photo.pk, "х") for photo in photos]
        + [gallery_line([photo.pk for photo in photos] + [make_photo().pk])]
        + [f'<aside data-article="{target.article_id}"></aside>' for target in targets]
    )
    editions = [make_edition(body=html), make_edition(body=html, language="ru")]

    with django_assert_num_queries(2):
        drawn = body.draw_many(editions, also=[related.article_id])

    assert all(drawn.html[one.pk].count("<img") == 3 + 4 for one in editions)
    assert all(drawn.html[one.pk].count("<aside") == 3 for one in editions)
    assert drawn.editions[related.article_id] == related


def test_a_body_without_objects_asks_for_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert body.draw("<p>а</p>", "kk") == "<p>а</p>"


def test_objects_are_listed_in_the_order_of_the_text_each_once():
    html = "\n".join(
        [
            photo_line(5),
            '<aside data-article="7"></aside>',
            '<figure data-embed="vk:-1_2" data-photo="4"><figcaption></figcaption></figure>',
            photo_line(5),
            gallery_line([9, 5, 2]),
            "<p>&lt;aside data-article=&quot;8&quot;&gt;&lt;/aside&gt;</p>",
        ]
    )

    assert body.objects(html) == body.Objects(
        photo_ids=(5, 4, 9, 2), article_ids=(7,), embeds=("vk:-1_2",)
    )


def test_the_desk_is_told_what_stands_behind_the_numbers(make_edition, make_article, make_photo):
    live, draft, photo = make_edition(headline="Шықты"), make_article(), make_photo(caption="Өзен")

    told = body.describe([photo.pk, 9001, 10**30], [live.article_id, draft.pk], "kk")

    assert set(told["photos"]) == {str(photo.pk)}
    assert told["photos"][str(photo.pk)]["credit"] == photo.credit.name_kk
    assert told["articles"][str(live.article_id)]["headline"] == "Шықты"
    assert told["articles"][str(live.article_id)]["is_live"]
    assert not told["articles"][str(draft.pk)]["is_live"]


ADDRESSES = {
    "https://www.youtube.com/watch?v=abcdefghijk": "youtube:abcdefghijk",
    "https://m.youtube.com/watch?app=desktop&v=abc-_fghijk&t=9": "youtube:abc-_fghijk",
    "https://youtu.be/abcdefghijk?si=x": "youtube:abcdefghijk",
    "https://www.youtube.com/shorts/abcdefghijk": "youtube:abcdefghijk",
    "https://t.me/qala_news/123": "telegram:qala_news/123",
    "https://t.me/s/qala_news/123?single": "telegram:qala_news/123",
    "https://www.instagram.com/p/Cabc_-123/?igsh=x": "instagram:p/Cabc_-123",
    "https://www.instagram.com/someone/reel/Cabc123/": "instagram:reel/Cabc123",
    "https://x.com/some_one/status/1234567890?s=20": "x:some_one/1234567890",
    "https://twitter.com/some_one/status/1234567890": "x:some_one/1234567890",
    "https://www.tiktok.com/@some.one/video/7123456789012345678": (
        "tiktok:some.one/7123456789012345678"
    ),
    "https://vk.com/video-123_456": "vk:-123_456",
    "https://vkvideo.ru/video-123_456?t=1s": "vk:-123_456",
    "https://vk.com/video/@club?z=video-123_456%2Fclub": "vk:-123_456",
    "https://vk.com/clip-123_456": "vk:-123_456",
    "https://example.org/watch?v=abcdefghijk": "",
    "https://www.youtube.com.example.org/watch?v=abcdefghijk": "",
    "https://www.youtube.com/watch?v=abcdefghijkl": "",
    "javascript:https://youtu.be/abcdefghijk": "",
    "https://t.me/c/12345/6": "",
    "https://vm.tiktok.com/ZM8abc/": "",
}


@pytest.mark.parametrize(("address", "stored"), ADDRESSES.items())
def test_an_address_is_known_or_it_is_not(address, stored):
    assert embeds.recognise(address) == stored


@pytest.mark.parametrize("stored", [stored for stored in ADDRESSES.values() if stored])
def test_a_known_address_leads_back_to_itself(stored):
    provider, reference = embeds.parse(stored)

    assert embeds.recognise(provider.page_address(reference)) == stored
    assert provider.frame_address(reference).startswith(embeds.FRAME_HOSTS)
