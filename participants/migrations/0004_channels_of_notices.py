"""Each kind of notice has its channel. Whoever had all that can wait in a digest keeps it there."""

import django.contrib.postgres.fields
from django.db import migrations, models

COULD_WAIT = ["announced", "follow-up-announced", "insight-comment", "mention", "reply", "report"]


def split(apps, schema_editor):
    rows = apps.get_model("participants", "Participant")._base_manager
    for digest in ("daily", "weekly"):
        rows.filter(delivery=digest).update(digest=digest, delivery="", notices_in_digest=COULD_WAIT)


def join(apps, schema_editor):
    rows = apps.get_model("participants", "Participant")._base_manager
    for digest in ("daily", "weekly"):
        rows.filter(digest=digest).exclude(notices_in_digest=[]).update(delivery=digest)


def kinds():
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(max_length=40), blank=True, default=list, editable=False, size=None
    )


class Migration(migrations.Migration):
    dependencies = [
        ("participants", "0003_limits_and_audit"),
    ]

    operations = [
        migrations.AddField(
            "participant",
            "digest",
            models.CharField(
                choices=[
                    ("daily", "Every day, when my day begins"),
                    ("weekly", "Every week, when my Monday begins"),
                ],
                default="daily",
                max_length=6,
                verbose_name="when the digest is sent",
            ),
        ),
        migrations.AddField("participant", "notices_at_once", kinds()),
        migrations.AddField("participant", "notices_in_digest", kinds()),
        migrations.AlterField(
            "participant",
            "delivery",
            models.CharField(
                blank=True,
                choices=[
                    ("", "At any hour"),
                    ("morning", "In my day: what comes outside it waits until my day begins"),
                ],
                default="",
                max_length=7,
                verbose_name="when notices are sent",
            ),
        ),
        migrations.RunPython(split, join),
    ]
