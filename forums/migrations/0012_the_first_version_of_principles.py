from django.db import migrations

from core.text.markup import render


def adopt_what_stands(apps, schema_editor):
    """Make what stands in each space its first version, adopted when the space was opened."""
    database = schema_editor.connection.alias
    principles = apps.get_model("forums", "Principles").objects.using(database)
    for space in apps.get_model("forums", "Forum").objects.using(database).exclude(text_before=""):
        if not space.text_before.strip():
            continue
        at = {"proposed_at": space.opened_at, "closes_at": space.opened_at, "adopted_at": space.opened_at}
        words = {
            "text": space.text_before,
            "html": space.html_before or render(space.text_before),
            "language": space.language,
        }
        principles.create(forum=space, number=1, **words, **at)


class Migration(migrations.Migration):
    dependencies = [("forums", "0011_principles_by_consent")]

    operations = [migrations.RunPython(adopt_what_stands, migrations.RunPython.noop)]
