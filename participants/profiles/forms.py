"""What people are asked about themselves."""

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.text import languages, markup
from core.timezones import reader_clock
from core.timezones.fields import ZoneField
from mailing import delivery_schedule, registry
from participants import regions
from participants.accounts import adapter
from participants.models import Participant


class LineField(forms.CharField):
    """One line, as it may stand in a mail's header or a calendar: no invisible signs, no line breaks."""

    def to_python(self, value):
        text = " ".join(super().to_python(value).split())
        return "".join(sign for sign in text if sign.isprintable())


def _line(label, model_field, autocomplete="off", **options):
    length = Participant._meta.get_field(model_field).max_length
    widget = forms.TextInput(attrs={"autocomplete": autocomplete})
    return LineField(label=label, max_length=length, widget=widget, **options)


class Person(forms.Form):
    """Who somebody is, where they are, and on which clock."""

    name = _line(_("Name"), "name", "name", help_text=_("As other participants should see it."))
    organization = _line(_("Organization"), "organization", "organization", required=False)
    district = _line(
        _("District"),
        "district",
        required=False,
        help_text=_("The school district, county, municipality or other area that you work for."),
    )
    region = forms.ChoiceField(
        label=_("State, province or territory"), choices=regions.CHOICES, required=False
    )
    zone = ZoneField()
    language = forms.ChoiceField(
        label=_("Language"),
        choices=languages.CHOICES,
        help_text=_("Of the pages and of our mails. You can read and write in any of them."),
    )

    def fields_of_person(self):
        """The cleaned answers as fields of a Participant."""
        answers = {name: self.cleaned_data[name] for name in Person.base_fields}
        answers["country"], answers["region"] = regions.split(answers["region"])
        return answers


class OneOf(forms.ChoiceField):
    """One of these always holds, the empty one too: nothing that may be left out."""

    widget = forms.RadioSelect
    always_answered = True

    def __init__(self, **options):
        super().__init__(required=False, **options)


class ClockForm(forms.Form):
    """On which clock, and how hours are written."""

    zone = ZoneField(help_text=_("Name your city, or a large one near you."))
    clock = OneOf(label=_("Hours"), choices=reader_clock.Clock)

    def __init__(self, data=None, *, zone, clock):
        """`zone` is None where none was chosen yet: then the one of the device is proposed."""
        super().__init__(data, initial={"zone": zone or settings.TIME_ZONE, "clock": clock})
        if zone is None:
            self.fields["zone"].widget.attrs["data-propose-zone"] = True


class SignUp(Person, account.SignupForm):
    """Join: address, name, one password, and what makes times and words right from the first page on."""

    field_order = ["email", "name", "password1", "organization", "district", "region", "zone", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["zone"].initial = settings.TIME_ZONE
        self.fields["zone"].widget.attrs["data-propose-zone"] = True
        self.fields["language"].initial = get_language()

    def try_save(self, request):
        """As allauth's, but a known address costs the same time, and two tabs at once make one account."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
            return super().try_save(request)
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:  # the other tab was quicker
            self.account_already_exists = True
            return super().try_save(request)


class SignIn(account.LoginForm):
    """Address and password, called here as everywhere on the site."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["login"].label = _("E-mail address")


class AskForCode(account.RequestLoginCodeForm):
    """A code to sign in with: the same work whether or not the address has an account."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["email"].label = _("E-mail address")

    def clean_email(self):
        address = self.cleaned_data["email"]
        if not ratelimit.consume(context.request, action="request_login_code", key=address.lower()):
            raise get_adapter().validation_error("too_many_login_attempts")
        self._user = Participant.objects.by_address(address).first()
        return address


class AskForReset(account.ResetPasswordForm):
    """A link to choose a new password; whether there is an account is looked up when the mail is written."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["email"].label = _("E-mail address")

    def clean_email(self):
        self.users = []
        return self.cleaned_data["email"]

    def save(self, request, **kwargs):
        address = self.cleaned_data["email"]
        adapter.write("password-reset", address)
        return address


class Profile(Person, forms.ModelForm):
    """Everything about oneself that one can change."""

    about = forms.CharField(
        label=_("About me"),
        max_length=2000,
        required=False,
        help_text=_("What you work on, what you could share, what you would like to hear about."),
        widget=forms.Textarea(attrs={"rows": 5, "data-markdown": True, "data-draft": "about"}),
    )
    day_starts = forms.TimeField(
        label=_("My day begins"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    day_ends = forms.TimeField(
        label=_("My day ends"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Organizers look for hours that suit the people who want a co-lab. Nobody sees this."),
    )
    clock = OneOf(label=_("Hours"), choices=reader_clock.Clock)
    listed = forms.BooleanField(
        label=_("Show me in the directory"),
        required=False,
        help_text=_(
            "Other participants then see your name, organization, place and what you say about yourself."
        ),
    )
    field_order = [
        "name",
        "organization",
        "district",
        "region",
        "about",
        "listed",
        "zone",
        "clock",
        "language",
        "day_starts",
        "day_ends",
    ]

    class Meta:
        model = Participant
        fields = ["about", "day_starts", "day_ends", "listed", "clock"]

    def __init__(self, *args, instance, **kwargs):
        known = {name: getattr(instance, name) for name in Person.base_fields}
        known["region"] = instance.region or (
            instance.country if instance.country == regions.ELSEWHERE else ""
        )
        super().__init__(*args, instance=instance, initial=known, **kwargs)

    def clean(self):
        cleaned = super().clean()
        begins, ends = cleaned.get("day_starts"), cleaned.get("day_ends")
        if begins and ends and begins >= ends:
            self.add_error("day_ends", _("Your day must end after it begins."))
        return cleaned

    def save(self):
        changes = self.fields_of_person() | {"about_html": markup.render(self.cleaned_data["about"])}
        for name, value in changes.items():
            setattr(self.instance, name, value)
        self.instance.save(update_fields=[*changes, *self._meta.fields])
        delivery_schedule.reschedule(self.instance)
        return self.instance


class Delivery(forms.Form):
    """When notices that can wait are sent."""

    delivery = OneOf(
        label=_("When do you want notices that can wait?"),
        choices=Participant.Delivery,
        help_text=_(
            "New posts, answers, announcements. All about your seats, and reminders, are always sent at once."
        ),
    )


class Notices(forms.Form):
    """Which mails somebody wants: one box for each kind that may be turned off."""

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        for kind in registry.kinds.values():
            if kind.optional and (kind.name != "digest" or person.delivery in delivery_schedule.DIGESTS):
                on = person.wants(kind.name)
                self.fields[kind.name] = forms.BooleanField(label=kind.label, initial=on, required=False)

    def off(self):
        """Names of the kinds that are turned off."""
        return [name for name, wanted in self.cleaned_data.items() if not wanted]


class Invitation(forms.Form):
    """Where to write to somebody whose posts were imported."""

    address = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=languages.CHOICES)


class Claim(Person):
    """What makes an imported author's account one's own."""

    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    field_order = ["name", "password", "organization", "district", "region", "zone", "language"]

    def __init__(self, *args, placeholder, address, **kwargs):
        super().__init__(*args, **kwargs)
        self.placeholder, self.address = placeholder, address
        self.fields["zone"].widget.attrs["data-propose-zone"] = True

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password, Participant(email=self.address, name=self.cleaned_data.get("name", "")))
        return password


class Erasure(forms.Form):
    """Means it: the own address is typed."""

    address = forms.EmailField(
        label=_("Your e-mail address, to show that you mean it"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_address(self):
        if self.cleaned_data["address"].lower() != self.person.email:
            raise forms.ValidationError(_("This is not the address of your account."))
        return self.cleaned_data["address"]
