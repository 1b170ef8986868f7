from django.db import migrations, models

import forums.models.tag


def write_keys(apps, schema_editor):
    """Write the key of each tag. Of two whose names mean the same, the later keeps one of its own."""
    taken = set()
    for tag in apps.get_model("forums.Tag").objects.order_by("pk"):
        key = forums.models.tag.key_of(tag.name)
        tag.key = key if key not in taken else f"{key[:70]} ({tag.pk})"
        taken.add(tag.key)
        tag.save(update_fields=["key"])


class Migration(migrations.Migration):
    dependencies = [
        ("forums", "0005_moderators_by_forum"),
    ]

    operations = [
        migrations.AddField("tag", "key", models.CharField(max_length=100, null=True)),
        migrations.RunPython(write_keys, migrations.RunPython.noop),
        migrations.AlterField("tag", "key", models.CharField(editable=False, max_length=100, unique=True)),
    ]
