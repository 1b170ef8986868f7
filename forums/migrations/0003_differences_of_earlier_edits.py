from django.db import migrations

from core.text import diffs


def compare(apps, schema_editor):
    """Store what each edit changed; until now it was compared whenever somebody looked."""
    posts = apps.get_model("forums", "Post").objects.exclude(revisions=None).order_by("pk")
    for post in posts.only("pk", "text").iterator(chunk_size=100):
        text = post.text
        for revision in post.revisions.order_by("-replaced_at", "-pk"):
            revision.steps = diffs.between(revision.text, text)
            revision.save(update_fields=["steps"])
            text = revision.text


class Migration(migrations.Migration):
    dependencies = [("forums", "0002_history_with_differences")]

    operations = [migrations.RunPython(compare, migrations.RunPython.noop)]
