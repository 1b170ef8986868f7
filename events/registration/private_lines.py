"""What people tell those alone who organize or facilitate, until a week after the hour (R-PRIVATE-LINE)."""

from datetime import timedelta

from django.utils import timezone

from core import pruning
from events.models import Registration
from events.models.roles import LEADING

READ_FOR = timedelta(days=7)  # after the end
READERS = LEADING


def among(colab, registrations):
    """Return those of these Registrations that have a private line which can still be read."""
    return [each for each in registrations if each.private_line] if colab.ends_at > _oldest() else []


def prune():
    """Empty the private lines that had their time. Return their number."""
    over = Registration.objects.exclude(private_line="").filter(colab__ends_at__lte=_oldest())
    return over.update(private_line="")


def _oldest():
    return timezone.now() - READ_FOR


pruning.steps.add("private lines", prune)
