from importlib import import_module

from django.apps import AppConfig


class ColabConfig(AppConfig):
    name = "colab"
    verbose_name = "Co-Lab"

    def ready(self):
        import_module(
            "colab.celery"
        ).app.set_default()  # the default is set per thread, unless by set_default
