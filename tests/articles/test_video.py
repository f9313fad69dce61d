"""An uploaded TV report: judged by its bytes, sent in parts, and only while the story is out."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from articles import publishing, videos

MP4 = b"\0\0\0\x18ftypmp42" + bytes(range(200))


@pytest.fixture
def report(make_edition):
    return make_edition(kind="tv_report", video_file=ContentFile(MP4, name="Менің видеом.mp4"))


def body(answer):
    return b"".join(answer)


@pytest.mark.parametrize(
    ("size", "told"),
    [(212, "0.1"), (94_000, "0.1"), (7_240_000, "7.2"), (9_960_000, "10"), (118_400_000, "118")],
)
def test_a_reader_knows_length_and_size_before_playing(
    size, told, make_edition, client, monkeypatch
):
    monkeypatch.setattr("articles.models.Edition.video_bytes", size)
    file = ContentFile(MP4, name="report.mp4")
    report = make_edition(language="en", kind="tv_report", video_file=file, video_seconds=245)

    page = client.get(report.get_absolute_url()).content.decode()

    assert f"Video: 4:05, {told}&nbsp;MB" in page
    assert 'preload="none"' in page


def test_a_report_whose_file_is_missing_still_has_a_page(report, client):
    report.video_file.storage.delete(report.video_file.name)

    answer = client.get(report.get_absolute_url())

    assert answer.status_code == 200
    assert "video-facts" not in answer.content.decode()


def test_a_report_leads_to_its_programme_and_back(make_edition, make_programme, client):
    programme = make_programme()
    file = ContentFile(MP4, name="report.mp4")
    report = make_edition(kind="tv_report", video_file=file, programme=programme)

    page = client.get(report.get_absolute_url()).content.decode()

    assert f'<a href="{programme.get_absolute_url()}">{programme.name_kk}</a>' in page
    page = client.get(programme.get_absolute_url()).content.decode()
    assert report.get_absolute_url() in page


def test_a_reader_gets_the_file_while_the_story_is_out(report, client, chief):
    answer = client.get(report.video_path)

    assert answer.headers["Content-Type"] == "video/mp4"
    assert body(answer) == MP4

    publishing.withdraw(report.article, by=chief)
    assert client.get(report.video_path).status_code == 404


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-9", 0, 9),
        ("bytes=200-", 200, 211),
        ("bytes=-12", 200, 211),
        ("bytes=5-999", 5, 211),
    ],
)
def test_a_player_gets_the_part_it_asks_for(asked, first, last, report, client):
    answer = client.get(report.video_path, headers={"range": asked})

    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(MP4)}"
    assert body(answer) == MP4[first : last + 1]


@pytest.mark.django_db(transaction=True)  # a closed answer closes the connection too
def test_slow_readers_of_whole_files_leave_threads_for_others(report, client):
    busy = [client.get(report.video_path) for _reader in range(2)]

    assert client.get(report.video_path).status_code == 503
    assert client.get(report.video_path, headers={"range": "bytes=0-"}).status_code == 206

    for answer in busy:
        answer.close()
    assert client.get(report.video_path).status_code == 200


def test_a_part_is_never_larger_than_a_piece(report, client, monkeypatch):
    monkeypatch.setattr(videos, "PIECE", 100)

    answer = client.get(report.video_path, headers={"range": "bytes=10-"})

    assert answer.headers["Content-Range"] == f"bytes 10-109/{len(MP4)}"


def test_a_part_behind_the_end_is_refused(report, client):
    assert client.get(report.video_path, headers={"range": "bytes=900-"}).status_code == 416


def test_a_strange_range_gets_the_whole_file(report, client):
    answer = client.get(report.video_path, headers={"range": "bytes=1-2,5-6"})

    assert answer.status_code == 200
    assert body(answer) == MP4


@pytest.mark.parametrize("content", [b"", b"<html>" * 20, b"\xff\xd8\xff\xe0" + b"0" * 80])
def test_what_is_no_video_is_refused_whatever_its_name(content):
    with pytest.raises(ValidationError):
        videos.IsVideo()(ContentFile(content, name="film.mp4"))
