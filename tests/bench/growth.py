"""What a page costs with 10,000 stories and with a million, every page drawn anew.

On PostgreSQL: that is where archives of such a size live, and SQLite's files are read by the
reader's own process, so what grows there would show in fewer places.
"""

from tests.bench import alone, filling, sites

BARE = "tests.bench.bare:application"
ARTICLES = 30  # from all years; the same in both archives


def growth(folder, cluster, *, stories, times, rounds, requests):
    """(pages, depths) as `alone.interleaved` gives them.

    Who is compared is "few" (`stories`) and "many" (`times` as many); of the longest lists of the
    many, their "first" page, and those in the "middle" and near the "end".
    """
    var, few = folder / "growth", cluster.database("few")
    filling.archive(var, few, stories, body="small")
    many = cluster.database("many", like="few")
    filling.multiplied(var, many, times)
    with sites.Desk(var, few) as desk:
        pages = desk("growing", ARTICLES)
    with sites.Desk(var, many) as desk:
        depths = desk("depths")
    running = []
    try:
        for database in (few, many):
            running.append(sites.granian(BARE, var, database))
        ports = {"few": running[0].port, "many": running[1].port}
        filling.say("pages of few and of many stories")
        grown = alone.interleaved(ports, pages, rounds=rounds, times=requests)
        filling.say("lists from their first page to their end")
        deep = dict.fromkeys(("first", "middle", "end"), running[1].port)
        return grown, alone.interleaved(deep, depths, rounds=rounds, times=requests)
    finally:
        for one in running:
            one.close()
