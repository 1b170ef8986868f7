"""What forms take beside Django's own fields: one line, Markdown, one of several."""

from django import forms

# Joiners within words of some scripts and within an emoji; and NUL, which Django's own validator refuses.
KEPT = "\u200c\u200d\0"


class LineField(forms.CharField):
    """One line, as it may stand in a mail's header or a calendar: no line breaks, no invisible signs."""

    def to_python(self, value):
        text = " ".join(super().to_python(value or "").split())
        return "".join(sign for sign in text if sign.isprintable() or sign in KEPT)


class MarkdownField(forms.CharField):
    """Markdown, with one kind of line end; `draft` names it on the device of who writes it.

    `mentions` is the address that offers people to mention, or "".
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
    """One of these always holds, the empty one too: nothing that may be left out."""

    widget = forms.RadioSelect
    always_answered = True

    def __init__(self, **options):
        super().__init__(required=False, **options)
