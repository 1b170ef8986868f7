"""Set Django up once, in the server from which `race` forks its processes. Imported nowhere else."""

import django

django.setup()

import events.registration.tests.race  # noqa: E402, F401  the models and the verbs
