"""The form in which an organizer asks somebody to take a co-lab over, or to share it (R-HANDED-OVER)."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.forms import RowForm
from events.models import CoLab, RoleOffer
from forums.models import Membership
from participants.models import Participant
from participants.profiles.person_field import PersonField

OTHER = "other"
MOST = 8  # people to choose from


class OfferForm(RowForm, forms.Form):
    """The facilitator is chosen at first, so that one press is enough; then come organizers of the space."""

    person = forms.ChoiceField(label=gettext_lazy("Whom do you ask?"), widget=forms.RadioSelect)
    other = PersonField(
        label=gettext_lazy("Somebody else"),
        required=False,
        help_text=gettext_lazy(
            "Name or e-mail address of an organizer. Only where you chose “Somebody else”."
        ),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("What do you ask them?"), choices=RoleOffer.Role, widget=forms.RadioSelect
    )
    submit = gettext_lazy("Ask them")
    address = "events:hand_over"

    def __init__(self, colab, *args, **options):
        super().__init__(colab, *args, **options)
        self.people = {str(person.pk): person for person in _candidates(colab)}
        self.fields["person"].choices = [
            *((key, _named(colab, person)) for key, person in self.people.items()),
            (OTHER, _("Somebody else")),
        ]
        first = next(iter(self.people), OTHER)
        may_take_over = first != OTHER and self.people[first].is_organizer
        self.initial |= {
            "person": first,
            "role": RoleOffer.Role.ORGANIZER if may_take_over else RoleOffer.Role.CO_ORGANIZER,
        }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("person") == OTHER and "other" in cleaned and not cleaned["other"]:
            self.add_error("other", _("Say whom you ask."))
        return cleaned

    def asked(self):
        """Return the person who is asked."""
        chosen = self.cleaned_data["person"]
        return self.cleaned_data["other"] if chosen == OTHER else self.people[chosen]


def _candidates(colab):
    """Return the facilitator, then organizers of the space by name.

    Nobody's membership is told of where nothing carries a name (R-UNATTRIBUTED).
    """
    may = Participant.objects.active()
    first = list(may.filter(pk=colab.facilitator_id).exclude(pk=colab.organizer_id))
    if not colab.topic.forum.rules.names_authors:
        return first
    members = Membership.objects.filter(forum=colab.topic.forum_id).values("participant")
    others = may.filter(pk__in=members, is_organizer=True)
    named = [pk for role in CoLab.ROLES[:3] if (pk := getattr(colab, f"{role}_id"))]
    return [*first, *others.exclude(pk__in=named).order_by("name", "pk")[:MOST]]


def _named(colab, person):
    if person.pk != colab.facilitator_id:
        return str(person)
    return _("%(name)s, who facilitates this co-lab") % {"name": person}
