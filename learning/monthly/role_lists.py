"""What the world could hear of this month: the list of the external messenger."""

from django.db.models import CharField, F, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import CoLab
from forums.models import Role
from forums.spaces.roles import registry
from forums.spaces.roles.registry import MOST, RoleList
from learning import months
from learning.monthly.sections import SECTIONS, Kind

# Of each kind: the title of a row, its language, and the key of its page.
SHOWN = {
    Kind.HOUR: ("title", "language", "pk"),
    Kind.HARVEST: ("colab__title", "colab__language", "pk"),
    Kind.TOLD: ("experiment__if_we", "experiment__language", "experiment"),
    Kind.OUTPUT: ("title", "language", "pk"),
    Kind.STORY: ("title", "language", "pk"),
}
PAGES = {Kind.HARVEST: "harvest", Kind.TOLD: "experiment", Kind.OUTPUT: "output", Kind.STORY: "story"}


def this_month(forum, reader):
    """Return what everybody may read of this month, whoever looks, the newest first; one query."""
    arms = [_arm(kind, forum) for kind in SHOWN]
    rows = arms[0].union(*arms[1:], all=True).order_by("-happened", "what", "-page")[:MOST]
    return [{"kind": Kind(row["what"]), "address": _address(row), **row} for row in rows]


def _arm(kind, forum):
    title, language, page = SHOWN[kind]
    section = SECTIONS[kind]
    rows = section.between(*months.span(months.this())).filter(**{section.space: forum}).order_by()
    return rows.values(
        what=Value(str(kind), CharField()),
        titled=F(title),
        written_in=F(language),
        page=F(page),
        happened=F(section.at),
    )


def _address(row):
    if row["what"] == Kind.HOUR:
        return CoLab.address_of(row["page"], row["titled"])
    return reverse(f"learning:{PAGES[row['what']]}", args=[row["page"]])


registry.lists.add(
    "this month",
    RoleList(
        role=Role.Kind.MESSENGER,
        place=10,
        heading=_("It could go out this month"),
        template="learning/monthly/_role_this_month.html",
        rows=this_month,
        note=_("Whoever holds this role writes the monthly digest, on the page “Digest” of this space."),
        shown=lambda forum: forum.is_public and forum.rules.in_library,
    ),
)
