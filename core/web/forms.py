"""How every form of the site is laid out: its fields, then its own buttons (django-crispy-forms)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _


class Buttons:
    """The end of a form, as crispy lays it out."""

    def render(self, form, context, **options):
        return render_to_string("core/_buttons.html", {"submit": form.submit, "second": form.second()})


class WithButtons:
    """A form that knows its own buttons: `submit` says what the first one does, `second` may follow it."""

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
        """Where it posts; "" is the page it stands on."""
        return ""

    def attrs(self):
        """Attributes of the form element."""
        return {}

    def second(self):
        """(address, text, only without script) of a second button that sends the same fields, or None."""
        return None
