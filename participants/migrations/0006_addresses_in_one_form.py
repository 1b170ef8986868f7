from django.db import migrations

from core.text import mailboxes


def write_in_one_form(apps, schema_editor):
    """Write addresses with other letters in ASCII (R-MAILBOXES).

    Where two accounts have one mailbox, that of the older gets its address, and the other keeps its own.
    """
    people = apps.get_model("participants.Participant").objects
    addresses = apps.get_model("account.EmailAddress").objects
    for person in people.filter(email__regex="[^\x01-\x7f]").order_by("pk"):
        address = mailboxes.same(person.email)
        if people.filter(email=address).exists():
            continue
        mine = addresses.filter(user=person.pk)
        if not mine.filter(email=address).exists():
            mine.filter(email=person.email).update(email=address)
        people.filter(pk=person.pk).update(email=address)


class Migration(migrations.Migration):
    dependencies = [
        ("participants", "0005_words_as_people_write_them"),
        ("account", "0001_initial"),
    ]

    operations = [migrations.RunPython(write_in_one_form, migrations.RunPython.noop)]
