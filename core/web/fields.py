"""Form fields: a single line, Markdown, a choice that is never missing."""

from django import forms
from django.core.exceptions import ValidationError

from core.text import markup

# Joiners, which some scripts and emoji need; and NUL, which Django's own validator refuses.
KEPT = "\u200c\u200d\0"


class LineField(forms.CharField):
    """A single line, safe in mail headers and calendars: no line breaks or invisible characters."""

    def to_python(self, value):
        text = " ".join(super().to_python(value or "").split())
        return "".join(sign for sign in text if sign.isprintable() or sign in KEPT)


class MarkdownField(forms.CharField):
    """Markdown with normalized line ends, of a bounded size as HTML (R-RENDERED-SIZE).

    `draft` is the key under which the browser stores drafts, `mentions` the address that suggests people to
    mention, or "". A widget that is given, as by a form of a model, stays.
    """

    def __init__(self, *, draft="", mentions="", rows=8, **options):
        self.mentions = mentions
        named = {"data-draft": draft, "data-mentions": mentions}
        attrs = {"data-markdown": True, "rows": rows} | {
            name: value for name, value in named.items() if value
        }
        super().__init__(**{"widget": forms.Textarea(attrs=attrs)} | options)

    def to_python(self, value):
        return super().to_python((value or "").replace("\r\n", "\n"))

    def run_validators(self, value):
        """Render the text where nothing else is wrong with it, its length above all."""
        super().run_validators(value)
        try:
            markup.render(value)
        except markup.TooLarge as refusal:
            raise ValidationError(str(refusal), code="too_large") from refusal


class OneOf(forms.ChoiceField):
    """A choice in which the empty value is an answer too, so that nothing is missing."""

    widget = forms.RadioSelect
    always_answered = True

    def __init__(self, **options):
        super().__init__(required=False, **options)
