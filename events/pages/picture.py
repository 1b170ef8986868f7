"""The picture with which a link to a co-lab unfurls elsewhere: its hour and its seats, and no name."""

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404

from core.charts import unfurled
from core.web import pictures, polling
from events.models import CoLab

VISITOR = AnonymousUser()


@polling.for_programs
def picture(request, pk):
    """For what a visitor may read, whoever asks (R-UNFURLS)."""
    colab = get_object_or_404(CoLab.objects.visible_to(VISITOR).announced().with_taken(), pk=pk)
    start = colab.starts_at.astimezone(colab.zone)
    seats = (min(colab.taken, colab.capacity), colab.capacity)
    return pictures.png(unfurled.hour(start.hour * 60 + start.minute, colab.minutes, *seats))
