"""A closed account: its seats go to others, its calendar is emptied."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from events.calendar import feeds
from events.calendar.tests.calendarclient import Calendar, calendar_of
from events.calendar.tests.mailcheck import violations
from events.lifecycle import colabs, reminders
from events.registration import seats
from forums.models import Forum, Membership
from forums.spaces import memberships
from forums.spaces.readiness import readiness
from forums.topics import topics
from mailing import outbox
from mailing.models import Message
from participants.models import Participant
from participants.privacy import erasure
from testing import make

pytestmark = pytest.mark.django_db
ANA = "ana@city.example"


@pytest.fixture
def ana():
    return make.participant("Ana", email=ANA, language="fr", zone="America/Montreal")


def to_ana():
    return [message for message in mail.outbox if message.to == [ANA]]


def test_a_cancellation_goes_to_the_address_the_account_had(ana):
    registration = seats.join(make.colab(), ana)
    outbox.send_due()

    erasure.erase(ana)
    outbox.send_due()

    invitation, cancellation = to_ana()
    method, event = calendar_of(cancellation.content)
    assert (method, event["UID"], event["SEQUENCE"]) == ("CANCEL", str(registration.uid), "1")
    assert violations(cancellation.content) == []
    calendar = Calendar()
    for content in (invitation.content, cancellation.content):
        calendar.receive(content)
    assert calendar.entries == {}


def test_then_the_address_is_forgotten(ana):
    seats.join(make.colab(), ana)
    outbox.send_due()
    erasure.erase(ana)

    outbox.send_due()

    [message] = Message.objects.filter(kind="parted")
    assert (message.state, message.address, message.about, message.content, message.subject) == (
        "sent",
        "",
        {},
        None,
        "",
    )


def test_a_cancellation_that_had_not_gone_out_is_not_lost(ana):
    """The account was closed before the mail about the removal was sent."""
    colab = make.colab()
    registration = seats.join(colab, ana)
    outbox.send_due()
    seats.remove(colab, colab.organizer, ana)

    erasure.erase(ana)
    outbox.send_due()

    assert [calendar_of(message.content)[0] for message in to_ana()] == ["REQUEST", "CANCEL"]
    assert calendar_of(to_ana()[1].content)[1]["UID"] == str(registration.uid)


def test_who_only_waited_hears_nothing_more(ana):
    colab = make.colab(seats=1)
    seats.join(colab, make.participant())
    seats.join(colab, ana)

    erasure.erase(ana)
    outbox.send_due()

    assert to_ana() == []


def test_the_seat_goes_to_the_next_at_once(ana):
    colab = make.colab(seats=1)
    seats.join(colab, ana)
    later = seats.join(colab, make.participant())

    erasure.erase(ana)

    later.refresh_from_db()
    assert later.is_seated


def test_who_is_switched_off_gives_back_seat_role_and_feed(client, ana):
    client.force_login(make.staff())
    full, helped = make.colab(seats=1), make.colab(facilitator=ana)
    seats.join(full, ana)
    next_one = seats.join(full, make.participant())
    feeds.renew(ana)
    outbox.send_due()
    mail.outbox.clear()
    address = reverse("admin:participants_participant_change", args=[ana.pk])
    form = client.get(address).context["adminform"].form
    values = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}

    client.post(address, {name: value for name, value in values.items() if name != "is_active"})

    ana.refresh_from_db()
    next_one.refresh_from_db()
    helped.refresh_from_db()
    assert (ana.is_active, next_one.is_seated, helped.facilitator) == (False, True, None)
    assert feeds.key_of(ana) is None
    outbox.send_due()
    (cancellation,) = to_ana()
    assert calendar_of(cancellation.content)[0] == "CANCEL"


def test_who_leaves_a_private_forum_leaves_its_colabs(ana):
    forum = make.forum(is_public=False)
    make.membership(forum, ana)
    private = seats.join(make.colab(topic=make.topic(forum=forum)), ana)
    public = seats.join(make.colab(), ana)

    memberships.leave(forum, ana)

    private.refresh_from_db()
    public.refresh_from_db()
    assert (private.is_seated, public.is_seated) == (False, True)


def test_a_seat_stays_within_reach_when_the_topic_is_hidden(client, ana):
    """Check R-LEAVE-ALWAYS."""
    colab = make.colab()
    seats.join(colab, ana)
    topics.hide(colab.topic, make.moderator(), "Spam")

    client.force_login(make.participant())
    assert client.get(colab.get_absolute_url()).status_code == 404
    client.force_login(ana)
    assert client.get(colab.get_absolute_url()).status_code == 200
    client.post(reverse("events:leave", args=[colab.pk]))
    assert not colab.registrations.seated().exists()


# --- Out of a forum that is not public (R-ROLES-TODAY)


@pytest.fixture
def inside(ana):
    """Ana's membership of a forum that is not public."""
    return make.membership(make.forum(is_public=False), ana)


def leaves(client, membership):
    client.force_login(membership.participant)
    client.post(reverse("forums:leave", args=[membership.forum.slug]))


def is_deleted_in_code(client, membership):
    membership.delete()


def is_deleted_among_others(client, membership):
    Membership.objects.filter(forum=membership.forum).delete()


def is_taken_out_in_the_administration(client, membership):
    client.force_login(make.staff())
    address = reverse("admin:forums_forum_change", args=[membership.forum_id])
    page = client.get(address)
    rows = page.context["inline_admin_formsets"][0].formset.initial_forms
    fields = [field for form in (page.context["adminform"].form, *rows) for field in form]
    values = {field.html_name: field.value() for field in fields}
    values = {name: value for name, value in values.items() if value is not None and value is not False}
    for number in range(len(rows)):
        values |= {
            f"memberships-{number}-joined_at_0": "2027-01-01",
            f"memberships-{number}-joined_at_1": "10:00",
        }
    values |= {"memberships-TOTAL_FORMS": len(rows), "memberships-INITIAL_FORMS": len(rows)}
    answer = client.post(address, values | {"memberships-0-DELETE": "on"})
    assert answer.status_code == 302, answer.context["errors"]


ENDS = [leaves, is_deleted_in_code, is_deleted_among_others, is_taken_out_in_the_administration]


@pytest.mark.parametrize("end", ENDS)
def test_seats_and_roles_are_given_back_however_a_membership_ends(client, inside, end):
    """Check R-ROLES-TODAY."""
    ana, topic = inside.participant, make.topic(forum=inside.forum)
    helped = make.colab(topic=topic, facilitator=ana, harvester=ana)
    draft = make.colab(topic=topic, state="draft", harvester=ana)
    held = make.held_colab(topic=topic, facilitator=ana)
    full = make.colab(topic=topic, seats=1)
    make.seated(full, ana)
    later = make.waiting(full, make.membership(inside.forum, make.participant()).participant)
    make.membership(inside.forum, make.moderator())
    if end is is_deleted_among_others:
        Membership.objects.exclude(pk=inside.pk).delete()

    end(client, inside)

    for row in (helped, draft, held, later):
        row.refresh_from_db()
    assert (helped.facilitator, helped.harvester, draft.harvester) == (None, None, None)
    assert held.facilitator == ana  # it was so
    assert not Membership.objects.filter(pk=inside.pk).exists()
    assert not full.registrations.present().filter(participant=ana).exists()
    assert later.is_seated == (end is not is_deleted_among_others)


def test_who_leaves_a_public_forum_keeps_seats_and_roles(client, ana):
    membership = make.membership(make.forum(), ana)
    colab = make.colab(topic=make.topic(forum=membership.forum), facilitator=ana)
    seat = make.seated(make.colab(topic=colab.topic), ana)

    leaves(client, membership)

    colab.refresh_from_db()
    seat.refresh_from_db()
    assert (colab.facilitator, seat.is_seated) == (ana, True)


def test_whoever_runs_a_colab_ahead_does_not_leave_its_private_forum(client, inside):
    """Check R-ROLES-TODAY."""
    Participant.objects.update(is_organizer=True, language="en")
    colab = make.colab(topic=make.topic(forum=inside.forum), organizer=inside.participant)
    client.force_login(inside.participant)
    address = reverse("forums:leave", args=[inside.forum.slug])

    page = client.post(address, follow=True)

    assert "You organize a co-lab in this forum that is ahead." in page.content.decode()
    assert Membership.objects.filter(pk=inside.pk).exists()

    colabs.call_off(colab, inside.participant, "Budget day")
    client.post(address)
    assert not Membership.objects.filter(pk=inside.pk).exists()


@pytest.mark.parametrize("fields", [{"state": "draft"}, {"starts_at": timezone.now() - timedelta(days=2)}])
def test_a_draft_and_what_is_over_keep_nobody(inside, fields):
    Participant.objects.update(is_organizer=True)
    make.colab(topic=make.topic(forum=inside.forum), organizer=inside.participant, **fields)

    memberships.leave(inside.forum, inside.participant)

    assert not Membership.objects.filter(pk=inside.pk).exists()


def test_the_tick_gives_back_what_was_lost_in_another_way(ana):
    """A public forum became private: who is not in it can no longer read what they have a seat in."""
    forum = make.forum()
    helped = make.colab(topic=make.topic(forum=forum), harvester=ana)
    full = make.colab(topic=make.topic(forum=forum), seats=1)
    seat, member = make.seated(full, ana), make.waiting(full)
    stranger = make.waiting(full)
    elsewhere = make.seated(make.colab(), ana)
    make.membership(forum, member.participant)
    Forum.objects.filter(pk=forum.pk).update(is_public=False)

    for _ in range(2):
        reminders.tick()

    for row in (helped, seat, member, stranger, elsewhere):
        row.refresh_from_db()
    assert helped.harvester is None
    assert [row.status for row in (seat, member, stranger)] == ["gone", "seated", "gone"]
    assert elsewhere.is_seated


def test_the_queue_passes_over_who_may_not_read_the_forum():
    """Check R-QUEUE-ORDER and R-ROLES-TODAY."""
    forum = make.forum(is_public=False)
    colab = make.colab(topic=make.topic(forum=forum), seats=1)
    sitting, outsider, member = make.seated(colab), make.waiting(colab), make.waiting(colab)
    for person in (sitting, member):
        make.membership(forum, person.participant)

    seats.leave(colab, sitting.participant)

    outsider.refresh_from_db()
    member.refresh_from_db()
    assert (outsider.is_waiting, member.is_seated) == (True, True)


def test_nobody_registers_in_a_forum_that_they_may_not_read(ana):
    colab = make.colab(topic=make.topic(forum=make.forum(is_public=False)))

    with pytest.raises(seats.Refused, match="forum that you are not in"):
        seats.join(colab, ana)


def test_a_forum_or_an_account_that_is_deleted_as_a_whole_takes_its_memberships_along(inside):
    other = make.membership(make.forum(is_public=False), inside.participant)
    make.seated(make.colab(topic=make.topic(forum=other.forum)), inside.participant)

    inside.forum.delete()
    Participant.objects.filter(pk=other.participant_id).delete()

    assert not Membership.objects.filter(pk__in=[inside.pk, other.pk]).exists()


# --- Who runs the co-lab hears of it (R-ROLE-LEFT-OPEN)


def circle(**fields):
    """An hour of a community of healing with a facilitator who is ready, and the membership of theirs."""
    forum = make.forum(kind="healing")
    ready = make.membership(forum, make.participant("Bo Member"), ready_at=timezone.now())
    organizer = make.membership(forum, make.organizer()).participant
    topic = make.topic(forum=forum)
    made = make.colab(topic=topic, organizer=organizer, facilitator=ready.participant, **fields)
    return made, ready


def told():
    outbox.send_due()
    return list(
        Message.objects.filter(kind="role-left-open", state="sent").values_list("recipient", flat=True)
    )


def test_who_runs_a_circle_hears_that_its_facilitator_left_the_space(client):
    """Check R-ROLE-LEFT-OPEN: by mail without a name, and on the page of the co-lab."""
    made, ready = circle()
    memberships.leave(made.topic.forum, ready.participant)

    assert told() == [made.organizer_id]
    [letter] = [each for each in mail.outbox if "Nobody facilitates" in each.body]
    assert "needs a facilitator" in letter.body
    assert "Bo Member" not in letter.body
    client.force_login(made.organizer)
    assert "This hour needs a facilitator" in client.get(made.get_absolute_url()).content.decode()


def test_of_each_role_of_an_account_that_is_closed():
    """Check R-ROLE-LEFT-OPEN: also where nobody has to facilitate; of a draft it is not told."""
    organizer, gone = make.organizer(), make.participant("Cy")
    make.colab(organizer=organizer, harvester=gone)
    make.colab(organizer=organizer, facilitator=gone, state="draft")

    erasure.erase(gone)

    assert told() == [organizer.pk]
    assert "no harvester" in mail.outbox[-1].body
    assert "needs a facilitator" not in mail.outbox[-1].body


def test_that_a_facilitator_is_not_ready_any_more():
    """Check R-ROLE-LEFT-OPEN: the hour stays theirs."""
    made, ready = circle()
    readiness.take_back(made.topic.forum, ready.participant)
    readiness.take_back(made.topic.forum, ready.participant)

    assert told() == [made.organizer_id]
    assert "The hour is still theirs" in mail.outbox[-1].body
    made.refresh_from_db()
    assert made.facilitator == ready.participant


def test_nobody_is_told_once_it_is_settled():
    """Check R-STILL-TRUE: somebody else was named before the mail went out, or they are ready again."""
    made, ready = circle()
    readiness.take_back(made.topic.forum, ready.participant)
    readiness.say(made.topic.forum, ready.participant)
    assert told() == []

    other = make.membership(made.topic.forum, make.participant(), ready_at=timezone.now()).participant
    memberships.leave(made.topic.forum, ready.participant)
    colabs.edit(made, made.organizer, facilitator=other)
    assert told() == []


def test_who_gives_it_back_while_running_it_is_not_told_of_themselves():
    """Check R-ROLE-LEFT-OPEN: a co-organizer who facilitates and leaves."""
    made, ready = circle()
    made.co_organizer = ready.participant
    made.save()
    readiness.take_back(made.topic.forum, ready.participant)

    assert told() == [made.organizer_id]


def test_nor_of_a_harvester_who_is_named_again():
    """Check R-STILL-TRUE: readiness is asked of whoever facilitates, and of nobody else."""
    made, _ready = circle()
    harvester = make.membership(made.topic.forum, make.participant()).participant
    colabs.edit(made, made.organizer, harvester=harvester)
    memberships.leave(made.topic.forum, harvester)
    make.membership(made.topic.forum, harvester)
    colabs.edit(made, made.organizer, harvester=harvester)

    assert told() == []
