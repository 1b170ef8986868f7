"""The seven roles of a space, as its page shows them to one reader."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from forums.models import Role
from forums.spaces.roles import registry

Kind = Role.Kind
QUESTIONS = {  # in our words
    Kind.AGENDA: _("What is worth an hour together?"),
    Kind.KEEPER: _("Whom do we not hear?"),
    Kind.FRIEND: _("How do we work together, and what do we tell one another about it?"),
    Kind.REPORTER: _("What do we keep?"),
    Kind.MESSENGER: _("Who outside should hear of this?"),
    Kind.DETECTIVE: _("What did it lead to, and how would we see it?"),
    Kind.BROKER: _("Where does this fit in the wider service?"),
}


@dataclass(frozen=True)
class Card:
    """One role: `holders` and `mine` are Roles that are held; `lists` pairs of a RoleList and its rows."""

    kind: Role.Kind
    holders: list
    mine: Role | None
    lists: list

    @property
    def question(self):
        return QUESTIONS[self.kind]


def of(forum, reader):
    """Return a Card for each of the seven roles; one query for who holds them, and one for each list."""
    held = list(forum.roles.held().select_related("participant").order_by("since", "pk"))
    return [_card(forum, reader, kind, [role for role in held if role.kind == kind]) for kind in Kind]


def _card(forum, reader, kind, holders):
    mine = next((role for role in holders if role.participant_id == reader.pk), None)
    shown = [one for one in registry.of_role(kind) if one.shown(forum)]
    return Card(kind, holders, mine, [(one, list(one.rows(forum, reader))) for one in shown])
