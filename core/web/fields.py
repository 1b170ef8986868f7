"""Form fields: a single line, an address of mail, Markdown, a choice that is never missing."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.text import lines, mailboxes, markup

HELP = gettext_lazy(
    "Line breaks stay. An address such as https://example.org becomes a link; "
    "[words](https://example.org) is a link with words of your own."
)
_EMPTY_LINES = re.compile(r"\A(?:[^\S\n]*\n)+")


class LineField(forms.CharField):
    """A single line, safe in headers of mail and in calendars (R-LINES). Its length is that when clean."""

    default_error_messages = {
        "unseen": gettext_lazy("Nothing of this can be seen. Write it with letters, digits or other signs.")
    }

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values or "\0" in text:  # Django's own validator refuses NUL
            return text
        line = lines.clean(text)
        if self.required and not line:
            raise ValidationError(self.error_messages["unseen"], code="unseen")
        return line or self.empty_value

    def has_changed(self, initial, data):
        return super().has_changed(initial, lines.clean(data) if isinstance(data, str) else data)


class MailboxField(forms.EmailField):
    """The address of a mailbox in its one form (R-MAILBOXES).

    `known` is for who comes with an address that is stored already: whatever was typed is compared.
    """

    def __init__(self, *, known=False, **options):
        self.known = known
        super().__init__(**{"max_length": mailboxes.LONGEST} | options)
        self.validators = [ProhibitNullCharactersValidator()]  # all else is said by `mailboxes`

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values or "\0" in text:
            return text
        if self.known:
            return mailboxes.same(text)
        try:
            return mailboxes.mailbox(text)
        except mailboxes.NoMailbox as refusal:
            raise ValidationError(str(refusal), code="invalid") from refusal


class MarkdownField(forms.CharField):
    """Markdown with normalized line ends, of a bounded size as HTML (R-RENDERED-SIZE), that can be seen
    (R-NOTHING-VANISHES).

    Spaces at the beginning mean something and stay; empty lines before and after do not.

    `draft` is the key under which the browser stores drafts, `mentions` the address that suggests people to
    mention, or "". A widget that is given, as by a form of a model, stays.
    """

    def __init__(self, *, draft="", mentions="", rows=8, **options):
        self.mentions = mentions
        named = {"data-draft": draft, "data-mentions": mentions}
        attrs = {"data-markdown": True, "rows": rows} | {
            name: value for name, value in named.items() if value
        }
        options["help_text"] = format_lazy("{} {}", options.get("help_text") or "", HELP)
        super().__init__(**{"widget": forms.Textarea(attrs=attrs), "strip": False} | options)

    def to_python(self, value):
        text = super().to_python((value or "").replace("\r\n", "\n").replace("\r", "\n"))
        return _EMPTY_LINES.sub("", text).rstrip()

    def clean(self, value):
        """Return the text; "" if nothing of it would be seen and it may be empty."""
        text = super().clean(value)
        if not text or markup.shows(text):
            return text
        if self.required:
            raise ValidationError(
                _("Nothing of this text would be seen. Write at least one word."), code="unseen"
            )
        return ""

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
