import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations, models

import core.text.names


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("participants", "0004_words_as_people_write_them"),
    ]

    operations = [
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
                django.contrib.postgres.indexes.OpClass(
                    core.text.names.Folded(
                        django.db.models.functions.text.Concat(
                            "name",
                            models.Value(" "),
                            "organization",
                            models.Value(" "),
                            "district",
                            output_field=models.TextField(),
                        )
                    ),
                    "gin_trgm_ops",
                ),
                condition=models.Q(("is_active", True), ("listed", True)),
                name="participants_in_words",
            ),
        ),
    ]
