"""Lists and the page of a co-lab, for visitors, participants and organizers."""

from datetime import timedelta
from unittest import mock
from urllib.parse import unquote_plus

import pytest
from django.urls import reverse
from django.utils import timezone

from core.text import fulltext
from events.calendar.subscribe_links import Addition
from events.models import CoLab
from events.registration import role_entries, seats
from forums.topics import topics
from testing import make

pytestmark = pytest.mark.django_db

ROOM = "https://meet.example.org/very-secret-room"


def signed_in(client, person):
    client.force_login(person)
    return client


def page(client, colab):
    return client.get(colab.get_absolute_url())


def text(response):
    """Return the text of a page with single spaces."""
    return " ".join(response.content.decode().split())


# --- Lists


def test_planned_colabs_come_the_next_first(client):
    late, soon = (make.colab(starts_at=timezone.now() + timedelta(days=days)) for days in (20, 10))

    rows = client.get(reverse("events:index")).context["page"].rows

    assert rows == [soon, late]


def test_past_colabs_come_the_latest_first_and_drafts_nowhere(client):
    old, new = (make.held_colab(starts_at=timezone.now() - timedelta(days=days)) for days in (20, 10))
    make.colab(state=CoLab.State.DRAFT)
    signed_in(client, make.organizer())

    assert client.get(reverse("events:past")).context["page"].rows == [new, old]
    assert client.get(reverse("events:index")).context["page"].rows == []


def test_a_list_is_walked_page_by_page_without_loss(client):
    start = timezone.now() + timedelta(days=9)
    made = [make.colab(starts_at=start + timedelta(days=n // 2)) for n in range(45)]
    expected = sorted(made, key=lambda colab: (colab.starts_at, colab.pk))

    address, seen = reverse("events:index"), []
    while address:
        response = client.get(address)
        found = response.context["page"]
        seen += found.rows
        address = f"{reverse('events:index')}?after={found.after}" if found.after else None

    assert seen == expected
    back = client.get(f"{reverse('events:index')}?before={found.before}").context["page"].rows
    assert back == expected[20:40]


@pytest.mark.parametrize("name", ["events:index", "events:past"])
def test_a_list_asks_as_much_for_thirty_as_for_three(client, name, django_assert_num_queries):
    topic = make.topic()
    signed_in(client, make.participant())

    def some(number):
        for _ in range(number):
            colab = make.colab(topic=topic) if name == "events:index" else make.held_colab(topic=topic)
            make.seated(colab)

    for number in (3, 27):
        some(number)
        client.get(reverse(name))
        with django_assert_num_queries(3):
            client.get(reverse(name))


def test_a_list_asks_one_question_for_a_visitor(client, django_assert_num_queries):
    for _ in range(3):
        make.colab()
    with django_assert_num_queries(1):
        client.get(reverse("events:index"))


def test_colabs_of_a_closed_space_are_for_its_members(client):
    forum = make.forum(kind="healing")
    colab = make.colab(topic=make.topic(forum=forum))
    member = make.membership(forum, make.participant()).participant

    assert client.get(reverse("events:index")).context["page"].rows == []
    assert page(client, colab).status_code == 404
    assert page(signed_in(client, member), colab).status_code == 200


# --- The page of a co-lab


def test_the_old_address_leads_to_the_page(client):
    colab = make.colab(title="Keeping interpreters")

    response = client.get(f"/co-labs/{colab.pk}/another-name/")

    assert (response.status_code, response.url) == (302, f"/co-labs/{colab.pk}/keeping-interpreters/")


def test_roles_are_named_to_members_of_a_community_of_healing(client):
    """Check R-UNATTRIBUTED: those with a role in a co-lab are named."""
    forum = make.forum(kind="healing")
    ana, olive = make.participant(), make.organizer("Olive Known")
    for person in (ana, olive):
        make.membership(forum, person)
    colab = make.colab(topic=make.topic(forum=forum), organizer=olive)
    client.force_login(ana)

    assert "Olive Known" in client.get(colab.get_absolute_url()).text


def test_the_address_of_a_colab_in_a_community_of_healing_has_no_words(client):
    """Check R-WORDS-STAY."""
    forum = make.forum(kind="healing")
    colab = make.colab(title="What I lost", topic=make.topic(forum=forum))
    signed_in(client, make.membership(forum, make.participant()).participant)

    assert colab.get_absolute_url() == f"/co-labs/{colab.pk}/"
    assert "What I lost" in text(client.get(f"/co-labs/{colab.pk}/"))
    for words in ("what-i-lost", "anything"):
        response = client.get(f"/co-labs/{colab.pk}/{words}/")
        assert (response.status_code, response.url) == (302, f"/co-labs/{colab.pk}/")


def test_a_file_and_links_for_calendars_say_no_words_of_a_community_of_healing(client):
    forum = make.forum(kind="healing")
    colab = make.colab(title="What I lost", question="And now?", topic=make.topic(forum=forum))
    signed_in(client, make.membership(forum, make.participant()).participant)

    file = client.get(reverse("events:ics", args=[colab.pk]))
    addition = Addition(colab)

    assert "SUMMARY:Co-Lab" in file.content.decode()
    for said in (file.content.decode(), str(file.headers), unquote_plus(addition.google + addition.outlook)):
        assert "What I lost" not in said
        assert "And now?" not in said


def test_a_draft_is_for_organizers(client):
    draft = make.colab(state=CoLab.State.DRAFT)

    assert page(client, draft).status_code == 404
    assert page(signed_in(client, make.participant()), draft).status_code == 404
    assert page(signed_in(client, make.organizer()), draft).status_code == 200


def test_the_public_sees_counts_and_no_names(client):
    """Check R-SEATED-NAMES."""
    colab = make.colab(facilitator=make.participant("Fay Cilitator"))
    for _ in range(7):
        make.seated(colab, make.participant("Sam Seated"))

    shown = text(page(client, colab))

    assert "7 of 10 seats" in shown
    assert "do not use a seat" in shown
    assert "Sam Seated" not in shown
    assert "Fay Cilitator" not in shown


def test_who_has_a_seat_sees_who_else_has_one(client):
    """Check R-SEATED-NAMES."""
    colab = make.colab()
    make.seated(colab, make.participant("Sam Seated"), bring="Our checklist")
    waits = make.waiting(colab, make.participant("Wim Waiting")).participant
    mine = make.seated(colab).participant

    shown = text(page(signed_in(client, mine), colab))
    assert "Sam Seated" in shown
    assert "Our checklist" in shown
    assert "Wim Waiting" not in shown
    assert "Sam Seated" not in text(page(signed_in(client, waits), colab))


def test_nobody_s_address_stands_on_the_page(client):
    colab = make.colab()
    other = make.seated(colab).participant

    for person in (make.seated(colab).participant, colab.organizer):
        assert other.email not in text(page(signed_in(client, person), colab))


def test_times_are_the_readers_and_name_their_zone(client):
    colab = make.colab()
    shown = text(page(signed_in(client, make.participant(zone="America/Vancouver")), colab))

    assert "Vancouver (UTC" in shown
    assert "Toronto (UTC" in shown  # where it was chosen


def test_the_page_of_a_visitor_is_six_questions(client, django_assert_max_num_queries):
    colab = make.colab(topic=make.topic())
    make.seated(colab)
    address = colab.get_absolute_url()
    with django_assert_max_num_queries(6):
        client.get(address)


@pytest.mark.parametrize("reader", ["organizer", "seated", "waiting", "new"])
def test_the_page_asks_as_much_for_thirty_people_as_for_three(client, reader, django_assert_max_num_queries):
    first = make.held_colab()
    colab = make.colab(topic=first.topic, follows=first, first=first)
    person = {
        "organizer": lambda: colab.organizer,
        "seated": lambda: make.seated(colab).participant,
        "waiting": lambda: make.waiting(colab).participant,
        "new": make.participant,
    }[reader]()
    signed_in(client, person)

    for number in (3, 27):
        for _ in range(number):
            make.waiting(colab)
        address = colab.get_absolute_url()
        with django_assert_max_num_queries(13):
            client.get(address)


def test_topic_and_colab_link_to_each_other(client):
    colab = make.colab()
    topics.schedule(colab.topic, colab.ends_at)

    assert colab.topic.get_absolute_url() in text(page(client, colab))
    assert colab.get_absolute_url() in text(client.get(colab.topic.get_absolute_url()))


def test_a_colab_that_was_called_off_says_why_and_takes_nobody(client):
    colab = make.colab(state=CoLab.State.CALLED_OFF, called_off_reason="A storm.")
    shown = text(page(signed_in(client, make.participant()), colab))

    assert "A storm." in shown
    assert reverse("events:register", args=[colab.pk]) not in shown


def test_a_past_colab_leads_to_what_came_out_of_it(client):
    colab = make.held_colab()

    assert reverse("followups:after", args=[colab.pk]) in text(page(client, colab))


def test_what_people_write_is_shown_as_text(client):
    colab = make.colab(title="<b>Bold</b>", question="<script>1</script>", called_off_reason="")
    shown = text(page(client, colab))

    assert "<b>Bold" not in shown
    assert "<script>1" not in shown


# --- The calendar entry


def test_the_calendar_entry_has_our_page_and_neither_room_nor_people(client):
    colab = make.colab(room_url=ROOM)
    person = make.seated(colab).participant

    response = client.get(reverse("events:ics", args=[colab.pk]))
    content = response.content.decode().replace("\r\n ", "")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"UID:{colab.uid}" in content
    assert colab.get_absolute_url() in content
    assert "ATTENDEE" not in content
    assert person.email not in content
    assert ROOM not in content


def test_the_calendar_entry_is_one_appointment(client):
    """Check R-ICS-FILE."""
    content = client.get(reverse("events:ics", args=[make.colab().pk])).content.decode()

    for name in ("X-WR-CALNAME", "NAME:", "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "METHOD"):
        assert f"\n{name}" not in content
    assert content.count("BEGIN:VEVENT") == 1


def test_somebody_with_a_seat_or_a_role_gets_their_own_entry(client):
    """Check R-ICS-FILE: adding it makes no second one."""
    seated, facilitator, other = (make.participant() for _ in range(3))
    colab = make.colab(facilitator=facilitator)
    registration = seats.join(colab, seated)
    role_entries.settle(colab)
    own = {
        seated: registration,
        facilitator: colab.role_entries.get(participant=facilitator),
        other: colab,
    }
    for person, entry in own.items():
        signed_in(client, person)
        content = client.get(reverse("events:ics", args=[colab.pk])).content.decode().replace("\r\n ", "")
        assert (f"UID:{entry.uid}" in content, "/leave/" in content) == (True, person == seated)
    seats.leave(colab, seated)
    signed_in(client, seated)
    assert f"UID:{colab.uid}" in client.get(reverse("events:ics", args=[colab.pk])).content.decode()


def test_an_unchanged_calendar_entry_is_not_sent_again(client):
    address = reverse("events:ics", args=[make.colab().pk])
    changed = client.get(address)["Last-Modified"]

    assert client.get(address, headers={"If-Modified-Since": changed}).status_code == 304


def test_a_draft_has_no_calendar_entry(client):
    draft = make.colab(state=CoLab.State.DRAFT)
    signed_in(client, make.organizer())

    assert client.get(reverse("events:ics", args=[draft.pk])).status_code == 404


# --- Search


def test_search_finds_what_one_may_see():
    public = make.colab(title="Keeping interpreters in schools")
    make.colab(title="Interpreters, a draft", state=CoLab.State.DRAFT)
    make.colab(title="Interpreters, inside", topic=make.topic(forum=make.forum(kind="healing")))

    seen = CoLab.objects.visible_to(make.participant())
    assert list(seen.filter(fulltext.matches("interpreters"))) == [public]


# --- Seats on the page


def post(client, name, colab, *more, **data):
    return client.post(reverse(f"events:{name}", args=[colab.pk, *more]), data)


def test_registering_leads_back_to_the_page_that_says_so(client):
    colab = make.colab()
    person = make.participant()
    signed_in(client, person)

    response = post(client, "register", colab, intention="share", bring="Our forms")

    assert response.url == f"{colab.get_absolute_url()}#seats"
    registration = colab.registrations.get()
    assert (registration.participant, registration.intention, registration.bring) == (
        person,
        "share",
        "Our forms",
    )
    assert "You have a seat" in text(page(client, colab))


def test_a_visitor_is_asked_to_sign_in_and_comes_back(client):
    colab = make.colab()
    register = reverse("events:register", args=[colab.pk])

    assert f"next={register}" in text(page(client, colab))
    signed_in(client, make.participant())
    assert client.get(register).url == f"{colab.get_absolute_url()}#seats"


def test_htmx_gets_the_seats_alone(client):
    colab = make.colab()
    signed_in(client, make.participant())
    register = reverse("events:register", args=[colab.pk])

    response = client.post(register, {"intention": "listen"}, headers={"HX-Request": "true"})

    assert text(response).startswith('<section id="seats"')
    assert "1 of 10 seats" in text(response)


def test_what_was_typed_is_kept_when_it_is_refused(client):
    colab = make.colab()
    signed_in(client, make.participant())

    response = post(client, "register", colab, intention="dance", bring="My typed words")

    assert response.status_code == 422
    assert "My typed words" in text(response)
    assert not colab.registrations.exists()


def test_who_waits_reads_their_place_and_why(client):
    colab = make.colab(seats=1)
    people = [make.participant() for _ in range(3)]
    for person in people:
        seats.join(colab, person)

    shown = text(page(signed_in(client, people[2]), colab))

    assert "You are number 2 on the waiting list." in shown
    assert "All seats are taken." in shown
    assert "2 people waiting" in shown


def test_in_a_follow_up_who_was_there_before_is_told_why_they_wait(client):
    person = make.participant()
    first = make.held_colab(people=[person])
    colab = make.colab(topic=first.topic, follows=first, first=first)
    signed_in(client, person)

    assert "Join the waiting list" in text(page(client, colab))
    post(client, "register", colab, intention="listen")
    assert "Free seats are kept for others until the time above." in text(page(client, colab))


def test_leaving_asks_first_and_a_get_changes_nothing(client):
    """Check R-LINKS-ASK."""
    colab = make.colab()
    person = make.seated(colab).participant
    make.waiting(colab)
    signed_in(client, person)

    asked = client.get(reverse("events:leave", args=[colab.pk]))

    assert "The seat goes at once to the first person waiting." in text(asked)
    assert colab.registrations.seated().get().participant == person
    post(client, "leave", colab)
    assert colab.registrations.seated().get().participant != person


def test_claiming_by_the_link_in_a_mail_asks_first(client):
    colab = make.colab(seats=1, starts_at=timezone.now() + timedelta(hours=2))
    person = make.waiting(colab, queued_at=timezone.now() - timedelta(days=1)).participant
    signed_in(client, person)

    assert "Claim the free seat" in text(client.get(reverse("events:claim", args=[colab.pk])))
    assert not colab.registrations.seated().exists()
    post(client, "claim", colab)
    assert colab.registrations.seated().get().participant == person


def test_changing_what_one_would_do(client):
    colab = make.colab()
    signed_in(client, make.seated(colab).participant)

    post(client, "change", colab, intention="listen", bring="Questions")

    assert colab.registrations.get().intention == "listen"


def test_a_refusal_is_said(client):
    colab = make.colab(starts_at=timezone.now() - timedelta(minutes=5))
    signed_in(client, make.participant())

    post(client, "register", colab, intention="listen")

    assert "nobody can register any more" in text(page(client, colab))


def test_staff_look_colabs_up_without_the_room(client):
    colab = make.colab(room_url=ROOM)
    make.seated(colab)
    signed_in(client, make.staff())

    shown = text(client.get(reverse("admin:events_colab_change", args=[colab.pk])))

    assert colab.title in shown
    assert ROOM not in shown
    assert 'name="_save"' not in shown


def test_a_busy_colab_says_try_again_and_nobody_is_lost(client):
    colab = make.colab()
    signed_in(client, make.participant())

    with mock.patch.object(seats, "holding", side_effect=seats.Refused("Please try again.")):
        response = post(client, "register", colab, intention="share")

    assert response.status_code == 302
    assert "Please try again." in text(page(client, colab))


def test_seats_say_what_others_would_do_in_the_third_person(client):
    """R-OWN-WORDS, in the list of seats and in the organizer's."""
    colab = make.colab()
    ana, ben = make.participant(), make.participant()
    for person in (ana, ben):
        seats.join(colab, person, "listen")

    of_ana = text(page(signed_in(client, ana), colab))
    assert of_ana.count('soft">Listen</p>') == of_ana.count('soft">Would listen</p>') == 1
    organizer = text(page(signed_in(client, colab.organizer), colab))
    assert organizer.count('small soft">Would listen</span>') == 2
    assert "Listen</span>" not in organizer
