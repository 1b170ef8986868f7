"""Lines of the mail after a co-lab, about what is still open: each part above declares its own."""

from core.registry import Registry

# name: function of a co-lab and a person to (sentence, path of a page), or None where nothing is open
lines = Registry("lines of the mail after a co-lab")


def of(colab, person):
    """Return (sentence, path) of what is still open; it says nothing of what was done."""
    return [line for declared in lines.values() if (line := declared(colab, person))]
