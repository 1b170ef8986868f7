"""The form for which notices a person gets, how and when."""

from dataclasses import dataclass

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.web.fields import OneOf
from core.web.forms import BUTTONS, Piece, Section, WithButtons
from mailing import preferences
from mailing.models import Recipient
from mailing.preferences import Channel

TABLE = Piece("mailing/_channels.html")
TIMES = ("delivery", "digest")


@dataclass(frozen=True)
class Row:
    """A kind in the table: its field, and a control for each Channel, or None where there is none."""

    field: forms.BoundField
    cells: list


class Notices(WithButtons, forms.Form):
    """The channel of each kind that can reach a person; of others nothing is changed."""

    delivery = OneOf(
        label=_("What comes at once is sent"),
        choices=Recipient.Delivery,
        help_text=_("Reminders, and all about your seats, are always sent at any hour."),
    )
    digest = forms.ChoiceField(
        label=_("The digest is sent"),
        choices=Recipient.Digest,
        widget=forms.RadioSelect,
        help_text=_("One mail with all that you want in the digest."),
    )
    submit = _("Keep the changes")
    channels = Channel

    def __init__(self, *args, person, **options):
        initial = {name: getattr(person, name) for name in TIMES}
        super().__init__(*args, initial=initial, **options)
        self.kinds = preferences.choices(person)
        for kind in self.kinds:
            self.fields[kind.name] = forms.ChoiceField(
                label=kind.label,
                choices=[way for way in Channel.choices if kind.may_wait or way[0] != Channel.DIGEST],
                initial=preferences.channel(person, kind),
                widget=forms.RadioSelect,
            )

    def parts(self):
        when = Section(_("When we write"), *TIMES, Piece("mailing/_day.html"), css_class="section")
        return [TABLE, when, BUTTONS]

    def action(self):
        return reverse("mailing:notices")

    def rows(self):
        for kind in self.kinds:
            controls = {control.data["value"]: control for control in self[kind.name].subwidgets}
            yield Row(self[kind.name], [controls.get(way) for way in Channel])

    def chosen(self):
        return {kind.name: self.cleaned_data[kind.name] for kind in self.kinds}

    def times(self):
        return {name: self.cleaned_data[name] for name in TIMES}
