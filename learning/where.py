"""What a page of something new was opened from: parameters of its address."""

from events.models import CoLab

MOST_DIGITS = 18  # of a key in an address


def asked_row(rows, key):
    """Return the row that a parameter names, or None."""
    return rows.filter(pk=key).first() if key and key.isdecimal() and len(key) <= MOST_DIGITS else None


def asked_colab(request, topic):
    """Return the co-lab of a topic that the parameter `colab` names, or None."""
    return asked_row(
        CoLab.objects.visible_to(request.user).announced().filter(topic=topic), request.GET.get("colab")
    )
