"""Whoever has an account already did not ask for monthly digests: they are off, until somebody wants them."""

from django.db import migrations

OFF = """
    UPDATE participants_participant SET notices_off = array_append(notices_off, 'digest-published')
    WHERE NOT 'digest-published' = ANY (notices_off)
"""
ON = "UPDATE participants_participant SET notices_off = array_remove(notices_off, 'digest-published')"


class Migration(migrations.Migration):
    dependencies = [("participants", "0010_on_map")]
    operations = [migrations.RunSQL(OFF, ON)]
