"""The layout of forms: fields, then the form's own buttons (django-crispy-forms); edits from two pages."""

import hashlib

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.template.loader import get_template
from django.urls import reverse
from django.utils import formats
from django.utils.choices import flatten_choices
from django.utils.translation import gettext
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


class Fold(Section):
    """Fields under a heading that opens them; open where one of them was refused or changed."""

    template = "%s/layout/fold.html"

    def __init__(self, *parts, hint="", **options):
        super().__init__(*parts, **options)
        self.hint = hint

    def render(self, form, context, **options):
        names = {pointer.name for pointer in self.get_field_names()}
        touched = {*form.errors, *form.changed_data} if form.is_bound else set()
        with context.push(is_open=bool(names & touched)):
            return super().render(form, context, **options)


class More(Fold):
    """Fields that few need, behind words that open them; no heading of the page."""

    template = "%s/layout/more.html"


BUTTONS = Piece("core/_buttons.html")
THEIRS = Piece("core/_theirs.html")  # of a form that EditsOnce


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


def as_shown(field, value):
    """Return a value of a field in words, as its form shows it; "" for none."""
    value = field.prepare_value(value)
    if isinstance(value, list | tuple | set):
        return ", ".join(filter(None, (as_shown(field, one) for one in value)))
    if value is None or value == "":
        return ""
    labels = dict(flatten_choices(getattr(field, "choices", ())))
    chosen = {str(key): label for key, label in labels.items()}
    return str(chosen.get(str(value), _truth(value) or formats.localize(value)))


def _truth(value):
    return (gettext("Yes") if value else gettext("No")) if isinstance(value, bool) else ""


class EditsOnce(WithButtons, forms.Form):
    """Refuses once to replace what was changed after its page was opened (R-EDIT-CONFLICT).

    `begun` is a digest of the initial values that the page was opened with; TOLD at its end says that the
    person was told of a change, and has seen what stands now: `theirs`, pairs of a label and a text.
    """

    begun = forms.CharField(required=False, widget=forms.HiddenInput)
    was_told = False
    theirs = ()

    TOLD = "+"

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        typed = {name: value for name, value in self.initial.items() if not self._is_hidden(name)}
        values = sorted((name, str(value)) for name, value in typed.items())
        now = hashlib.sha256(repr(values).encode()).hexdigest()[:16]
        self.initial = {**self.initial, "begun": now}

    def _is_hidden(self, name):
        return name in self.fields and self.fields[name].widget.is_hidden

    def parts(self):
        return [*super().parts(), THEIRS]

    def repeats(self, cleaned):
        """Return whether what was sent stands already, as after a second press of the button."""
        return all(cleaned.get(name) == self.initial.get(name) for name in cleaned)

    def clean(self):
        cleaned = super().clean()
        begun, now = cleaned.pop("begun", ""), self.initial["begun"]
        self.was_told = begun.endswith(self.TOLD)
        if begun and begun.removesuffix(self.TOLD) != now and not self.repeats(cleaned):
            self._tell(now)
        return cleaned

    def _tell(self, now):
        self.theirs = [
            (field.label, as_shown(field, self.initial[name]))
            for name, field in self.fields.items()
            if name in self.initial and not field.widget.is_hidden
        ]
        self.data = self.data.copy()
        self.data[self.add_prefix("begun")] = now + self.TOLD
        self.add_error(
            None,
            _(
                "This was changed since you opened the page, and your text is not saved yet. What stands now "
                "is shown below. Take from it what you need, then save."
            ),
        )
