"""Who among some people knows whom already: each part above declares its own (groups mix them)."""

from core.registry import Registry

known = Registry(
    "acquaintances"
)  # name: function of keys of participants to a set of pairs, smaller key first


def among(people):
    """Return the pairs of these keys of participants who are connected already, as {(smaller, larger)}."""
    return {pair for pairs in known.values() for pair in pairs(people)}
