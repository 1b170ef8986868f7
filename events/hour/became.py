"""What became of the hours before in a lineage: each part above declares what it knows."""

from core.registry import Registry

# name: function of a co-lab to a list of (text, what came of it, language), of what readers may read
sources = Registry("what became of an hour before")


def of(colab):
    """Return what became of the hours that this co-lab follows, as (text, what came of it, language)."""
    if not colab.follows_id:
        return []
    return [line for source in sources.values() for line in source(colab)]
