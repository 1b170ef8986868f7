"""A co-lab is handed over, or shared with a co-organizer, by an offer that is answered (R-HANDED-OVER)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from events.lifecycle import checks, colabs, handover, rooms, succession
from events.models import CoLab, RoleOffer
from events.registration import attendance, role_entries, seats
from events.room import access
from forums.spaces import memberships
from mailing import outbox
from mailing.models import Message
from participants.models import AuditEntry, Participant
from participants.open_ends import registry
from participants.privacy import erasure
from testing import make

pytestmark = pytest.mark.django_db

ORGANIZER, CO_ORGANIZER = RoleOffer.Role.ORGANIZER, RoleOffer.Role.CO_ORGANIZER


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2027-01-04 15:00Z", tick=False)


@pytest.fixture
def fay():
    return make.participant("Fay")


@pytest.fixture
def zoe():
    return make.organizer("Zoé")


@pytest.fixture
def colab(organizer, fay):
    made = make.colab(organizer=organizer, facilitator=fay)
    role_entries.settle(made)
    return made


def text(response):
    return " ".join(response.content.decode().split())


def again(colab):
    return CoLab.objects.get(pk=colab.pk)


def roles(colab):
    now = again(colab)
    return now.organizer, now.co_organizer


def recorded(verb):
    entries = AuditEntry.objects.filter(verb=verb).order_by("pk")
    return [(entry.changes["role"], entry.changes["participant"]) for entry in entries]


def mails(kind):
    return [row.recipient for row in Message.objects.filter(kind=kind).order_by("pk")]


def accepted(colab, to, role):
    return handover.accept(handover.offer(colab, colab.organizer, to, role), to)


# --- Asking


def test_it_takes_one_press_to_ask_the_facilitator(client, organizer, colab, fay, zoe):
    """Check R-HANDED-OVER."""
    address = reverse("events:hand_over", args=[colab.pk])
    form = client.get(address).context["form"]

    page = client.post(address, {name: form.initial[name] for name in ("person", "role")}, follow=True)

    assert form.initial == {"person": str(fay.pk), "role": CO_ORGANIZER}
    assert "We have written to Fay. Until they accept, nothing changes." in text(page)
    assert "You asked Fay to organize this co-lab with you." in text(page)
    assert roles(colab) == (organizer, None)
    assert mails("role-offered") == [fay]
    assert recorded("role-offered") == [("co_organizer", fay.pk)]


def test_organizers_of_the_space_come_next_and_a_facilitator_who_is_one_may_take_over(
    client, colab, fay, zoe
):
    make.membership(colab.topic.forum, zoe)
    make.membership(colab.topic.forum, colab.organizer)
    Participant.objects.filter(pk=fay.pk).update(is_organizer=True)

    form = client.get(reverse("events:hand_over", args=[colab.pk])).context["form"]

    assert [key for key, _label in form.fields["person"].choices] == [str(fay.pk), str(zoe.pk), "other"]
    assert form.initial["role"] == ORGANIZER


def test_where_nothing_carries_a_name_no_member_is_offered_by_name(client, organizer, zoe, fay):
    """Check R-HANDED-OVER and R-UNATTRIBUTED."""
    space = make.forum(kind="healing")
    for person in (organizer, zoe, fay):
        make.membership(space, person)
    colab = make.colab(organizer=organizer, facilitator=fay, topic=make.topic(forum=space))

    page = client.get(reverse("events:hand_over", args=[colab.pk]))

    assert "Zoé" not in text(page)
    assert "Fay, who facilitates this co-lab" in text(page)


def test_somebody_else_is_asked_by_name_or_address(client, colab, zoe):
    answer = client.post(
        reverse("events:hand_over", args=[colab.pk]),
        {"person": "other", "other": zoe.email, "role": ORGANIZER},
    )

    assert answer.status_code == 302
    assert RoleOffer.objects.get().to == zoe


@pytest.mark.parametrize(
    ("who", "role", "complaint"),
    [
        ("fay", ORGANIZER, "they can organize it with you, but not in your place"),
        ("stranger", ORGANIZER, "They are no organizer of this site"),
        ("stranger", CO_ORGANIZER, "They are no organizer of this site"),
        ("organizer", CO_ORGANIZER, "They organize this co-lab already."),
    ],
)
def test_who_may_not_be_asked(colab, organizer, fay, who, role, complaint):
    """Check R-HANDED-OVER: organizers of the site, and to share it the facilitator."""
    person = {"fay": fay, "organizer": organizer, "stranger": make.participant()}[who]

    with pytest.raises(checks.Refused, match=complaint):
        handover.offer(colab, organizer, person, role)
    assert not RoleOffer.objects.exists()


def test_nobody_outside_the_space_is_asked(organizer, zoe):
    space = make.forum(is_public=False)
    make.membership(space, organizer)
    colab = make.colab(organizer=organizer, topic=make.topic(forum=space))

    with pytest.raises(checks.Refused, match="They are not in the forum"):
        handover.offer(colab, organizer, zoe, ORGANIZER)


def test_asking_again_is_asking_once_and_asking_another_takes_it_back(colab, organizer, zoe):
    first = handover.offer(colab, organizer, zoe, ORGANIZER)
    assert handover.offer(colab, organizer, zoe, ORGANIZER) == first

    other = handover.offer(colab, organizer, make.organizer(), ORGANIZER)

    assert list(RoleOffer.objects.open()) == [other]
    with pytest.raises(checks.Refused, match="not asked of you any more"):
        handover.accept(first, zoe)
    with pytest.raises(IntegrityError, match="one_open_offer_of_a_role"), transaction.atomic():
        make.role_offer(colab, zoe, "organizer")


@pytest.mark.parametrize("state", ["draft", "called_off", "over"])
def test_only_what_is_announced_and_not_over_is_handed_over(organizer, zoe, client, state):
    colab = (
        make.held_colab(organizer=organizer)
        if state == "over"
        else make.colab(organizer=organizer, state=state)
    )

    with pytest.raises(checks.Refused):
        handover.offer(colab, organizer, zoe, ORGANIZER)
    assert client.get(reverse("events:hand_over", args=[colab.pk])).status_code == 404


# --- Answering


def test_a_link_asks_and_one_press_hands_it_over(client, colab, organizer, zoe, mailoutbox, time_machine):
    """Check R-HANDED-OVER and R-LINKS-ASK."""
    outbox.send_due()
    offer = handover.offer(colab, organizer, zoe, ORGANIZER)
    time_machine.shift(1)
    outbox.send_due()
    [mail] = [mail for mail in mailoutbox if mail.to == [zoe.email]]
    address = reverse("events:offer", args=[offer.pk])
    client.force_login(zoe)

    page = client.get(address)
    assert roles(colab) == (organizer, None)
    done = client.post(reverse("events:accept_offer", args=[offer.pk]), follow=True)

    assert mail.subject == f"Can you take over? {colab.title}"
    assert address in mail.body
    assert "Will you do it in their place?" in text(page)
    assert "You organize this co-lab now." in text(done)
    assert roles(colab) == (zoe, None)
    assert recorded("role-taken")[-1:] == [("organizer", organizer.pk)]
    assert recorded("role-given")[-1:] == [("organizer", zoe.pk)]
    assert (mails("role-answered"), mails("role-ended")) == ([organizer], [organizer])
    assert zoe in mails("organizing")
    assert again(colab).room_exposed_at is not None  # R-ROOM-RENEWED
    assert again(colab).role_of(organizer) is None


def test_both_are_told_by_mail(colab, organizer, zoe, mailoutbox, time_machine):
    outbox.send_due()
    accepted(colab, zoe, ORGANIZER)
    del mailoutbox[:]
    time_machine.shift(1)

    outbox.send_due()

    subjects = {(mail.to[0], mail.subject) for mail in mailoutbox}
    assert (organizer.email, f"Accepted: {colab.title}") in subjects
    assert any(to == zoe.email for to, _subject in subjects)
    [told] = [mail for mail in mailoutbox if mail.subject.startswith("Accepted")]
    assert "Zoé has accepted" in told.body
    assert "You have no role in it any more" in told.body


def test_it_may_be_handed_over_during_the_hour_and_both_are_told(
    client, colab, organizer, zoe, mailoutbox, time_machine
):
    """Check R-HANDED-OVER."""
    time_machine.move_to(colab.starts_at + timedelta(minutes=20), tick=False)

    accepted(colab, zoe, ORGANIZER)
    time_machine.shift(1)
    outbox.send_due()

    assert roles(colab) == (zoe, None)
    told = {mail.to[0]: mail.subject for mail in mailoutbox if mail.subject.startswith("Accepted")}
    assert set(told) == {organizer.email, zoe.email}
    assert access.enter(colab, zoe)
    with pytest.raises(access.Refused):
        access.enter(colab, organizer)


def test_whoever_has_a_seat_gives_it_to_the_next(colab, zoe):
    mine, waits = make.seated(colab, zoe), make.waiting(colab)

    accepted(colab, zoe, CO_ORGANIZER)

    for row in (mine, waits):
        row.refresh_from_db()
    assert (mine.status, waits.status) == ("gone", "seated")


def test_a_co_organizer_may_do_what_the_organizer_may(client, colab, organizer, fay, time_machine):
    """Check R-HANDED-OVER."""
    accepted(colab, fay, CO_ORGANIZER)
    guest = make.seated(colab).participant
    client.force_login(fay)

    page = client.get(colab.get_absolute_url())
    colabs.edit(colab, fay, title="Another title")
    rooms.change(colab, fay, "https://meet.example.org/another")
    seats.set_capacity(colab, fay, 4)
    seats.remove(colab, fay, guest)

    assert "For you as its co-organizer" in text(page)
    assert "You are the co-organizer. You do not use a seat." in text(page)
    assert "Hand it over" not in text(page)
    for name in ("edit", "move", "call_off", "invitations", "new_room"):
        assert client.get(reverse(f"events:{name}", args=[colab.pk])).status_code == 200
    assert client.get(reverse("events:hand_over", args=[colab.pk])).status_code == 404
    time_machine.move_to(colab.starts_at, tick=False)
    attendance.record(colab, fay, {organizer.pk: "came"})
    colabs.call_off(colab, fay, "Snow.")
    assert again(colab).is_called_off


def test_nobody_gives_a_role_away_that_is_not_theirs(colab, fay, zoe):
    accepted(colab, fay, CO_ORGANIZER)

    with pytest.raises(checks.Refused, match="Only the organizer"):
        handover.offer(colab, fay, zoe, ORGANIZER)


def test_there_is_one_co_organizer_who_stands_among_the_roles(client, colab, organizer, fay, zoe):
    accepted(colab, fay, CO_ORGANIZER)

    assert "<dt>Co-organizer</dt>" in text(client.get(colab.get_absolute_url()))
    with pytest.raises(checks.Refused, match="has a co-organizer already"):
        handover.offer(colab, organizer, zoe, CO_ORGANIZER)


def test_a_co_organizer_has_the_entry_and_the_mail_of_a_role(colab, zoe, mailoutbox, time_machine):
    """Check R-ROLE-ENTRIES."""
    outbox.send_due()
    accepted(colab, zoe, CO_ORGANIZER)
    time_machine.shift(1)

    outbox.send_due()

    [mail] = [mail for mail in mailoutbox if mail.to == [zoe.email] and "co-organizer:" in mail.subject]
    assert "You may do all that its organizer may" in mail.body
    assert b"text/calendar" in mail.message().as_bytes()
    assert again(colab).role_entries.current().filter(participant=zoe).exists()
    assert zoe in again(colab).people_with_a_role


@pytest.mark.parametrize("ends", ["organizer", "fay"])
def test_sharing_ends_by_either_of_the_two(client, colab, organizer, fay, ends):
    accepted(colab, fay, CO_ORGANIZER)
    client.force_login({"organizer": organizer, "fay": fay}[ends])

    for _number in range(2):
        client.post(reverse("events:end_sharing", args=[colab.pk]))

    assert roles(colab) == (organizer, None)
    assert again(colab).role_of(fay) == "facilitator"
    assert recorded("role-taken") == [("co_organizer", fay.pk)]


def test_declining_is_told_to_whoever_asked_and_to_nobody_else(client, colab, organizer, zoe):
    """Check R-HANDED-OVER."""
    offer = handover.offer(colab, organizer, zoe, ORGANIZER)
    before = set(Message.objects.values_list("pk", flat=True))
    client.force_login(zoe)

    page = client.post(reverse("events:decline_offer", args=[offer.pk]), follow=True)
    handover.decline(offer, zoe)

    new = Message.objects.exclude(pk__in=before)
    assert [(row.kind, row.recipient) for row in new] == [("role-answered", organizer)]
    assert "You declined. Only whoever asked you is told." in text(page)
    assert roles(colab) == (organizer, None)


def test_in_a_community_of_healing_the_mail_does_not_say_who_declined(
    organizer, zoe, mailoutbox, time_machine
):
    """Check R-UNATTRIBUTED."""
    space = make.forum(kind="healing")
    for person in (organizer, zoe):
        make.membership(space, person)
    colab = make.colab(organizer=organizer, topic=make.topic(forum=space), title="Zzsecret")
    handover.decline(handover.offer(colab, organizer, zoe, ORGANIZER), zoe)
    time_machine.shift(1)

    outbox.send_due()

    bodies = [mail.body for mail in mailoutbox if mail.to == [organizer.email]]
    assert bodies
    assert not any("Zoé" in body or "Zzsecret" in body for body in bodies)


def test_it_can_be_taken_back_until_it_is_accepted(client, colab, organizer, zoe, mailoutbox, time_machine):
    offer = handover.offer(colab, organizer, zoe, ORGANIZER)

    client.post(reverse("events:take_back_offer", args=[offer.pk]))
    handover.take_back(offer, organizer)
    time_machine.shift(1)
    outbox.send_due()

    assert not RoleOffer.objects.open().exists()
    assert [mail for mail in mailoutbox if mail.to == [zoe.email]] == []  # R-STILL-TRUE
    client.force_login(zoe)
    page = client.get(reverse("events:offer", args=[offer.pk]))
    assert "This is not asked of you any more." in text(page)


def test_it_ends_with_the_hour(colab, organizer, zoe, time_machine):
    """Check R-HANDED-OVER."""
    offer = handover.offer(colab, organizer, zoe, ORGANIZER)
    time_machine.move_to(colab.ends_at, tick=False)

    assert not RoleOffer.objects.open().exists()
    for answer in (handover.accept, handover.decline):
        with pytest.raises(checks.Refused):
            answer(offer, zoe)


def test_an_offer_is_nobody_elses(client, colab, organizer, zoe):
    offer = handover.offer(colab, organizer, zoe, ORGANIZER)
    client.force_login(make.organizer())

    assert client.get(reverse("events:offer", args=[offer.pk])).status_code == 404
    for name in ("accept_offer", "decline_offer", "take_back_offer"):
        assert client.post(reverse(f"events:{name}", args=[offer.pk])).status_code == 404
    for answer in (handover.accept, handover.decline):
        with pytest.raises(checks.Refused):
            answer(offer, organizer)


# --- People who go


def test_an_offer_counts_while_both_may_have_the_role(colab, organizer, zoe):
    """Check R-ROLES-TODAY."""
    handover.offer(colab, organizer, zoe, ORGANIZER)
    assert RoleOffer.objects.open().exists()

    Participant.objects.filter(pk=zoe.pk).update(is_organizer=False)
    assert not RoleOffer.objects.open().exists()
    Participant.objects.filter(pk=zoe.pk).update(is_organizer=True)
    Participant.objects.filter(pk=organizer.pk).update(is_organizer=False)
    assert not RoleOffer.objects.open().exists()


@pytest.mark.parametrize("who", ["zoe", "fay"])
def test_a_co_organizer_counts_as_long_as_they_are_trusted(colab, fay, zoe, who):
    """Check R-ROLES-TODAY."""
    person = {"zoe": zoe, "fay": fay}[who]
    accepted(colab, person, CO_ORGANIZER)
    assert CoLab.objects.run_by(person).exists()

    if who == "zoe":
        Participant.objects.filter(pk=zoe.pk).update(is_organizer=False)
    else:
        CoLab.objects.update(facilitator=None)

    person.refresh_from_db()
    assert not CoLab.objects.run_by(person).exists()
    assert not again(colab).is_run_by(person)
    assert again(colab).shares_with is None


def test_who_leaves_the_space_gives_the_role_back(organizer, zoe):
    space = make.forum(is_public=False)
    for person in (organizer, zoe):
        make.membership(space, person)
    colab = make.colab(organizer=organizer, topic=make.topic(forum=space))
    accepted(colab, zoe, CO_ORGANIZER)

    memberships.leave(space, zoe)

    assert roles(colab) == (organizer, None)
    assert again(colab).room_exposed_at is not None


def test_who_closes_the_account_gives_the_role_back_and_may_go(colab, organizer, zoe):
    accepted(colab, zoe, CO_ORGANIZER)
    handover.offer(colab, organizer, make.organizer(), ORGANIZER)

    erasure.erase(zoe)

    assert roles(colab) == (organizer, None)
    assert not RoleOffer.objects.filter(to=zoe.pk).exists()


def test_it_fits_beside_taking_over(colab, organizer, zoe):
    """Check R-ROLES-TODAY."""
    accepted(colab, zoe, CO_ORGANIZER)
    Participant.objects.filter(pk=organizer.pk).update(is_organizer=False)

    succession.take_over(colab, zoe)

    assert roles(colab) == (zoe, None)
    assert len(again(colab).role_entries.current().filter(participant=zoe)) == 1


def test_what_is_asked_stands_among_the_open_ends_until_it_is_answered(organizer, colab, zoe):
    """Check R-HANDED-OVER: whoever missed the mail finds it on their desk, and no weekly note repeats it."""
    asked = handover.offer(colab, organizer, zoe, ORGANIZER)

    [end] = registry.of(zoe)
    assert (end.subject, end.url) == (colab.title, asked.get_absolute_url())
    assert end.text == f"{organizer} asks you to take over"
    assert registry.for_note(zoe) == []

    handover.decline(asked, zoe)
    assert registry.of(zoe) == []
