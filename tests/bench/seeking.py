"""The search and nothing around it: python -m tests.bench.seeking TIMES SAVES prints JSON.

words      {question: what stands in the address of its page}
found      {question: [stories found, milliseconds of `finding.find` …]}
hostile    {question: [status of its page, milliseconds]}
index      bytes
keys       milliseconds in which a new story's keys are made and written, one each
verb       … and those of the whole publication around it, committed
rekeyed    stories a second, all of them keyed anew
"""

import json
import os
import sys
import time
from urllib.parse import urlencode

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from articles import desk, publishing  # noqa: E402
from articles.models import (  # noqa: E402
    Article,
    Author,
    Edition,
    EditionAuthor,
    EditionSource,
    SearchWord,
    Source,
)
from articles.search import asking, finding, index, rekeying  # noqa: E402
from articles.views.search import Narrowed  # noqa: E402
from tests import hostile  # noqa: E402
from tests.bench.desk import Orders  # noqa: E402
from tests.plans import by_use  # noqa: E402

COMMON, PLAIN_LETTERS = "тұрғын", "тургын"
RARE = 0.001  # of all stories, at most


def words():
    """Of each question the parameters of its page."""
    live = Edition.objects.live().in_language("kk").newest()
    old = live.select_related("section")[live.count() // 2]
    first, second, *_rest = old.headline.split()
    source, author = by_use(EditionSource, Source)[0], by_use(EditionAuthor, Author)[0]
    day = old.first_published_at.date()
    return {
        "a common word": {"q": COMMON},
        "the same in another form": {"q": "тұрғындарға"},
        "two common words": {"q": f"{COMMON} үй"},
        "a rare word": {"q": rare()},
        "two words of one headline": {"q": f"{first} {second}"},
        "a word that is nowhere": {"q": "жоқсөз"},
        "common, without Kazakh letters": {"q": PLAIN_LETTERS},
        "common, newest first": {"q": COMMON, "order": "new"},
        "common, in a section": {"q": COMMON, "section": old.section.slug("kk")},
        "common, from a source": {
            "q": COMMON,
            "source": source.slug("kk"),
        },
        "common, by an author": {"q": COMMON, "author": author.slug("kk")},
        "common, a span of days": {
            "q": COMMON,
            "from": day.replace(year=day.year - 2).isoformat(),
            "to": day.isoformat(),
        },
        "a phrase": {"q": f"«{first} {second}»"},
    }


def rare():
    """The first word by its letters that few stories have."""
    few = max(1, RARE * Edition.objects.live().count())
    told = SearchWord.objects.filter(language="kk").order_by("word")
    for word in told.values_list("word", flat=True):
        if 0 < len(_find({"q": word}).ids) <= few:
            return word
    raise SystemExit("No word is rare here.")


def _find(asked):
    question, narrowed = asking.read(asked["q"]), Narrowed(asked, "kk")
    return finding.find(question, "kk", narrowed.filters, best=narrowed.order != "new")


def found(questions, times):
    taken = {}
    for name, asked in questions.items():
        count = len(_find(asked).ids)
        taken[name] = [count, *(_ms(lambda asked=asked: _find(asked)) for _time in range(times))]
    return taken


def withstood():
    client, answers = Client(SERVER_NAME="127.0.0.1"), {}
    for name, asked in hostile.QUESTIONS.items():
        query = urlencode({"q": asked})
        began = time.perf_counter()
        status = client.get("/search/", QUERY_STRING=query).status_code
        answers[name] = status, (time.perf_counter() - began) * 1000
    return answers


def _ms(work):
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def index_bytes():
    """The index of PostgreSQL with the lexemes beside the rows, or the blocks of FTS5."""
    sums = {
        "postgresql": "SELECT pg_total_relation_size('articles_searchrow')",
        "sqlite": "SELECT sum(length(block)) FROM articles_search_data",
    }
    with connection.cursor() as cursor:
        cursor.execute(sums[connection.vendor])
        return cursor.fetchone()[0]


def saves(times):
    """(ms of the keys, ms of the publication) of texts that stand here already, as new stories."""
    by, keys, whole = Orders().chief, [], []
    put = index.put
    index.put = lambda pairs: keys.append(_ms(lambda: put(pairs)))
    live = Edition.objects.live().in_language("kk").newest()
    for old in live[:times]:
        fields = {"headline": old.headline, "standfirst": old.standfirst, "body": old.body}
        new = Article(section_id=old.section_id, own_reporting=True, **fields)
        written = desk.write(new, by=by)
        whole.append(_ms(lambda written=written: publishing.publish(written, by=by)))
    index.put = put
    return keys, whole


def rekeyed():
    began = time.perf_counter()
    count = rekeying.rekey(everything=True)
    return count / (time.perf_counter() - began)


if __name__ == "__main__":
    asked = words()
    told = {"words": asked, "found": found(asked, int(sys.argv[1])), "index": index_bytes()}
    told["hostile"] = withstood()
    told["keys"], told["verb"] = saves(int(sys.argv[2]))
    if "--rekey" in sys.argv:
        told["rekeyed"] = rekeyed()
    sys.stdout.write(json.dumps(told))
