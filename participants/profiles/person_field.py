"""The field that names a person who is to have a role."""

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.text import names
from core.web.fields import LineField
from participants.models import Participant


class PersonInput(forms.TextInput):
    """A line with names to choose from, which also works without scripts."""

    offered = ()

    def render(self, name, value, attrs=None, renderer=None):
        if not self.offered:
            return super().render(name, value, attrs, renderer)
        key = f"offered-{name}"
        line = super().render(name, value, {**(attrs or {}), "list": key}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((one,) for one in self.offered))
        return format_html('{}<datalist id="{}">{}</datalist>', line, key, options)


class PersonField(LineField):
    """An active participant by e-mail address or name (R-NAMES-FOUND), or None.

    `current` is kept, also when inactive.
    """

    current = None
    widget = PersonInput

    def offer(self, people):
        """Offer names of people who have said that they would."""
        if people:
            self.widget.offered = people
            sentence = gettext("They would: %(names)s.") % {"names": ", ".join(people)}
            self.help_text = format_html("{} {}", self.help_text, sentence)  # it is shown as HTML

    def prepare_value(self, value):
        return str(value) if isinstance(value, Participant) else value

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        if self.current and text == str(self.current):
            return self.current
        found = self._found(self.among(), text)
        if len(found) == 1:
            return found[0]
        if found:
            raise forms.ValidationError(_("Several people have this name. Give the e-mail address."))
        raise forms.ValidationError(_("Nobody with an account has this name or address."))

    def among(self):
        """Return the people among whom it looks."""
        return Participant.objects.active()

    @staticmethod
    def _found(people, text):
        """Return whom an address, a name or part of one in the directory means; two if it is not clear."""
        if "@" in text:
            return people.by_address(text)[:2]
        return people.filter(names.is_("name", text))[:2] or people.filter(listed=True).named_like(text)[:2]

    def has_changed(self, initial, data):
        return self.prepare_value(initial) != data
