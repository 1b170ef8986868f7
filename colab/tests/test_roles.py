"""Roles and seats count while their person may have them, at every address of a co-lab (R-ROLES-TODAY)."""

import inspect
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from colab.tests.test_every_page import names
from core.timezones.wall_time import Start
from events.calendar import feeds
from events.lifecycle import colabs, handover, rooms, succession
from events.models import CoLab, RoomEntry
from events.models.roles import RUNNING
from events.registration import attendance, seats
from events.room import access, own_rooms
from events.zone_updates import detection, resolution
from followups.harvest import harvest
from followups.notes import insights
from forums.models import Membership
from mailing.models import Message
from participants.models import Participant
from testing import make

pytestmark = pytest.mark.django_db

ROOM = "https://example.webex.com/meet/very-secret"
TITLE = "A very private hour"
OUTSIDE = [404, 405]  # not there, or only for the other method


def doors():
    """Yield the names of all addresses that begin with a co-lab, and of those that declare one."""
    for name in sorted(set(names())):
        try:
            address = reverse(name, kwargs=_arguments(name, 1, 1, 1))
        except NoReverseMatch:
            continue
        if address.startswith("/co-labs/"):
            yield name


def _arguments(name, colab, topic, person):
    found = {"pk": colab}
    if name in {"events:declare", "events:check"}:
        found = {"topic_id": topic}
    if name in {"events:remove", "events:allow", "network:pick", "network:unpick"}:
        found["person"] = person
    if name == "events:colab":
        found["slug"] = "x"
    return found


def hours(forum, person, role, **fields):
    """Return a draft, a co-lab ahead, one of which the room is open, and a held one, each with this role."""
    now = timezone.now()
    made = []
    for state, start in [("draft", 240), ("announced", 240), ("announced", -0.1), ("announced", -3)]:
        given = {role: person} if role in CoLab.ROLES else {}
        one = make.colab(
            topic=make.topic(forum=forum),
            title=TITLE,
            room_url=ROOM,
            state=state,
            starts_at=now + timedelta(hours=start),
            **given | fields,
        )
        if role in {"seated", "waiting"} and state == "announced":
            (make.seated if role == "seated" else make.waiting)(one, person)
        made.append(one)
    return made


def knock(client, made, other):
    """Return {(method, name, which co-lab): response} of every door of a draft, an open and a held co-lab."""
    made = [made[0], *made[2:]]
    return {
        (method, name, number): getattr(client, method)(
            reverse(name, kwargs=_arguments(name, colab.pk, colab.topic_id, other.pk))
        )
        for name in doors()
        for number, colab in enumerate(made)
        for method in ("get", "post")
    }


def drop(membership):
    """Delete a membership as SQL does: nothing is told, so that each door has to ask by itself."""
    rows = Membership.objects.filter(pk=membership.pk)
    rows._raw_delete(rows.db)


def test_the_doors_are_found():
    found = set(doors())

    assert {"events:room", "events:colab", "events:declare", "followups:harvest", "network:pick"} <= found
    assert len(found) >= 30


@pytest.mark.parametrize("role", [*CoLab.ROLES, "seated", "waiting"])
def test_who_left_a_private_forum_finds_every_door_closed(client, role):
    """Check R-ROLES-TODAY."""
    forum, person = make.forum(kind="healing"), make.participant(is_organizer=role in RUNNING)
    membership = make.membership(forum, person)
    made = hours(forum, person, role)
    client.force_login(person)
    page = client.get(made[1].get_absolute_url())
    assert (page.status_code, TITLE in page.content.decode()) == (200, True)

    drop(membership)

    for which, response in knock(client, made, made[0].organizer).items():
        if which[1] not in {"events:index", "events:past"}:
            assert response.status_code in OUTSIDE, which
        assert TITLE not in response.content.decode(), which
        assert ROOM not in response.content.decode(), which
    assert not RoomEntry.objects.exists()


def test_so_do_staff_moderators_and_organizers_from_outside(client):
    """Check R-QUERY-PERMISSION."""
    flags = {"is_staff": True, "is_superuser": True, "is_moderator": True, "is_organizer": True}
    forum, person = make.forum(is_public=False), make.participant(**flags)
    drop(make.membership(forum, person, moderates=True))
    made = hours(forum, make.membership(forum, make.participant()).participant, "facilitator")
    client.force_login(person)

    for which, response in knock(client, made, made[0].organizer).items():
        assert response.status_code in OUTSIDE or which[1] in {"events:index", "events:past"}, which
        assert TITLE not in response.content.decode(), which


@pytest.mark.parametrize("role", [*CoLab.ROLES, "seated"])
def test_the_room_opens_to_members_and_to_no_former_ones(client, role):
    """Check R-ROOM-DOOR and R-ROLES-TODAY."""
    forum, person = make.forum(kind="healing"), make.participant(is_organizer=role in RUNNING)
    membership = make.membership(forum, person)
    _draft, _ahead, now, _held = hours(forum, person, role)
    client.force_login(person)
    address = reverse("events:room", args=[now.pk])
    assert ROOM in client.post(address).content.decode()

    drop(membership)

    assert client.post(address).status_code == 404
    with pytest.raises(access.Refused, match="seat or a role"):
        access.enter(now, person)


@pytest.mark.parametrize("role", [*CoLab.ROLES, "seated", "waiting"])
def test_lists_desks_search_feeds_and_the_download_do_not_name_it(client, role):
    forum, person = make.forum(is_public=False), make.participant(is_organizer=role in RUNNING)
    membership = make.membership(forum, person)
    hours(forum, person, role)
    token = feeds.renew(person)
    client.force_login(person)
    addresses = ["/", "/organize/", "/co-labs/", "/co-labs/past/", "/search/?q=private+hour", "/library/"]
    addresses += [reverse("participants:export"), reverse("events:my_feed", args=[token])]
    shown = [TITLE in client.get(address).content.decode() for address in addresses]
    assert sum(shown) >= 4

    drop(membership)

    assert [TITLE in client.get(address).content.decode() for address in addresses] == [False] * 8


# --- An organizer who no longer is one


def demoted(forum=None):
    """Return an organizer of four co-labs who no longer is one, and these."""
    person = make.organizer()
    made = hours(forum or make.forum(), person, "organizer")
    for colab in made[1:]:
        make.seated(colab, attendance="came")
    Participant.objects.filter(pk=person.pk).update(is_organizer=False)
    return Participant.objects.get(pk=person.pk), [CoLab.objects.get(pk=colab.pk) for colab in made]


def test_who_is_no_organizer_any_more_gets_at_every_door_what_any_member_gets(client):
    """Check R-ROLES-TODAY."""
    person, made = demoted()
    before = list(CoLab.objects.order_by("pk").values())
    other = made[1].registrations.get().participant

    found = []
    for reader in (person, make.participant()):
        client.force_login(reader)
        answers = knock(client, made, other)
        found.append(
            {which: (answer.status_code, answer.get("Location")) for which, answer in answers.items()}
        )
        assert ROOM not in "".join(answer.content.decode(errors="replace") for answer in answers.values())

    assert found[0] == found[1]
    assert list(CoLab.objects.order_by("pk").values()) == before
    assert client.get(reverse("organize")).status_code == 404


START = Start(datetime(2027, 1, 14, 19, tzinfo=UTC), "America/Toronto")
VERBS = {
    colabs.declare: None,  # of a topic: below
    colabs.announce: lambda by, draft, ahead, held: colabs.announce(draft, by),
    colabs.edit: lambda by, draft, ahead, held: colabs.edit(ahead, by, title="Mine"),
    colabs.move: lambda by, draft, ahead, held: colabs.move(ahead, by, START, "Budget day"),
    colabs.call_off: lambda by, draft, ahead, held: colabs.call_off(ahead, by, "Budget day"),
    colabs.discard: lambda by, draft, ahead, held: colabs.discard(draft, by),
    rooms.change: lambda by, draft, ahead, held: rooms.change(ahead, by, "https://meet.example.org/new"),
    rooms.keep: lambda by, draft, ahead, held: rooms.keep(ahead, by),
    rooms.renew: lambda by, draft, ahead, held: rooms.renew(ahead, by, own_rooms.mark_of(ahead.room_url)),
    handover.offer: lambda by, draft, ahead, held: handover.offer(ahead, by, make.organizer(), "organizer"),
    handover.take_back: lambda by, draft, ahead, held: handover.take_back(offered(ahead, by), by),
    handover.accept: lambda by, draft, ahead, held: handover.accept(offered(ahead, by), by),
    handover.decline: lambda by, draft, ahead, held: handover.decline(offered(ahead, by), by),
    handover.end_sharing: lambda by, draft, ahead, held: handover.end_sharing(ahead, by),
    succession.take_over: lambda by, draft, ahead, held: succession.take_over(ahead, by),
    seats.remove: lambda by, draft, ahead, held: seats.remove(ahead, by, sitting(ahead)),
    seats.allow: lambda by, draft, ahead, held: seats.allow(ahead, by, sitting(ahead)),
    seats.set_capacity: lambda by, draft, ahead, held: seats.set_capacity(ahead, by, 5),
    attendance.record: lambda by, draft, ahead, held: attendance.record(held, by, {}),
    resolution.settle: lambda by, draft, ahead, held: resolution.settle(ahead, by, detection.INSTANT),
    harvest.record: lambda by, draft, ahead, held: harvest.record(held, by, nothing_to_record=True),
    harvest.keep: lambda by, draft, ahead, held: harvest.keep(held, by, summary="Words."),
}
INSIDE = {colabs.reschedule}  # called by verbs that have asked
MODULES = [colabs, rooms, handover, succession, seats, attendance, resolution, harvest]
REFUSED = (colabs.Refused, seats.Refused, harvest.Refused)


def offered(colab, to):
    return make.role_offer(colab, to, "organizer")


def sitting(colab):
    return colab.registrations.get().participant


def test_every_verb_that_is_done_by_somebody_is_walked():
    found = {
        verb
        for module in MODULES
        for name, verb in inspect.getmembers(module, inspect.isfunction)
        if verb.__module__ == module.__name__ and not name.startswith("_")
        if "by" in inspect.signature(verb).parameters
    }

    assert found == set(VERBS) | INSIDE


@pytest.mark.parametrize("verb", [verb for verb in VERBS if VERBS[verb]], ids=lambda verb: verb.__name__)
def test_a_verb_refuses_who_is_no_organizer_any_more(verb):
    """Check R-ROLES-TODAY."""
    person, (draft, ahead, _now, held) = demoted()
    before = list(CoLab.objects.order_by("pk").values())

    with pytest.raises(REFUSED):
        VERBS[verb](person, draft, ahead, held)

    assert list(CoLab.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("verb", [verb for verb in VERBS if VERBS[verb]], ids=lambda verb: verb.__name__)
def test_a_verb_refuses_an_organizer_who_left_the_forum(verb):
    forum, person = make.forum(is_public=False), make.organizer()
    membership = make.membership(forum, person)
    draft, ahead, _now, held = hours(forum, person, "organizer")
    for colab in (ahead, held):
        make.seated(colab)
    drop(membership)

    with pytest.raises(REFUSED):
        VERBS[verb](person, draft, ahead, held)


def test_who_is_no_organizer_any_more_may_have_a_seat(client):
    person, (_draft, ahead, now, _held) = demoted()
    assert seats.join(ahead, person).is_seated
    make.seated(now, person)
    client.force_login(person)

    assert ROOM in client.post(reverse("events:room", args=[now.pk])).content.decode()
    assert "Edit" not in client.get(ahead.get_absolute_url()).content.decode()


def test_a_facilitator_who_also_organized_keeps_the_one_role():
    person, (_draft, ahead, now, _held) = demoted()
    CoLab.objects.update(facilitator=person)

    assert CoLab.objects.get(pk=ahead.pk).role_of(person) == "facilitator"
    assert access.enter(now, person) == ROOM


def test_afterwards_a_role_that_does_not_count_is_no_presence():
    """Check R-ATTENDANCE and R-ROLES-TODAY."""
    person, (*_others, held) = demoted()

    assert person not in attendance.people_present(held)
    assert list(attendance.held_for(person)) == []
    with pytest.raises(insights.Refused):
        insights.write(held, person, "One form for all.")


def test_no_mail_goes_to_a_role_that_does_not_count(client):
    """Check R-STILL-TRUE and R-ROLES-TODAY."""
    person, (_draft, ahead, _now, _held) = demoted()
    successor = make.organizer()
    succession.take_over(ahead, successor)
    colabs.call_off(CoLab.objects.get(pk=ahead.pk), successor, "Budget day")

    assert not Message.objects.filter(recipient=person).exists()


# --- Both forms of the rule


def test_the_query_and_the_property_agree_on_every_role():
    people = [make.participant(is_organizer=True), make.participant(), make.organizer(is_active=False)]
    forums = [make.forum(), make.forum(is_public=False)]
    for person in people[::2]:
        make.membership(forums[1], person)
    rows = [
        make.colab(topic=make.topic(forum=forum), organizer=organizer, facilitator=other, harvester=third)
        for forum in forums
        for organizer in people
        for other in [*people, None]
        for third in [people[1], None]
    ]

    for colab in rows:
        colab = CoLab.objects.get(pk=colab.pk)
        mine = CoLab.objects.filter(pk=colab.pk)
        with_a_role = [person for person in people if mine.with_role(person).exists()]
        assert [person for person in people if colab.role_of(person)] == with_a_role
        assert sorted(p.pk for p in colab.people_with_a_role) == sorted(p.pk for p in with_a_role)
        assert mine.without_organizer().exists() == (not colab.has_organizer)
        assert [person for person in people if mine.run_by(person).exists()] == [
            person for person in people if colab.role_of(person) == "organizer"
        ]
