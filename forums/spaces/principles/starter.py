"""Eight sentences to start from, offered where a space has no principles yet."""

from django.utils.translation import gettext as _


def text():
    """Return them as a Markdown list, in the reader's language."""
    sentences = [
        _("This space is ours: each of us looks after it."),
        _("We ask before we judge."),
        _("Everybody gives something, and everybody takes something home."),
        _("Nobody has to speak, and nobody is laughed at. We speak of ourselves."),
        _("We look for people who see it differently, and make room for them."),
        _("We begin with what works already, and with what people here know."),
        _("We say how we know something, and change course when we learn better."),
        _("What we talk about leads to something that one of us does."),
    ]
    return "\n".join(f"- {sentence}" for sentence in sentences)
