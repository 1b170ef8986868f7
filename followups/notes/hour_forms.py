"""The box in which a note is written during the hour."""

from crispy_forms.layout import Row
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.web.fields import MarkdownField
from core.web.forms import BUTTONS, WithButtons
from events.hour.method import Mode
from followups.models import Insight
from followups.notes import sharing

SENTENCES = _("We believe that if we …\nthen …\nWe test it by …\nWe share it by …")
LABELS = {
    Mode.MAP: _("Whom do you work with on this? Names of organizations, no people"),
    Mode.HATCH: _("Finish the sentences"),
    Mode.KEEP: _("The one thing that you take with you"),
}


class NoteForm(WithButtons, forms.Form):
    """What it is, and who reads it, stand in it before one writes (R-SHARING-SAYS-WHO).

    It has an id, so that what is being written stays where the page around it is read anew.
    """

    submit = _("Keep this note")
    text = MarkdownField(label=_("Write a note"), max_length=10_000, rows=3)
    kind = forms.ChoiceField(label=_("What it is"))
    audience = forms.ChoiceField(label=_("Who reads it"))
    first_hand = forms.BooleanField(label=_("I have lived this myself"), required=False)

    def __init__(self, course, *args, **options):
        self.colab = course.colab
        kinds = self.colab.topic.forum.rules.notes
        modes = course.modes
        kind = Insight.Kind.IDEA if Mode.HATCH in modes and kinds else next(iter(kinds), Insight.Kind.INSIGHT)
        proposed = {"kind": kind, "audience": sharing.proposed(self.colab, modes)}
        if Mode.HATCH in modes:
            proposed["text"] = SENTENCES
        options["initial"] = proposed | options.get("initial", {})
        super().__init__(*args, auto_id="note-%s", **options)
        self.fields["audience"].choices = sharing.choices(self.colab, course.step)
        self.fields["kind"].choices = [(one, Insight.Kind(one).label) for one in kinds]
        self.fields["text"].label = next(
            (LABELS[mode] for mode in modes if mode in LABELS), _("Write a note")
        )
        self.fields["text"].help_text = ""
        self.fields["text"].widget.attrs |= {"data-draft": f"note-{self.colab.pk}", "required": True}
        if not kinds:
            del self.fields["kind"], self.fields["audience"], self.fields["first_hand"]

    def parts(self):
        if "kind" not in self.fields:
            return super().parts()
        return ["text", Row("kind", "audience"), "first_hand", BUTTONS]

    def action(self):
        return reverse("followups:write_note", args=[self.colab.pk])

    def attrs(self):
        return {"id": "note-box", "data-hx-post": self.action()}

    def clean_text(self):
        if self.cleaned_data["text"].split() == str(SENTENCES).split():
            raise forms.ValidationError(_("Finish at least one of the sentences."))
        return self.cleaned_data["text"]

    def note(self):
        """Return what `insights.write` takes; a box that does not ask who reads it is for oneself."""
        return {"audience": Insight.Audience.ME} | self.cleaned_data
