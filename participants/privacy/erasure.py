"""To erase an account: each part gives back what it holds of the person, then the account is emptied."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.calendar import feeds
from events.models import CoLab, Registration
from events.registration import offboarding
from forums.candidates import nominations
from forums.models import Nomination, Topic
from participants.accounts import anonymization
from participants.privacy import forms


class Refused(Exception):
    """Why an account cannot be erased yet, in words for its owner."""


@transaction.atomic
def erase(person):
    """Seats are given up through the queue, private rows go, words that say who it was go; posts stay.

    Raises Refused while others count on this person to hold a co-lab.
    """
    if CoLab.objects.ahead().filter(organizer=person).exists():
        raise Refused(_("You organize a co-lab that is ahead. Hold it or call it off first; then come back."))
    offboarding.leave_all(person)
    for topic in Topic.objects.candidates().nominated_by(person):
        nominations.withdraw(topic, person)
    Registration.objects.filter(participant=person).update(bring="")
    Nomination.objects.filter(participant=person).update(reason="")
    person.follow_up_requests.update(reason="")
    person.reports.update(reason="")
    person.picks.all().delete()
    person.picked.all().delete()
    person.watches.all().delete()
    feeds.revoke(person)
    person.memberships.all().delete()
    offboarding.give_back_roles(person)
    anonymization.anonymize(person)


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def confirm(request):
    """Asks twice: who has lately shown that it is them types their address."""
    form = forms.Erasure(request.POST or None, person=request.user)
    if form.is_valid():
        try:
            erase(request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            logout(request)
            messages.success(request, _("Your account is erased. Thank you for having been here."))
            return redirect("home")
    context = {
        "form": form,
        "action_text": _("Erase my account"),
        "dangerous": True,
        "back_url": reverse("participants:data"),
    }
    return render(request, "participants/privacy/erase.html", context)
