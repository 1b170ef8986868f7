"""Forms of uses: where one uses an output and how, and whom one told of a thing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.fields import LineField
from core.web.forms import EditsOnce, RowForm
from learning.models import Use
from learning.uses.taking import FIELDS

ADDRESSES = {
    "output": "learning:take_along",
    "harvest": "learning:take_harvest_along",
    "story": "learning:take_story_along",
}


def _length(name):
    return Use._meta.get_field(name).max_length


class UseForm(EditsOnce, RowForm, forms.Form):
    """Where one uses it, and what one changed; `row` is a Use."""

    address = "learning:change_use"
    submit = _("Save changes")
    organization = LineField(label=_("Organization"), required=False, max_length=_length("organization"))
    district = LineField(label=_("District"), required=False, max_length=_length("district"))
    changed = LineField(
        label=_("How we changed it"),
        required=False,
        max_length=_length("changed"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Leave it empty if you use it as it is."),
    )

    def __init__(self, use, *args, **options):
        options["initial"] = {name: getattr(use, name) for name in ("organization", "district", "changed")}
        super().__init__(use, *args, **options)


class TakeAlongForm(RowForm, forms.Form):
    """Whom one told of it; `row` is an Output, a Harvest or a story."""

    submit = _("Say so")
    taken_to = LineField(
        label=_("I took this to …"),
        max_length=_length("taken_to"),
        help_text=_("A team or a network, and when. It stands here with your organization and district."),
    )

    @classmethod
    def beside(cls, thing, told):
        """Return the form on the page of a thing; `told` is what its reader has said, or None."""
        return cls(thing, initial={"taken_to": told.taken_to if told else ""})

    @property
    def address(self):
        return ADDRESSES[FIELDS[type(self.row)]]
