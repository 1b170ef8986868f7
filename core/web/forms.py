"""The layout of forms: fields, then the form's own buttons (django-crispy-forms)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _


class Buttons:
    def render(self, form, context, **options):
        return render_to_string("core/_buttons.html", {"submit": form.submit, "second": form.second()})


class WithButtons:
    """A form with buttons: `submit` is the text of the first one; `second` may add another."""

    submit = _("Save")
    css_class = "form"

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_class = self.css_class
        helper.form_action = self.action()
        helper.attrs = self.attrs()
        helper.layout = Layout(*self.fields, Buttons())
        return helper

    def action(self):
        return ""

    def attrs(self):
        return {}

    def second(self):
        """Return (address, text, only without JavaScript) of a second button, or None."""
        return None
