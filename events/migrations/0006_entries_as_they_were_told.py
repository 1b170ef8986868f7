"""What people were told of entries until now, and entries for the roles in co-labs ahead."""

from datetime import datetime, timedelta

from django.db import migrations
from django.utils import timezone

TELLING = ("seated", "seat-freed", "moved", "changed", "clock-changed")
ROLES = ("organizer", "facilitator", "harvester")


def carry_over(apps, _editor):
    colabs = apps.get_model("events", "CoLab").objects.filter(state="announced", ends_at__gt=timezone.now())
    for colab in colabs.select_related("topic__forum", *ROLES).order_by("pk").iterator():
        _give_entries(apps, colab)
        _remember(apps, colab)
    _name_colabs(apps)


def _give_entries(apps, colab):
    """Nobody was sent these: the next message brings them."""
    people = {person.pk: person for role in ROLES if (person := getattr(colab, role)) and person.is_active}
    entries = apps.get_model("events", "RoleEntry").objects
    entries.bulk_create([entries.model(colab=colab, participant_id=pk) for pk in sorted(people)])


def _remember(apps, colab):
    """Write a version for each UID of which a mail was sent or tried; an older title is not known."""
    title = "Co-Lab" if colab.topic.forum.kind == "healing" else colab.title  # as `title_outside` says it
    registrations = apps.get_model("events", "Registration").objects.filter(colab=colab)
    latest = {(str(uid), sequence) for uid, sequence in registrations.values_list("uid", "sequence")}
    messages = apps.get_model("mailing", "Message").objects.filter(kind__in=TELLING, about__colab=colab.pk)
    tried = messages.filter(state="sent") | messages.exclude(content=None)
    told = {row.about["uid"]: row for row in tried.order_by("pk") if _is_of_a_seat(row.about)}
    versions = apps.get_model("events", "EntryVersion").objects
    versions.bulk_create(
        _version(versions.model, colab, row, title if (uid, row.about["sequence"]) in latest else "")
        for uid, row in told.items()
    )


def _is_of_a_seat(about):
    return about.get("seated", True) and {"uid", "start", "sequence"} <= about.keys()


def _version(model, colab, row, title):
    start = datetime.fromisoformat(row.about["start"])
    return model(
        uid=row.about["uid"],
        colab=colab,
        message=row,
        method="REQUEST",
        sequence=row.about["sequence"],
        stamp=row.settled_at or row.created_at,
        starts_at=start,
        ends_at=start + timedelta(minutes=colab.minutes),
        title=title,
    )


def _name_colabs(apps):
    registrations = apps.get_model("events", "Registration").objects
    for row in apps.get_model("mailing", "Message").objects.filter(kind="parted", state="waiting"):
        colab = registrations.filter(pk=row.about.get("registration")).values_list("colab", flat=True).first()
        row.about |= {"colab": colab or 0}
        row.save(update_fields=["about"])


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0005_calendar_entries_of_roles"),
        ("mailing", "0001_initial"),
    ]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
