from django import forms
from django.utils.translation import gettext_lazy as _

from core.text import languages
from core.web.fields import LineField
from core.web.forms import RowForm
from forums.models import Statement


def line(name, **options):
    """Return a field for one of the lines of a statement."""
    return LineField(max_length=Statement._meta.get_field(name).max_length, **options)


BEGINNING = _("Begin with: How might we …")


def text_field(help_text=BEGINNING, **options):
    label, lines = _("The challenge, as a question"), forms.Textarea(attrs={"rows": 3})
    return line("text", label=label, help_text=help_text, widget=lines, **options)


def better_for_field():
    return line("better_for", label=_("For whom would it be better?"), required=False)


class StatementForm(RowForm, forms.Form):
    """Words for the statement of a topic (the row); `held` is what holds, or None."""

    text = text_field()
    better_for = better_for_field()
    why = line("why", label=_("What changes, and why"))
    language = forms.ChoiceField(label=_("Language you write in"), choices=languages.CHOICES)

    def __init__(self, topic, held, *args, **options):
        words = held or topic
        start = {"language": words.language}
        if held:
            start |= {"text": held.text, "better_for": held.better_for}
        super().__init__(topic, *args, initial=start, **options)
        if held is None:
            del self.fields["why"]
        for name in self.fields.keys() - {"language"}:
            self.fields[name].widget.attrs["data-draft"] = f"statement-{name}-{topic.pk}"


class ProposalForm(StatementForm):
    address = "forums:propose_statement"

    @property
    def submit(self):
        return _("Change it") if self.is_mine else _("Propose it")

    def __init__(self, topic, held, by, *args, **options):
        super().__init__(topic, held, *args, **options)
        self.is_mine = topic.author_id == by.pk


class ChallengeForm(StatementForm):
    address = "forums:begin_challenge"
    submit = _("Make it a challenge")

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if "why" in self.fields:  # what it said before may be what it says again
            self.fields["why"].required = False
