"""Lists of the directory, as tabs; each part declares its own beside that of the people."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.registry import Registry


@dataclass(frozen=True)
class Tab:
    """`url_name` is the name of its page, `place` orders tabs."""

    text: str
    url_name: str
    place: int


tabs = Registry("lists of the directory")
tabs.add("people", Tab(_("People"), "participants:people", 10))


def in_order():
    """Return (name, Tab) of all."""
    return sorted(tabs.items(), key=lambda item: item[1].place)
