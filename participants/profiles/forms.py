"""Forms for people's data about themselves."""

from django import forms
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.text import languages, markup
from core.timezones import reader_clock
from core.timezones.fields import ZoneField
from core.web.fields import LineField, MarkdownField, OneOf
from core.web.forms import BUTTONS, THEIRS, EditsOnce, Section, WithButtons
from mailing import delivery_schedule
from participants import limits, regions
from participants.models import Participant
from participants.profiles import imitation, names, sections


def _line(label, model_field, autocomplete="off", **options):
    length = Participant._meta.get_field(model_field).max_length
    widget = forms.TextInput(attrs={"autocomplete": autocomplete})
    return LineField(label=label, max_length=length, widget=widget, **options)


class Person(forms.Form):
    name = _line(_("Name"), "name", "name", help_text=_("As other participants should see it."))
    organization = _line(_("Organization"), "organization", "organization", required=False)
    district = _line(
        _("District"),
        "district",
        required=False,
        help_text=_("The school district, county, municipality or other area that you work for."),
    )
    region = forms.ChoiceField(
        label=_("State, province or territory"), choices=regions.choices, required=False
    )
    zone = ZoneField()
    language = forms.ChoiceField(
        label=_("Language"),
        choices=languages.CHOICES,
        help_text=_("Of the pages and of our mails. You can read and write in any of them."),
    )

    def clean_name(self):
        imitation.check(self.cleaned_data["name"])
        return self.cleaned_data["name"]

    def fields_of_person(self):
        fields = {name: self.cleaned_data[name] for name in Person.base_fields}
        fields["country"], fields["region"] = regions.split(fields["region"])
        return fields


class ClockForm(WithButtons, forms.Form):
    zone = ZoneField(help_text=_("Name your city, or a large one near you."))
    clock = OneOf(label=_("Hours"), choices=reader_clock.Clock)
    next = forms.CharField(required=False, widget=forms.HiddenInput)
    submit = _("Use this clock")

    def __init__(self, data=None, *, zone, clock, back):
        """`zone` is None if none was chosen yet: then that of the device is proposed."""
        super().__init__(data, initial={"zone": zone or settings.TIME_ZONE, "clock": clock, "next": back})
        if zone is None:
            self.fields["zone"].widget.attrs["data-propose-zone"] = True

    def action(self):
        return reverse("participants:clock")


class Profile(EditsOnce, Person, forms.ModelForm):
    """One's data about oneself, which may have changed on another page since (R-EDIT-CONFLICT)."""

    about = MarkdownField(
        label=_("About me"),
        max_length=2000,
        required=False,
        help_text=_("What you work on, what you could share, what you would like to hear about."),
        rows=5,
        draft="about",
    )
    day_starts = forms.TimeField(
        label=_("My day begins"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    day_ends = forms.TimeField(
        label=_("My day ends"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_(
            "Organizers look for hours that suit the people who want a co-lab. On your page others may read "
            "whether it is your day now."
        ),
    )
    clock = OneOf(label=_("Hours"), choices=reader_clock.Clock)
    listed = forms.BooleanField(
        label=_("Show me in the directory"),
        required=False,
        help_text=_(
            "Members then find you, and read your page: your place, what you say and offer, what you watch "
            "and wrote, the time where you are. On your page you choose who reads what."
        ),
    )
    on_map = forms.BooleanField(
        label=_("Show me on the map"),
        required=False,
        help_text=_(
            "Members then see your name within your district and organization, and your connections with "
            "others who show themselves, too."
        ),
    )
    who = ["name", "organization", "district", "region", "about", "listed", "on_map"]
    when = ["zone", "clock", "language", "day_starts", "day_ends"]
    field_order = [*who, *when]
    submit = _("Keep the changes")

    class Meta:
        model = Participant
        fields = ["about", "day_starts", "day_ends", "listed", "on_map", "clock"]

    def __init__(self, *args, instance, **kwargs):
        known = {name: getattr(instance, name) for name in Person.base_fields}
        known["region"] = instance.region or (
            instance.country if instance.country == regions.ELSEWHERE else ""
        )
        super().__init__(*args, instance=instance, initial=known, **kwargs)

    def clean_name(self):
        """Let who has such a name from before change the rest."""
        return super().clean_name() if "name" in self.changed_data else self.cleaned_data["name"]

    def parts(self):
        return [
            Section(_("Who I am"), *self.who, css_class="section"),
            Section(_("My clock and my language"), *self.when, css_class="section", css_id="clock"),
            "begun",
            BUTTONS,
            THEIRS,
        ]

    def clean(self):
        cleaned = super().clean()
        begins, ends = cleaned.get("day_starts"), cleaned.get("day_ends")
        if begins and ends and begins >= ends:
            self.add_error("day_ends", _("Your day must end after it begins."))
        return cleaned

    @transaction.atomic
    def save(self):
        """Return the person. Raise limits.Refused."""
        before = Participant(name=self.instance.name)
        limits.spend(self.instance, "name", int("name" in self.changed_data))
        limits.spend(self.instance, "profile", int(self.has_changed()))
        changes = self.fields_of_person() | {"about_html": markup.render(self.cleaned_data["about"])}
        for name, value in changes.items():
            setattr(self.instance, name, value)
        self.instance.save(update_fields=[*changes, *self._meta.fields])
        delivery_schedule.reschedule(self.instance)
        if self.instance.name != before.name:
            names.write_anew(self.instance, before)
        return self.instance


class SectionsForm(WithButtons, forms.Form):
    """Who reads which section of one's page; a field for each that is declared (R-SECTIONS)."""

    def __init__(self, person, *args, **options):
        super().__init__(*args, initial=sections.audiences(person), **options)
        for name, section in sections.in_order():
            self.fields[name] = forms.ChoiceField(label=section.heading, choices=sections.Audience)

    def action(self):
        return reverse("participants:sections")
