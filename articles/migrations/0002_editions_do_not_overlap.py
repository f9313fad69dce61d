"""On PostgreSQL the database itself refuses two editions of one article at one moment.

SQLite cannot say this; there the verbs keep it, under the write lock every transaction holds.
"""

from django.db import migrations


def refuse_overlap(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        schema_editor.execute(
            "ALTER TABLE articles_edition ADD CONSTRAINT edition_never_overlaps "
            "EXCLUDE USING gist "
            "(article_id WITH =, tstzrange(live_from, live_until, '[)') WITH &&)"
        )


def allow_overlap(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE articles_edition DROP CONSTRAINT edition_never_overlaps"
        )


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]
    operations = [migrations.RunPython(refuse_overlap, allow_overlap)]
