"""A backup is put back into an empty place, or tried in a temporary one."""

from django.core.management import call_command
from django.db import transaction

from newsroom.health import Refused, database, files, media
from newsroom.pagecache import changes
from newsroom.pagecache.models import Change


def restore(backup):
    """Put `backup` into this newsroom; a sentence for each difference found afterwards.

    Raises Refused, before anything is written, unless the place is empty and the backup whole.
    """
    refuse(backup)
    kind = database.here()
    with media.put_back(backup):
        kind.restore(backup.dump)
    faults = _compared(kind.tables(), backup) + _files_compared(backup)
    if database.waiting_migrations():
        call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic():  # whatever keeps pages has kept those of another time
        Change.objects.all().delete()  # nor do numbers of another database's transactions count
        changes.log(["site", "photos"], kind=Change.Kind.GONE)
    return faults


def verify(backup):
    """Restore `backup` to a temporary place: a sentence for each difference. Changes nothing."""
    _refuse_other_kind(backup)
    faults = backup.damage()
    if backup.dump.exists():
        tables, more = database.here().rehearse(backup.dump)
        faults += more or _compared(tables, backup)
    return faults


def refuse(backup):
    """Raises Refused unless `backup` may go into this newsroom. Cheap questions come first."""
    _refuse_other_kind(backup)
    _refuse_newer(backup)
    _refuse_full_place()
    if faults := backup.damage():
        raise Refused("The backup is damaged; nothing was restored.\n" + "\n".join(faults))
    files.need(sum(one["bytes"] for one in backup.media.values()), media.root(), "The media")
    database.here().refuse_restore(backup.dump)


def _refuse_other_kind(backup):
    theirs, ours = database.KINDS.get(backup.database["vendor"]), database.here()
    if theirs is not ours:
        name = theirs.NAME if theirs else backup.database["vendor"]
        raise Refused(
            f"This is a backup of a {name} database, and the newsroom here runs on {ours.NAME}. "
            "A backup goes back to the kind of database it came from. To change the kind, export "
            "the stories there and import them here."
        )


def _refuse_newer(backup):
    known = database.of_code()
    unknown = [".".join(one) for one in backup.database["migrations"] if tuple(one) not in known]
    if unknown:
        raise Refused(
            f"The backup is of a newer newsroom than this code: it has the migration "
            f"{unknown[0]}{_and_more(unknown[1:])}. Restore with the code that made it, or newer."
        )


def _refuse_full_place():
    rows, links = database.rows_found(), []
    found = [name for name, _size in files.below(media.root(), links)]
    found += map(str, links)
    if not rows and not found:
        return
    most = sorted(rows, key=rows.get, reverse=True)
    said = [f"{name} has {rows[name]:,} rows" for name in most[:3]]
    if most[3:]:
        said.append(f"{len(most) - 3} more tables have some")
    if found:
        said.append(f"{media.root()} has {len(found):,} files, {found[0]} first")
    raise Refused(
        "A backup is restored into an empty place only, and this one is not empty: "
        f"{'; '.join(said)}. Name an empty database and an empty NEWSROOM_VAR."
    )


def _compared(tables, backup):
    faults = []
    for name, facts in backup.database["tables"].items():
        there = tables.get(name)
        if there is None:
            faults.append(f"{name} was not restored.")
        elif there["rows"] != facts["rows"]:
            faults.append(f"{name} has {there['rows']:,} rows; {facts['rows']:,} were saved.")
        elif there != facts:
            faults.append(f"{name} has as many rows as were saved, but not the same ones.")
    return faults


def _files_compared(backup):
    there = {f"media/{name}": size for name, size in files.below(media.root())}
    saved = {name: facts["bytes"] for name, facts in backup.media.items()}
    return [f"{name} was not restored." for name in saved if there.get(name) != saved[name]]


def _and_more(rest):
    return f" and {len(rest)} more" if rest else ""
