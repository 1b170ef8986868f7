"""Writing a monthly digest: what it tells of, ticked, with words before and after it."""

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from core.text import languages
from core.web.fields import MarkdownField
from core.web.forms import BUTTONS, THEIRS, EditsOnce, RowForm, Section, WithButtons
from learning.models.monthly import LENGTH


class Ticks(forms.MultipleChoiceField):
    """What can be ticked; what is gone since the page was opened is left out without a word."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value):
        known = {key for key, _label in self.choices}
        return [one for one in super().to_python(value) if one in known]


def _label(one, forum):
    space = "" if forum and one.space.pk == forum.pk else one.space.name
    return " · ".join(filter(None, (one.title, str(one.mark), space)))


class MonthlyForm(WithButtons, forms.Form):
    """`gathered` is what can be ticked of a month, as `gathering.gather` returns it; all of it is, at first.

    `forum`: of one space, or None for all.
    """

    submit = _("Keep it as a draft")
    opening = MarkdownField(
        label=_("Your words before it"),
        required=False,
        rows=4,
        max_length=LENGTH,
        help_text=_("Two sentences are enough: what was this month about?"),
    )
    closing = MarkdownField(label=_("Your words after it"), required=False, rows=3, max_length=LENGTH)
    language = forms.ChoiceField(label=_("Language you write in"), choices=languages.CHOICES)

    def __init__(self, forum, month, gathered, *args, initial=None, **options):
        self.month, self.gathered = month, gathered
        start = {str(kind): [str(one.key) for one in lines] for kind, lines in gathered}
        start["language"] = translation.get_language()
        super().__init__(*args, initial=start | (initial or {}), **options)
        for kind, lines in gathered:
            choices = [(str(one.key), _label(one, forum)) for one in lines]
            self.fields[str(kind)] = Ticks(label=kind.label, choices=choices, required=False)
            self.fields[str(kind)].always_answered = True  # nothing ticked is an answer
        self.keeps_drafts_as(f"{forum.pk if forum else 'all'}-{month:%Y-%m}")

    def keeps_drafts_as(self, name):
        """Name what is typed, for the drafts that a browser keeps."""
        for field in ("opening", "closing"):
            self.fields[field].widget.attrs["data-draft"] = f"monthly-{field}-{name}"

    def action(self):
        """The month of the page, also where another one has begun since."""
        return f"?month={self.month:%Y-%m}"

    def parts(self):
        told = Section(_("What it tells of"), *(str(kind) for kind, _lines in self.gathered))
        return ["opening", told, "closing", *(["language"] if "language" in self.fields else []), BUTTONS]

    def kept(self):
        """Return what the verbs take: the words, and what is ticked, in its order."""
        said = self.cleaned_data
        chosen = [
            (str(kind), one.key)
            for kind, lines in self.gathered
            for one in lines
            if str(one.key) in said[str(kind)]
        ]
        return {"opening": said["opening"], "closing": said["closing"], "chosen": chosen}


class ChangedMonthlyForm(EditsOnce, RowForm, MonthlyForm):
    """The same of one that was begun; its language stays."""

    address = "learning:change_monthly"
    submit = _("Save changes")

    def __init__(self, digest, gathered, *args, **options):
        ticked = list(digest.lines.values_list("kind", "key"))
        lines = {
            str(kind): [str(one.key) for one in lines if (str(kind), one.key) in ticked]
            for kind, lines in gathered
        }
        words = {"opening": digest.opening, "closing": digest.closing, "language": digest.language}
        super().__init__(
            digest, digest.forum, digest.month, gathered, *args, initial=words | lines, **options
        )
        self.keeps_drafts_as(digest.pk)
        del self.fields["language"], self.initial["language"]

    def parts(self):
        return [*MonthlyForm.parts(self), THEIRS]
