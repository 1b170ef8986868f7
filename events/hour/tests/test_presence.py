"""Who is here, groups of them, listening from now on, and the code for a phone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.hour import course as courses
from events.hour import grouping, people, plan, presence
from events.hour.page import foot
from events.models import Attendance, Registration, RunningHour, Step
from events.registration import seats
from forums.models import Forum
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def colab():
    made = make.colab(starts_at=timezone.now() - timedelta(minutes=12))
    plan.fix(made)
    return made


def seated(colab, name, **fields):
    person = make.participant(name)
    make.seated(colab, person, **fields)
    return person


def arrived(colab, name, **fields):
    person = seated(colab, name, **fields)
    Attendance.objects.create(colab=colab, participant=person, mark="came", source="door")
    return person


def page_of(client, colab, person):
    client.force_login(person)
    return client.get(reverse("events:hour", args=[colab.pk])).text


def version(colab):
    return courses.running_of(type(colab).objects.get(pk=colab.pk)).version


@pytest.mark.parametrize("name", ["room", "leave"])
def test_open_pages_hear_of_who_comes_in_and_who_leaves(client, colab, name):
    """Check R-HOUR-PAGE."""
    ana, before = seated(colab, "Ana"), version(colab)
    client.force_login(ana)

    client.post(reverse(f"events:{name}", args=[colab.pk]))

    assert version(colab) == before + 1
    shown = page_of(client, colab, colab.organizer)
    assert ("Ana" in shown, "not here yet" in shown) == (name == "room", False)


def test_open_pages_are_not_read_anew_when_somebody_comes_in_again(client, colab):
    ana = arrived(colab, "Ana")
    before = version(colab)
    client.force_login(ana)

    client.post(reverse("events:room", args=[colab.pk]))

    assert version(colab) == before


def test_open_pages_hear_of_who_is_taken_out(client, colab):
    """Check R-HOUR-PAGE."""
    ana, before = seated(colab, "Ana"), version(colab)
    client.force_login(colab.organizer)

    client.post(reverse("events:remove", args=[colab.pk, ana.pk]))

    assert version(colab) == before + 1


def test_i_am_here_counts_as_coming_in(client, colab):
    """Check R-I-AM-HERE."""
    ana = seated(colab, "Ana")
    assert "not here yet" in page_of(client, colab, colab.organizer)
    client.force_login(ana)
    for _ in range(2):
        client.post(reverse("events:hour_here", args=[colab.pk]))

    noted = Attendance.objects.get(participant=ana)
    assert (noted.mark, noted.source) == ("came", "self")
    assert [guest.person for guest in people.here(courses.of(colab))] == [ana]


def test_strangers_are_not_here(client, colab):
    client.force_login(make.participant())
    assert client.post(reverse("events:hour_here", args=[colab.pk])).status_code == 404


def test_people_stand_by_name_and_by_nothing_they_did(client, colab):
    """Check R-NOBODY-RANKED."""
    for name in ("Zoë", "Ana", "Mia"):
        arrived(colab, name)
    names = [guest.person.name for guest in people.here(courses.of(colab))]
    assert names == ["Ana", "Mia", "Zoë"]


def test_who_would_rather_listen_is_not_called_on(client, colab):
    """Check R-LISTENERS."""
    ana = arrived(colab, "Ana", intention="share")
    assert f':{ana.pk}">' in page_of(client, colab, colab.organizer)
    client.force_login(ana)
    client.post(reverse("events:hour_listen", args=[colab.pk]))

    page = page_of(client, colab, colab.organizer)
    assert "listens: do not call on" in page
    assert f':{ana.pk}">' not in page

    client.force_login(ana)
    client.post(reverse("events:hour_share", args=[colab.pk]))
    assert "listens: do not call on" not in page_of(client, colab, colab.organizer)


def test_listening_from_now_on_keeps_what_else_was_said(client, colab):
    ana = arrived(colab, "Ana", intention="share", bring="A map", private_line="I need captions.")
    client.force_login(ana)
    client.post(reverse("events:hour_listen", args=[colab.pk]))

    said = Registration.objects.get(participant=ana)
    assert (said.intention, said.bring, said.private_line) == ("listen", "A map", "I need captions.")


def test_listening_from_now_on_keeps_what_was_written_at_the_same_moment(colab, monkeypatch):
    ana, change = seated(colab, "Ana", bring="A map"), seats.change

    def change_after_another(*arguments):
        Registration.objects.filter(participant=ana).update(bring="Two maps", private_line="")
        return change(*arguments)

    Registration.objects.filter(participant=ana).update(private_line="I need captions.")
    monkeypatch.setattr(seats, "change", change_after_another)

    presence.listen(colab, ana, listens=True)

    said = Registration.objects.get(participant=ana)
    assert (said.intention, said.bring, said.private_line) == ("listen", "Two maps", "")


def test_groups_are_made_of_those_who_are_here_and_latecomers_join(client, colab):
    for name in ("Ana", "Ben", "Cy", "Di"):
        arrived(colab, name)
    Step.objects.filter(colab=colab).update(method="pairs")
    client.force_login(colab.organizer)
    place = courses.of(colab).place
    client.post(reverse("events:hour_regroup", args=[colab.pk]), {"place": place})

    course = courses.of(type(colab).objects.get(pk=colab.pk))
    assert [len(group) for group in course.groups] == [2, 2]

    late = arrived(colab, "Ed")
    found = grouping.now(courses.of(type(colab).objects.get(pk=colab.pk)))
    assert sorted(len(group) for group in found) == [2, 3]
    assert "You are in a group with:" in page_of(client, colab, late)


def test_who_came_late_stays_in_a_group_when_others_come(colab):
    four = [arrived(colab, name).pk for name in ("Ana", "Ben", "Cy", "Di")]
    RunningHour.objects.create(colab=colab, groups=[four[:2], four[2:]])
    zed = arrived(colab, "Zed")
    before = grouping.now(courses.of(type(colab).objects.get(pk=colab.pk)))

    bea = arrived(colab, "Bea")

    after = grouping.now(courses.of(type(colab).objects.get(pk=colab.pk)))
    assert before == [[*four[:2], zed.pk], four[2:]]
    assert after == [[*four[:2], zed.pk], [*four[2:], bea.pk]]


def test_whoever_stays_alone_in_a_group_joins_another(colab):
    four = [arrived(colab, name) for name in ("Ana", "Ben", "Cy", "Di")]
    keys = [one.pk for one in four]
    RunningHour.objects.create(colab=colab, groups=[keys[:2], keys[2:]])

    seats.leave(colab, four[0])

    found = grouping.now(courses.of(type(colab).objects.get(pk=colab.pk)))
    assert found == [[*keys[2:], keys[1]]]


def test_in_a_community_of_healing_nobody_is_named(client):
    """Check R-HOUR-NAMES-NOBODY."""
    forum = make.forum(kind=Forum.Kind.HEALING)
    colab = make.colab(topic=make.topic(forum=forum), starts_at=timezone.now() - timedelta(minutes=12))
    ana, ben = arrived(colab, "Ana Zyzzyva"), arrived(colab, "Ben Qyxx")
    for person in (ana, ben):
        make.membership(forum, person)
    plan.fix(colab)
    Step.objects.filter(colab=colab).update(method="pairs")
    RunningHour.objects.create(colab=colab, groups=[[ana.pk, ben.pk]])

    page = page_of(client, colab, ana)
    assert "2 people are here." in page
    assert "You are in group 1 of 1." in page
    for shown in (page, page_of(client, colab, colab.organizer)):
        assert "Qyxx" not in shown
        assert "Talk more" not in shown
    assert client.post(reverse("network:pick_in_hour", args=[colab.pk, ben.pk])).status_code == 404


def test_the_code_for_a_phone_has_no_style(client, colab):
    """Check R-STRICT-POLICY."""
    assert "Open this page on a phone" in page_of(client, colab, colab.organizer)
    drawn = foot.qr("/co-labs/1/hour/")
    assert drawn.startswith("<svg")
    assert "style" not in drawn
