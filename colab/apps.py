from importlib import import_module

from django.apps import AppConfig


class ColabConfig(AppConfig):
    name = "colab"
    verbose_name = "Co-Lab"

    def ready(self):
        # Without it only the thread that imports the module has this app as its current one.
        import_module("colab.celery").app.set_default()
