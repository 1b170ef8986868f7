"""Declares the section about principles on the page about a space."""

from core.few import FEWEST
from forums.spaces.about.registry import Piece, pieces


def _piece(forum, reader):
    return {
        "held": forum.principles.in_force().with_voices().first(),
        "is_proposed": reader.is_authenticated and forum.principles.standing().exists(),
        "few": FEWEST,
    }


pieces.add("principles", Piece(10, "forums/spaces/principles/_piece.html", _piece))
