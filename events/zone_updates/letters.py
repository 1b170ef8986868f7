"""The letters about changed rules of time zones."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.messages import composing, versions
from events.zone_updates import detection
from mailing.registry import letter


@letter("rules-moved", label=_("Clocks changed their rules under a co-lab I organize"))
def rules_moved(message):
    colab = composing.colab_with_role(message)
    found = colab and detection.difference(colab)
    if not found or colab.role_of(message.recipient) != "organizer":
        return None
    url = settings.SITE_URL + reverse("events:rules", args=[colab.pk])
    return composing.letter_about("rules_moved", colab, found=found, button_url=url)


@letter("clock-changed", label=_("Clocks changed their rules: what it means for a co-lab of mine"))
def clock_changed(message):
    about, registration, calendar = message.about, None, None
    if about["kept"] == detection.WALL and about.get("uid") and about.get("seated", True):
        entry = composing.entry_of(message)
        news = entry and versions.request(message, entry)
        if not news:
            return None
        colab, calendar = entry.colab, news.calendar
        registration = entry if "registration" in about else None
    elif "registration" in about:
        registration = composing.seat_of(message) if about["seated"] else composing.waiting_of(message)
        colab = registration and registration.colab
    else:
        colab = composing.colab_with_role(message)
    if colab is None:
        return None
    before, zone = detection.before(about, message.recipient), message.recipient.zone
    context = {"registration": registration, "kept": about["kept"]}
    if before:
        now = colab.starts_at.astimezone(zone)
        context["before"] = detection.words(before, zone)
        context["same"] = before.replace(tzinfo=None) == now.replace(tzinfo=None)
    return composing.letter_about("clock_changed", colab, calendar, **context)
