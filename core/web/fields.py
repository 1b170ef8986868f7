"""Form fields: a single line, Markdown, a choice that is never missing."""

from django import forms

# Joiners, which some scripts and emoji need; and NUL, which Django's own validator refuses.
KEPT = "\u200c\u200d\0"


class LineField(forms.CharField):
    """A single line, safe in mail headers and calendars: no line breaks or invisible characters."""

    def to_python(self, value):
        text = " ".join(super().to_python(value or "").split())
        return "".join(sign for sign in text if sign.isprintable() or sign in KEPT)


class MarkdownField(forms.CharField):
    """Markdown with normalized line ends. `draft` is the key under which the browser stores drafts.

    `mentions` is the address that suggests people to mention, or "".
    """

    def __init__(self, *, draft="", mentions="", rows=8, **options):
        self.mentions = mentions
        named = {"data-draft": draft, "data-mentions": mentions}
        attrs = {"data-markdown": True, "rows": rows} | {
            name: value for name, value in named.items() if value
        }
        super().__init__(widget=forms.Textarea(attrs=attrs), **options)

    def to_python(self, value):
        return super().to_python((value or "").replace("\r\n", "\n"))


class OneOf(forms.ChoiceField):
    """A choice in which the empty value is an answer too, so that nothing is missing."""

    widget = forms.RadioSelect
    always_answered = True

    def __init__(self, **options):
        super().__init__(required=False, **options)
