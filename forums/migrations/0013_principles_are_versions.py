from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("forums", "0012_the_first_version_of_principles")]

    operations = [
        migrations.RemoveField("forum", "text_before"),
        migrations.RemoveField("forum", "html_before"),
    ]
