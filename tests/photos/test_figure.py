"""A photo on a page: never without its credit, never jumping, never heavier than the screen."""

import pytest
from django.template import Context, Template
from django.utils import translation

from newsroom.photos.models import Photo

pytestmark = pytest.mark.django_db


def draw(tag, **context):
    with translation.override(context.pop("language", "en")):
        return Template("{% load photos %}" + tag).render(Context(context)).strip()


def test_a_figure_offers_webp_first_and_says_its_size(add_photo):
    photo = add_photo(alt="Bridge", language="en")

    html = draw('{% figure photo sizes="50vw" %}', photo=photo)

    assert html.index('type="image/webp"') < html.index("<img ")
    assert 'width="800" height="533"' in html
    assert 'sizes="50vw"' in html
    assert 'alt="Bridge"' in html
    assert 'loading="lazy"' in html


def test_a_phone_is_offered_no_more_than_800_pixels(add_photo):
    html = draw("{% figure photo %}", photo=add_photo())

    phone, wide = html.split("<source ")[1:3]
    assert 'media="(max-width: 640px)"' in phone
    assert "1200w" not in phone
    assert "1200w" in wide


def test_the_first_photo_of_a_page_is_asked_for_at_once(add_photo):
    html = draw("{% figure photo lazy=False %}", photo=add_photo())

    assert 'fetchpriority="high"' in html
    assert "lazy" not in html


def test_caption_and_credit_stand_on_one_line(add_photo):
    photo = add_photo(credit="KazPress")

    html = draw("{% figure photo caption='The bridge' %}", photo=photo)

    assert '<figcaption>The bridge <span class="credit">Photo: KazPress</span></figcaption>' in html


@pytest.mark.parametrize("caption", ["KazPress", "kazpress.", "Фото: KazPress", "Photo — KazPress"])
def test_a_caption_that_is_the_credit_is_not_printed_twice(add_photo, caption):
    html = draw(
        "{% figure photo caption=caption %}", photo=add_photo(credit="KazPress"), caption=caption
    )

    assert html.lower().count("kazpress") == 1


def test_the_caption_of_the_use_goes_before_the_photos_own(add_photo):
    photo = add_photo(caption="Own")

    assert "Own" in draw("{% figure photo %}", photo=photo)
    assert "Own" not in draw("{% figure photo caption='Other' %}", photo=photo)
    assert "figcaption" not in draw("{% figure photo caption='' %}", photo=photo)


def test_words_on_a_page_are_in_its_language(add_photo):
    photo = add_photo(alt="Мост", language="ru")

    assert 'alt="Мост"' in draw("{% figure photo %}", photo=photo, language="ru")
    assert 'alt=""' in draw("{% figure photo %}", photo=photo, language="kk")


def test_hostile_words_stay_words(add_photo):
    photo = add_photo(credit="<script>1</script>", alt='"><b>', language="en")

    html = draw("{% figure photo caption='<i>x' %}", photo=photo)

    assert "<script" not in html
    assert "<b>" not in html


def test_no_photo_no_figure(add_photo):
    without_files = Photo(token="0" * 32, width=10, height=10)

    for photo in (None, "", without_files):
        assert draw("{% figure photo %}{% card_picture photo %}", photo=photo) == ""


def test_a_list_shows_the_photo_in_16_to_9_and_leaves_the_words_to_the_headline(add_photo):
    html = draw("{% card_picture photo %}", photo=add_photo(alt="Bridge", language="en"))

    assert 'width="320" height="180" alt=""' in html
    assert "wide640.webp 640w" in html


def test_a_figure_costs_no_query(add_photo, django_assert_num_queries):
    photo = Photo.objects.for_cards().get(pk=add_photo(credit="KazPress").pk)

    with django_assert_num_queries(0):
        draw("{% figure photo %}{% card_picture photo %}", photo=photo)
