"""The layout of forms: fields, then the form's own buttons (django-crispy-forms)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def posted(request):
    """What a form was sent with, however little that is; None where its page is only asked for."""
    return request.POST if request.method == "POST" else None


class Piece:
    """A template within a form, rendered with the context of the page and `form`."""

    def __init__(self, template):
        self.template = template

    def render(self, form, context, **options):
        with context.push(form=form):
            return get_template(self.template).template.render(context)


class Section(Fieldset):
    """Fields under a heading."""

    template = "%s/layout/section.html"


BUTTONS = Piece("core/_buttons.html")


class WithButtons:
    """A form with buttons: `submit` is the text of the first one; `second` may add another."""

    submit = _("Save")
    submit_class = "btn-primary"
    css_class = "form"

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_class = self.css_class
        helper.form_action = self.action()
        helper.attrs = self.attrs()
        helper.layout = Layout(*self.parts())
        return helper

    def parts(self):
        """What stands in it, in this order: names of fields, layout objects of crispy."""
        return [*self.fields, BUTTONS]

    def action(self):
        return ""

    def attrs(self):
        return {}

    def second(self):
        """Return (address, text, only without JavaScript) of a second button, or None."""
        return None


class RowForm(WithButtons):
    """A form that is posted to an address of one row; `address` is the name of a URL with its primary key."""

    address = ""

    def __init__(self, row, *args, **options):
        super().__init__(*args, **options)
        self.row = row

    def action(self):
        return reverse(self.address, args=[self.row.pk])
