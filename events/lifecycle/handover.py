"""A co-lab is handed over, or shared with a co-organizer, by an offer that is answered (R-HANDED-OVER).

Only the organizer offers. Each verb raises checks.Refused.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from events.lifecycle import checks, succession
from events.models import RoleOffer
from events.models.locking import holding
from events.registration import role_entries, roles, seats
from mailing import outbox
from participants import audit, limits

Answer = RoleOffer.Answer


def offer(colab, by, to, role):
    """Offer a role to a person, and take back what of it was offered to another. Return the RoleOffer.

    Idempotent: an offer that is open stands.
    """
    with holding(colab) as colab:
        _require_may_ask(colab, by)
        checks.refuse(_wrong_with(colab, to, role))
        before = colab.role_offers.filter(role=role, ended_at=None)
        if same := before.open().filter(to=to, by=by).first():
            return same
        limits.spend(by, "plan")
        before.update(answer=Answer.TAKEN_BACK, ended_at=timezone.now())
        made = RoleOffer.objects.create(colab=colab, role=role, to=to, by=by)
        audit.record(by, "role-offered", colab, {"role": role, "participant": to.pk})
        outbox.post("role-offered", to, f"role-offered:{made.pk}:{to.pk}", offer=made.pk, colab=colab.pk)
        return made


def take_back(offer, by):
    """Take an offer back. Idempotent; what was accepted stays."""
    with holding(offer.colab) as colab:
        _require_may_ask(colab, by)
        offer.refresh_from_db()
        if offer.ended_at is None:
            _end(offer, Answer.TAKEN_BACK, by)
        return offer


def accept(offer, by):
    """Give the role to whom it was offered; both are told. Idempotent."""
    with holding(offer.colab) as colab:
        offer.refresh_from_db()
        if offer.answer == Answer.ACCEPTED:
            return offer
        _require_open(offer, by)
        _end(offer, Answer.ACCEPTED, by)
        if offer.hands_over:
            colab.role_offers.filter(ended_at=None).update(answer=Answer.TAKEN_BACK, ended_at=timezone.now())
            succession.make_organizer(colab, by)
        else:
            _make_co_organizer(colab, by)
        _tell(offer, offer.by)
        if colab.has_started:
            _tell(offer, by)  # no calendar entry comes any more, which would tell them
        return offer


def decline(offer, by):
    """Decline an offer; nobody but whoever made it is told. Idempotent."""
    with holding(offer.colab):
        offer.refresh_from_db()
        if offer.answer == Answer.DECLINED:
            return offer
        _require_open(offer, by)
        _end(offer, Answer.DECLINED, by)
        _tell(offer, offer.by)
        return offer


def end_sharing(colab, by):
    """End the role of the co-organizer, by the organizer or by themselves. Idempotent."""
    with holding(colab) as colab:
        checks.require_its_organizer(colab, by)
        checks.require_not_over(colab)
        if colab.co_organizer_id is not None:
            roles.record_one(by, "role-taken", colab, "co_organizer", colab.co_organizer_id)
            colab.co_organizer = None
            colab.save(update_fields=["co_organizer"])
            role_entries.settle(colab)
        return colab


# --- With the row of the co-lab locked


def _require_may_ask(colab, by):
    if colab.role_of(by) != "organizer":
        raise checks.Refused(_("Only the organizer of this co-lab can do this."))
    checks.require_not_over(colab)
    if colab.is_draft:
        raise checks.Refused(_("This co-lab is not announced yet."))


def _require_open(offer, by):
    if offer.to_id != by.pk or not RoleOffer.objects.open().filter(pk=offer.pk).exists():
        raise checks.Refused(_("This is not asked of you any more."))


def _wrong_with(colab, to, role):
    """Return why a person may not be asked for a role, as errors by field of the form."""
    if colab.role_of(to) in {"organizer", role}:
        return {"person": _("They organize this co-lab already.")}
    if not (to.is_active and colab.topic.forum.readers_among([to])):
        text = _(
            "They are not in the forum of this topic, so they cannot see this co-lab. Invite them first."
        )
        return {"person": text}
    if to.is_organizer or (role == RoleOffer.Role.CO_ORGANIZER and to.pk == colab.facilitator_id):
        return _taken(colab) if role == RoleOffer.Role.CO_ORGANIZER else {}
    if to.pk == colab.facilitator_id:
        text = _("They are no organizer of this site: they can organize it with you, but not in your place.")
    else:
        text = _("They are no organizer of this site. Ask one, or the facilitator of this co-lab.")
    return {"person": text}


def _taken(colab):
    if not colab.shares_with:
        return {}
    return {"role": _("This co-lab has a co-organizer already.")}


def _end(offer, answer, by):
    offer.answer, offer.ended_at = answer, timezone.now()
    offer.save(update_fields=["answer", "ended_at"])
    about = {"role": offer.role, "participant": offer.to_id, "answer": answer.value}
    audit.record(by, "role-offer-ended", offer.colab, about)


def _make_co_organizer(colab, person):
    seats.leave(colab, person)
    before = roles.given(colab)
    colab.co_organizer = person
    colab.save(update_fields=["co_organizer"])
    roles.record(colab, person, before)
    role_entries.settle(colab)


def _tell(offer, person):
    outbox.post(
        "role-answered", person, f"role-answered:{offer.pk}:{person.pk}", offer=offer.pk, colab=offer.colab_id
    )
