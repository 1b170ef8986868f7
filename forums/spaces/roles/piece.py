"""Declares the section about roles on the page about a space: which are held, by whom."""

from forums.models import Role
from forums.spaces.about.registry import Piece, pieces


def _piece(forum, reader):
    """Name holders to those who are signed in; a visitor reads how many roles are held."""
    held = list(forum.roles.held().select_related("participant").order_by("since", "pk"))
    kinds = [(kind, [role for role in held if role.kind == kind]) for kind in Role.Kind]
    return {
        "kinds": kinds if reader.is_authenticated else (),
        "number": sum(bool(holders) for _kind, holders in kinds),
        "all": len(kinds),
    }


pieces.add("roles", Piece(15, "forums/spaces/roles/_piece.html", _piece))
