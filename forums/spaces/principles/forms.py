from django import forms
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.text import languages
from core.web.fields import LineField, MarkdownField
from core.web.forms import WithButtons
from forums.models import Principles, Voice
from forums.spaces.principles import starter


class ProposalForm(WithButtons, forms.Form):
    """A text for a space; `held`: the version that holds, or None; `before`: the proposal in whose place."""

    submit = _("Propose it")
    text = MarkdownField(
        label=_("How do we want to treat one another?"),
        max_length=Principles._meta.get_field("text").max_length,
        rows=12,
        help_text=_("Few sentences, in words that everybody would say."),
    )
    change_note = LineField(
        label=_("What changes, and why"),
        max_length=Principles._meta.get_field("change_note").max_length,
        required=False,
    )
    language = forms.ChoiceField(label=_("Language you write in"), choices=languages.CHOICES)

    def __init__(self, forum, held, before, *args, **options):
        self.forum = forum
        start = before or held
        self.is_a_beginning = start is None
        initial = {"text": starter.text(), "language": get_language()}
        if start:
            initial = {"text": start.text, "language": start.language, "change_note": start.change_note}
        if start is held:
            initial["change_note"] = ""
        super().__init__(*args, initial=initial, **options)
        self.fields["text"].widget.attrs["data-draft"] = f"principles-{forum.pk}"
        if held is None:
            del self.fields["change_note"]
        else:
            self.fields["change_note"].required = True

    def action(self):
        return reverse("forums:propose_principles", args=[self.forum.slug])


class ConcernForm(WithButtons, forms.Form):
    submit = _("Keep my concern")
    submit_class = ""
    concern = LineField(
        label=_("I have a concern"),
        max_length=Voice._meta.get_field("concern").max_length,
        help_text=_(
            "A concern stops the proposal for four weeks, and longer if you keep it again. Eight weeks after "
            "the text was proposed it stops nothing any more. Say what would have to change."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, proposal, mine, *args, **options):
        """`mine` is what this person has said of the proposal, or None."""
        super().__init__(*args, initial={"concern": mine.concern if mine else ""}, **options)
        self.proposal = proposal
        said = int(mine.said_at.timestamp()) if mine else 0  # what is kept is no draft any more
        self.fields["concern"].widget.attrs["data-draft"] = f"concern-{proposal.pk}-{said}"

    def action(self):
        return reverse("forums:concern", args=[self.proposal.forum.slug, self.proposal.pk])
