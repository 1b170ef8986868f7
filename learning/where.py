"""What a page is about, by parameters of its address: where something new was opened from, or a space."""

from django.shortcuts import get_object_or_404

from events.models import CoLab
from forums import kinds
from forums.models import Forum

MOST_DIGITS = 18  # of a key in an address


def asked_row(rows, key):
    """Return the row that a parameter names, or None."""
    return rows.filter(pk=key).first() if key and key.isdecimal() and len(key) <= MOST_DIGITS else None


def asked_colab(request, topic):
    """Return the co-lab of a topic that the parameter `colab` names, or None."""
    return asked_row(
        CoLab.objects.visible_to(request.user).announced().filter(topic=topic), request.GET.get("colab")
    )


def asked_space(request):
    """Return the space that the parameter `space` names, or None; raise Http404 if it has nothing here."""
    slug = request.GET.get("space", "")
    spaces = Forum.objects.visible_to(request.user).filter(kind__in=kinds.where(in_library=True))
    return get_object_or_404(spaces, slug=slug) if slug else None
