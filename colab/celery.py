"""The Celery application: a doorbell and a clock. The database is what remembers."""

import os

from celery import Celery

from colab import embedded

embedded.provide()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "colab.settings")

app = Celery("colab")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
