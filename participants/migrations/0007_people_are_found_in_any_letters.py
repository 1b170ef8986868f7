import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations, models

import core.text.names


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("participants", "0006_addresses_in_one_form"),
    ]

    operations = [
        migrations.AddField(
            model_name="participant",
            name="looked_up",
            field=models.GeneratedField(
                db_persist=True,
                expression=core.text.names.Folded(
                    django.db.models.functions.text.Concat(
                        "name", models.Value(" "), "organization", models.Value(" "), "district"
                    )
                ),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddIndex(
            model_name="participant",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(core.text.names.Folded("name"), "gin_trgm_ops"),
                name="participants_named",
            ),
        ),
        migrations.AddIndex(
            model_name="participant",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("is_active", True), ("listed", True)),
                fields=["looked_up"],
                name="participants_in_words",
                opclasses=["gin_trgm_ops"],
            ),
        ),
    ]
