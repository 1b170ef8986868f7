"""What was shown again before that cleared its reason keeps none, nor who had hidden it."""

from django.db import migrations
from django.db.models import Q


def clear(apps, schema_editor):
    left = ~Q(hidden_reason="") | Q(hidden_by__isnull=False)
    for name in ("Topic", "Post"):
        rows = apps.get_model("forums", name)._base_manager.filter(left, hidden_at=None)
        rows.update(hidden_reason="", hidden_by=None)


class Migration(migrations.Migration):
    dependencies = [
        ("forums", "0007_search_reads_words_as_people_write_them"),
    ]

    operations = [
        migrations.RunPython(clear, migrations.RunPython.noop, elidable=True),
    ]
