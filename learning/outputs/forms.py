"""Writing an output, and saying how one uses it."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.text import languages
from core.web.addresses import check_https
from core.web.fields import LineField, MarkdownField
from core.web.forms import BUTTONS, THEIRS, EditsOnce, RowForm
from learning.models import Output


def _length(name, model=Output):
    return model._meta.get_field(name).max_length


def _address(name, label, help_text=""):
    return forms.URLField(
        label=label,
        required=False,
        assume_scheme="https",
        max_length=_length(name),
        help_text=help_text,
        validators=[check_https],
    )


class OutputForm(RowForm, forms.Form):
    """What is kept for others; `row` is the topic. Nothing is uploaded: a text, or where it lies."""

    address = "learning:new_output"
    submit = _("Keep it as a draft")
    title = LineField(label=_("What is it called?"), max_length=_length("title"))
    kind = forms.ChoiceField(label=_("What is it?"), choices=Output.Kind)
    what_for = LineField(label=_("What is it for?"), max_length=_length("what_for"))
    text = MarkdownField(
        label=_("The text, to copy and print"), required=False, rows=10, max_length=_length("text")
    )
    url = _address("url", _("Or where it lies"), _("A link that everybody can open."))
    licence = forms.ChoiceField(
        label=_("Licence"),
        choices=Output.Licence,
        help_text=_("What others may do with it. CC BY: anything, if they name you."),
    )
    informs = LineField(
        label=_("Which programme, policy or research could use this?"),
        required=False,
        max_length=_length("informs"),
    )
    evidence_url = _address("evidence_url", _("What shows that it helps"))
    language = forms.ChoiceField(label=_("Language you write in"), choices=languages.CHOICES)

    def __init__(self, topic, *args, initial=None, comes_from=None, **options):
        """`comes_from` are the parameters of the address of the page: see `views.new`."""
        start = {"licence": settings.COLAB["licence"], "language": topic.language}
        super().__init__(topic, *args, initial=start | (initial or {}), **options)
        self.comes_from = comes_from
        self.fields["text"].widget.attrs["data-draft"] = f"output-{topic.pk}"

    def action(self):
        return super().action() + (f"?colab={self.comes_from.pk}" if self.comes_from else "")

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("text") and not cleaned.get("url"):
            text = _("Write the text, or say where it lies: others need one of them.")
            self.add_error("text", ValidationError(text))
        return cleaned


class ChangedOutputForm(EditsOnce, OutputForm):
    address = "learning:change_output"
    submit = _("Save changes")

    def __init__(self, output, *args, **options):
        names = [name for name in self.base_fields if hasattr(output, name)]
        options["initial"] = {name: getattr(output, name) for name in names}
        super().__init__(output.topic, *args, **options)
        self.row = output
        self.fields["text"].widget.attrs["data-draft"] = f"output-edit-{output.pk}"

    def parts(self):
        return [*self.fields, BUTTONS, THEIRS]


class ContributorsForm(RowForm, forms.Form):
    """Whose words it builds on; each is asked."""

    address = "learning:ask_contributors"
    submit = _("Ask them")
    people = forms.ModelMultipleChoiceField(
        label=_("Whose words does it build on?"), queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, output, people, *args, **options):
        super().__init__(output, *args, **options)
        self.fields["people"].queryset = people
