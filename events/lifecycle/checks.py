"""What a plan of a co-lab and whoever changes it must satisfy; each refusal is a sentence for the person."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from core.timezones.wall_time import Start
from core.web import refusals
from events.models import CoLab
from events.registration import availability
from events.room import own_rooms
from events.scheduling import time_check
from events.scheduling.time_check import TimeCheck, nominators
from forums.spaces.readiness import readiness

# Not validated again: the verbs set or check them.
CHECKED = ["topic", "organizer", "facilitator", "harvester", "follows", "first", "zone"]
PLAN_FIELDS = [
    *("title", "question", "description", "chosen_for", "chosen_because", "minutes", "capacity", "room_url"),
    *("facilitator", "harvester", "unfriendly_reason", "notice_reason"),
    *("host", "host_offers", "dial_in", "care_note", "is_brave", "keeps"),
]


class Refused(ValidationError, refusals.Refused):
    """A verb was refused; the texts are for the person, those about a field of the form in `error_dict`."""

    @property
    def sentences(self):
        return self.messages


def refuse(errors):
    if errors:
        raise Refused(errors)


def require_an_organizer(by, topic):
    if not by.is_organizer:
        raise Refused(_("Only organizers can declare a co-lab."))
    if not topic.forum.readers_among([by]):
        raise Refused(_("This topic is in a forum that you are not in."))


def require_its_organizer(colab, by):
    if not colab.is_run_by(by):
        raise Refused(_("Only the organizer of this co-lab can do this."))


def require_not_over(colab):
    if colab.is_called_off:
        raise Refused(_("This co-lab was called off."))
    if colab.is_held:
        raise Refused(_("This co-lab is over."))


def require_movable(colab):
    require_not_over(colab)
    if colab.is_draft:
        raise Refused(_("A draft is not moved: edit it."))
    if colab.has_started:
        raise Refused(_("This co-lab has started: it cannot be moved any more."))


def topic_errors(topic):
    if topic.is_closed or topic.is_hidden:
        return {NON_FIELD_ERRORS: _("This topic is closed: it cannot become a co-lab.")}
    if CoLab.objects.ahead().filter(topic=topic).exists():
        return {NON_FIELD_ERRORS: _("This topic has a co-lab ahead already.")}
    return {}


def move_errors(colab, right):
    """Return what is wrong with another start of an announced co-lab, as `unmet` does."""
    errors = announce_errors(colab) if "start" in right else {}
    return {name: text for name, text in errors.items() if name == "date" or name in right}


def reason_errors(reason):
    return {} if reason.strip() else {"reason": _("Say why: everyone who registered is told.")}


def room_errors(before, address):
    """Return an error where somebody pastes an address as we make them: it may be that of another room."""
    if address == before or not own_rooms.is_ours(address):
        return {}
    return {"room_url": _("We make addresses of this kind ourselves. Leave it empty, and you get a new one.")}


def date_errors(colab):
    problem = time_check.date_problem(colab.starts_at)
    return {"date": problem} if problem else {}


def role_errors(colab):
    """Return errors by role: who may not read the forum cannot have one (R-ROLES-TODAY)."""
    given = {role: person for role in ("facilitator", "harvester") if (person := getattr(colab, role))}
    readers = colab.topic.forum.readers_among(list(given.values()))
    text = _("They are not in the forum of this topic, so they cannot see this co-lab. Invite them first.")
    return {role: text for role, person in given.items() if person not in readers}


def brave_errors(colab, announce=True):
    """Return what a brave hour lacks; a facilitator only where it is announced (R-BRAVE-HOUR)."""
    errors = {}
    if colab.is_brave and not colab.care_note:
        errors["care_note"] = _("A brave hour has a care note: say what people should be ready for.")
    if colab.is_brave and not colab.facilitator_id and (announce or colab.is_announced):
        errors["facilitator"] = _("A brave hour has a facilitator: name one.")
    if colab.is_brave and colab.is_announced and _registered_unasked(colab):
        text = _(
            "Some people registered before this question was asked. "
            "Mark an hour as brave before anybody registers."
        )
        errors["is_brave"] = text
    return errors


def ready_errors(colab, announce=True):
    """Return an error where who facilitates has not said that they are ready; once announced (R-READY)."""
    forum = colab.topic.forum
    if not forum.rules.asks_readiness or not (announce or colab.is_announced):
        return {}
    if colab.is_announced and _leads_already(colab):
        return {}
    if not colab.facilitator_id:
        return {"facilitator": _("Whoever facilitates here has said that they are ready: name somebody.")}
    if readiness.is_ready(forum, colab.facilitator):
        return {}
    text = _("%(name)s has not said yet that they are ready. They can do so on the page about this space.")
    return {"facilitator": text % {"name": colab.facilitator}}


def _leads_already(colab):
    """Return whether the facilitator stays who they were: what has lapsed since freezes no other change."""
    return CoLab.objects.filter(pk=colab.pk, state="announced", facilitator=colab.facilitator_id).exists()


def _registered_unasked(colab):
    was_brave = CoLab.objects.filter(pk=colab.pk, is_brave=True).exists()
    return not was_brave and colab.registrations.present().exists()


def validate(colab, before=None, *, announce=False):
    """Raise Refused with all that speaks against a plan (R-ALL-ERRORS); `before`: its entry fields, if any.

    With `announce` also with what speaks against announcing it.
    """
    errors = {}
    try:
        colab.full_clean(exclude=CHECKED, validate_unique=False, validate_constraints=False)
    except ValidationError as refusal:
        errors = refusal.update_error_dict(errors)
    right = {*PLAN_FIELDS, "start"} - set(errors)
    refuse(unmet(colab, right, before, announce=announce) | errors)


def unmet(colab, right, before=None, *, announce=False):
    """Return what is wrong with a plan beyond its fields, as errors by field.

    Only the fields named in `right` ("start" among them) are looked at: nothing is said of what depends on
    another.
    """
    wrong = brave_errors(colab, announce) | ready_errors(colab, announce) | role_errors(colab)
    errors = {name: text for name, text in wrong.items() if name in right}
    if not before or announce:
        errors |= topic_errors(colab.topic)
    if colab.is_draft and "start" in right:
        errors |= announce_errors(colab, "minutes" in right) if announce else date_errors(colab)
    elif before and "minutes" in right and colab.minutes != before["minutes"]:
        errors |= length_errors(colab)
    taken = colab.registrations.seated().count() if before else 0
    if "capacity" in right and colab.capacity < taken:
        errors["capacity"] = availability.too_few(taken)
    return {name: text for name, text in errors.items() if name not in PLAN_FIELDS or name in right}


def announce_errors(colab, is_length=True):
    """Return what is wrong with the start of a co-lab that is to be announced."""
    return date_errors(colab) or (reasons_missing(colab) if is_length else {})


def length_errors(colab):
    if colab.has_started:
        return {"minutes": _("It has started: its length cannot be changed any more.")}
    missing = reasons_missing(colab)
    missing.pop("notice_reason", None)  # only asked for when it is announced
    return missing


def reasons_missing(colab):
    """Return the reasons that are required and missing, as errors by field.

    See R-SHORT-NOTICE and R-FRIENDLY-START.
    """
    check = TimeCheck(Start.of(colab), colab.minutes, nominators(colab.topic))
    missing = {}
    if check.verdict.problems and not colab.unfriendly_reason:
        wrong = " ".join(problem.text for problem in check.verdict.problems)
        text = _("Say why at this hour; everyone can read it. %(wrong)s")
        missing["unfriendly_reason"] = text % {"wrong": wrong}
    if check.is_short_notice and not colab.notice_reason:
        text = _("Say why at short notice; everyone can read it. %(wrong)s")
        missing["notice_reason"] = text % {"wrong": check.notice_text}
    return missing
