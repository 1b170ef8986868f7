"""What one agrees to before one takes a seat, by a box for each; elsewhere there is none (R-BRAVE-HOUR)."""

BRAVE, PRINCIPLES = "brave", "principles"


def asked(colab):
    """Return the names of the boxes that whoever registers ticks."""
    boxes = {BRAVE: colab.is_brave, PRINCIPLES: colab.topic.forum.rules.agrees_to_principles}
    return [name for name, is_asked in boxes.items() if is_asked]


def is_missing(colab, registration):
    """Return whether somebody registered before it was asked, and has not agreed yet."""
    return registration.agreed_at is None and bool(asked(colab))
