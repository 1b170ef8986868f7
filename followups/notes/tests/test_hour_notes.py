"""Notes during the hour: who reads which, when they appear, and dots."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from events.hour import course as courses
from events.hour import panels, plan
from events.models import Attendance, Step
from followups.models import Dot, Insight
from followups.notes import dots, insights, sharing
from followups.notes.hour_forms import SENTENCES, NoteForm
from forums.models import Forum
from moderation import reports
from participants.privacy import erasure
from testing import make

pytestmark = pytest.mark.django_db
ME, TEN, READERS = Insight.Audience
NOTE = {"text": "Ask less.", "kind": "insight", "audience": "me"}


@pytest.fixture
def colab():
    """A co-lab in its silent step, by the clock, of which every step is stored."""
    made = make.colab(starts_at=timezone.now() - timedelta(minutes=6))
    plan.fix(made)
    return made


@pytest.fixture
def ana(colab):
    return _seated(colab, "Ana")


def _seated(colab, name="Person"):
    person = make.participant(name)
    make.seated(colab, person)
    Attendance.objects.create(colab=colab, participant=person, mark="came", source="door")
    return person


def opened(client, colab, person):
    client.force_login(person)
    return client.get(reverse("events:hour", args=[colab.pk])).text


def over(colab):
    colab.starts_at -= timedelta(hours=2)
    colab.ends_at -= timedelta(hours=2)
    colab.save(update_fields=["starts_at", "ends_at"])


def readers_of(note, people):
    return [name for name, person in people.items() if Insight.objects.visible_to(person).filter(pk=note.pk)]


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        (ME, ["author"]),
        (TEN, ["author", "came", "organizer"]),
        (READERS, ["author", "came", "organizer", "seated", "member", "moderator", "staff", "visitor"]),
    ],
)
def test_who_reads_a_note(colab, ana, audience, readers):
    """Check R-THREE-AUDIENCES, R-NOTES-TO-MYSELF and R-NOTES-FOR-THE-TEN."""
    people = {
        "author": ana,
        "came": _seated(colab),
        "organizer": colab.organizer,
        "seated": make.seated(colab).participant,
        "member": make.participant(),
        "moderator": make.moderator(),
        "staff": make.staff(),
        "visitor": AnonymousUser(),
    }
    note = insights.write(colab, ana, "Ask less.", audience=audience)
    over(colab)

    assert readers_of(note, people) == readers


def test_what_is_written_in_silence_appears_together(client, colab, ana):
    """Check R-WRITTEN-IN-SILENCE."""
    bo = _seated(colab, "Bo")
    insights.write(colab, ana, "Fewer forms.", audience=TEN)
    insights.write(colab, bo, "More time.", audience=TEN)
    assert "More time." not in opened(client, colab, ana)
    assert "Fewer forms." not in opened(client, colab, bo)
    assert not Insight.objects.visible_to(bo).filter(author=ana).exists()

    Step.objects.filter(colab=colab, method="silent").update(shown_at=timezone.now())

    assert "More time." in opened(client, colab, ana)
    assert "Fewer forms." in opened(client, colab, bo)


def test_what_is_written_in_silence_appears_by_the_clock_as_well(client, colab, ana):
    """Check R-WRITTEN-IN-SILENCE."""
    bo = _seated(colab)
    insights.write(colab, ana, "Fewer forms.", audience=TEN)
    colab.starts_at -= timedelta(minutes=5)
    colab.save(update_fields=["starts_at"])

    assert "Fewer forms." in opened(client, colab, bo)


def test_who_leads_sees_how_many_have_written_for_others_and_not_what(client, colab, ana):
    """Check R-WRITTEN-IN-SILENCE and R-NOTES-TO-MYSELF."""
    insights.write(colab, ana, "Fewer forms.", audience=TEN)
    insights.write(colab, _seated(colab), "For me alone.", audience=ME)

    page = opened(client, colab, colab.organizer)

    assert "Fewer forms." not in page
    assert "For me alone." not in page
    assert "have written" in page
    assert panels.written(courses.of(colab)) == 1


def test_a_note_belongs_to_its_step(colab, ana):
    assert insights.write(colab, ana, "Fewer forms.").step.method == "silent"


def test_the_box_says_who_reads_before_one_writes(client, colab, ana):
    """Check R-SHARING-SAYS-WHO."""
    page = opened(client, colab, ana)

    assert "Who reads it" in page
    assert "the people of this hour, when all have written" in page


def test_writing_sharing_and_keeping_to_oneself(client, colab, ana):
    """Check R-SHARING-SAYS-WHO: each is an act of its own."""
    client.force_login(ana)
    client.post(reverse("followups:write_note", args=[colab.pk]), NOTE)
    note = Insight.objects.get()
    assert note.audience == ME
    version = courses.running_of(colab).version

    client.post(reverse("followups:share_note", args=[note.pk]), {"audience": "readers"})
    note.refresh_from_db()
    assert note.audience == READERS
    assert type(colab).objects.get(pk=colab.pk).running.version > version

    client.post(reverse("followups:share_note", args=[note.pk]), {"audience": "me"})
    note.refresh_from_db()
    assert note.audience == ME


def test_nobody_else_shares_it(client, colab, ana):
    """Check R-STORIES-OWNED."""
    note = insights.write(colab, ana, "Ask less.", audience=READERS)
    client.force_login(colab.organizer)

    answer = client.post(reverse("followups:share_note", args=[note.pk]), {"audience": "me"})

    assert answer.status_code == 404


def test_a_note_that_is_refused_stays_in_its_box(client, colab, ana):
    client.force_login(ana)

    answer = client.post(reverse("followups:write_note", args=[colab.pk]), NOTE | {"kind": "poem"})

    assert answer.status_code == 422
    assert "Ask less." in answer.text


def test_strangers_write_nothing(client, colab):
    client.force_login(make.participant())

    assert client.post(reverse("followups:write_note", args=[colab.pk]), NOTE).status_code == 404


def test_in_a_community_of_healing_notes_are_for_oneself(client):
    """Check R-HOUR-NAMES-NOBODY."""
    forum = make.forum(kind=Forum.Kind.HEALING)
    colab = make.colab(topic=make.topic(forum=forum), starts_at=timezone.now() - timedelta(minutes=6))
    ana, bo = (make.participant() for _ in range(2))
    for person in (ana, bo):
        make.membership(forum, person)
        make.seated(colab, person)
    insights.write(colab, ana, "It was hard.", audience=READERS)

    assert Insight.objects.get().audience == ME
    assert "It was hard." not in opened(client, colab, bo)
    page = opened(client, colab, ana)
    assert "It was hard." in page
    assert 'name="audience"' not in page
    assert "have written" not in opened(client, colab, colab.organizer)
    assert "What you write here is read by nobody but you." in page


def test_moderators_read_a_note_for_the_ten_when_it_is_reported(colab, ana):
    """Check R-NOTES-FOR-THE-TEN."""
    moderator, bo = make.moderator(), _seated(colab)
    note = insights.write(colab, ana, "Rude words.", audience=TEN)
    over(colab)
    assert not Insight.objects.moderated_by(moderator).exists()

    reports.report(note, bo, "Rude.")

    assert Insight.objects.moderated_by(moderator).get() == note
    assert Insight.objects.visible_to(moderator).get() == note


def test_a_note_that_is_kept_to_oneself_after_all_is_moderated_by_nobody(colab, ana):
    """Check R-NOTES-TO-MYSELF."""
    note = insights.write(colab, ana, "Rude words.", audience=READERS)
    reports.report(note, _seated(colab), "Rude.")

    sharing.share(note, ME)

    moderator = make.moderator()
    assert not Insight.objects.moderated_by(moderator).exists()
    assert not Insight.objects.visible_to(moderator).exists()


def test_moderators_read_what_is_written_in_silence_when_it_appears(colab, ana):
    """Check R-WRITTEN-IN-SILENCE."""
    insights.write(colab, ana, "Fewer forms.", audience=READERS)
    moderator = make.moderator()
    assert not Insight.objects.moderated_by(moderator).exists()

    over(colab)

    assert Insight.objects.moderated_by(moderator).exists()


def test_a_topic_from_a_note_shows_its_words_only_while_readers_read_them(client, colab, ana):
    """Check R-WORDS-LINKED."""
    note = insights.write(colab, ana, "Fewer forms.", audience=READERS)
    over(colab)
    fields = {"title": "How few forms?", "text": "Tell us.", "tags": [], "language": "en"}
    topic = insights.post_as_topic(note, ana, forum=colab.topic.forum, **fields)
    client.force_login(make.participant())
    assert "Fewer forms." in client.get(topic.get_absolute_url()).text

    sharing.share(note, TEN)

    assert "Fewer forms." not in client.get(topic.get_absolute_url()).text


# --- Dots


@pytest.fixture
def notes(colab, ana):
    """Notes of a step that is now one for dots."""
    Step.objects.filter(colab=colab, method="silent").update(method="dots")
    return [insights.write(colab, ana, f"Idea {number}", audience=TEN) for number in range(4)]


def test_each_gives_three_dots_and_takes_them_back(colab, notes, ana):
    for note in [*notes[:3], notes[0]]:
        dots.give(note, ana)
    with pytest.raises(dots.Refused):
        dots.give(notes[3], ana)

    dots.take_back(notes[0], ana)
    dots.give(notes[3], ana)

    assert Dot.objects.filter(participant=ana).count() == 3


def test_no_numbers_of_dots_while_they_are_given_or_of_fewer_than_four(colab, notes, ana):
    """Check R-NOT-UNDER-FOUR."""
    people = [ana, *(_seated(colab) for _ in range(3))]
    for person in people[:3]:
        dots.give(notes[0], person)
    shown = dots.with_givers(colab.insights.all())
    assert dots.counted(shown.all(), are_given=False) == {}

    dots.give(notes[0], people[3])

    assert dots.counted(shown.all(), are_given=False) == {notes[0].pk: 4}
    assert dots.counted(shown.all(), are_given=True) == {}


def test_dots_are_given_on_the_page(client, colab, notes):
    bo = _seated(colab)
    assert opened(client, colab, bo).count("Give a dot") == 4

    client.post(reverse("followups:give_dot", args=[notes[0].pk]))
    page = opened(client, colab, bo)
    assert page.count("Give a dot") == 3
    assert page.count("Take my dot back") == 1

    client.post(reverse("followups:take_dot_back", args=[notes[0].pk]))
    assert not Dot.objects.exists()


def test_dots_are_given_and_taken_back_while_the_step_for_it_goes_on(client, colab, notes):
    bo = _seated(colab)
    dots.give(notes[0], bo)
    Step.objects.filter(colab=colab, method="dots").update(method="talk")

    for verb in (dots.give, dots.take_back):
        with pytest.raises(dots.Refused):
            verb(notes[0], bo)
    client.force_login(bo)
    for name in ("give_dot", "take_dot_back"):
        answer = client.post(reverse(f"followups:{name}", args=[notes[0].pk]), follow=True)
        assert "Dots are given while the step for it goes on." in answer.text
    assert Dot.objects.count() == 1


def test_the_dots_on_a_note_that_is_kept_to_oneself_go_back(colab, notes):
    bo = _seated(colab)
    for note in notes[:3]:
        dots.give(note, bo)

    sharing.share(notes[0], ME)
    dots.give(notes[3], bo)

    assert Dot.objects.filter(participant=bo).count() == 3


def test_the_dots_on_a_note_that_is_hidden_go_back(colab, notes):
    bo = _seated(colab)
    for note in notes[:3]:
        dots.give(note, bo)

    insights.hide(notes[0], make.moderator(), "Rude.")
    dots.give(notes[3], bo)

    assert Dot.objects.filter(participant=bo).count() == 3


def test_a_note_that_has_not_appeared_gets_no_dot(client, colab, ana):
    """Check R-WRITTEN-IN-SILENCE."""
    note = insights.write(colab, ana, "Fewer forms.", audience=TEN)
    client.force_login(_seated(colab))

    assert client.post(reverse("followups:give_dot", args=[note.pk])).status_code == 404


# --- On the page


@pytest.mark.parametrize("htmx", [True, False])
def test_sharing_is_answered_by_the_page_of_the_hour(client, colab, ana, htmx):
    note = insights.write(colab, ana, "Ask less.", audience=ME)
    client.force_login(ana)
    headers = {"HX-Request": "true"} if htmx else {}

    answer = client.post(
        reverse("followups:share_note", args=[note.pk]), {"audience": "ten"}, headers=headers
    )

    page = answer.text if htmx else client.get(answer.url).text
    assert "The people of this hour read this." in page


def test_of_many_notes_of_mine_the_latest_stand_open(client, colab, ana):
    for number in range(5):
        insights.write(colab, ana, f"Note {number}", audience=ME)

    page = opened(client, colab, ana)

    assert "2 earlier notes of mine" in page
    assert [page.index(f"Note {number}") for number in range(5)] == sorted(
        (page.index(f"Note {number}") for number in range(5)), reverse=True
    )


def test_unfinished_sentences_are_no_note(client, colab, ana):
    Step.objects.filter(colab=colab, method="silent").update(method="hatch")
    page = opened(client, colab, ana)
    assert "Finish the sentences" in page
    assert "We test it by …" in page
    client.force_login(ana)
    address, sentences = reverse("followups:write_note", args=[colab.pk]), str(SENTENCES)

    assert client.post(address, NOTE | {"text": sentences.replace("\n", "\r\n")}).status_code == 422
    client.post(address, NOTE | {"text": sentences.replace("it by …", "it by asking.", 1), "kind": "idea"})

    assert Insight.objects.get().kind == "idea"


@pytest.mark.parametrize(
    ("method", "audience", "kind"),
    [
        ("silent", "ten", "insight"),
        ("quickmap", "ten", "insight"),
        ("hatch", "ten", "idea"),
        ("keep", "readers", "insight"),
        ("talk", "me", "insight"),
    ],
)
def test_a_box_proposes_what_its_step_is_for(colab, method, audience, kind):
    Step.objects.filter(colab=colab, method="silent").update(method=method)

    form = NoteForm(courses.of(colab))

    assert (form.initial["audience"], form.initial["kind"]) == (audience, kind)


def test_a_note_is_changed_and_deleted_from_the_page_of_the_hour(client, colab, ana):
    """Check R-STORIES-OWNED; also before the start, when the room is open."""
    colab.starts_at += timedelta(minutes=15)
    colab.save(update_fields=["starts_at"])
    note = insights.write(colab, ana, "Ask less.", audience=ME)
    client.force_login(ana)
    edit = reverse("followups:edit_insight", args=[note.pk])
    hour = reverse("events:hour", args=[colab.pk])
    assert f'href="{hour}#note-{note.pk}"' in client.get(edit).text

    answer = client.post(edit, {"text": "Ask more.", "kind": "question", "first_hand": "on"})
    note.refresh_from_db()
    assert (answer.url, note.text) == (f"{hour}#note-{note.pk}", "Ask more.")
    assert (note.kind, note.first_hand, note.audience) == ("question", True, ME)

    answer = client.post(reverse("followups:delete_insight", args=[note.pk]))
    assert answer.url == hour
    assert not Insight.objects.exists()


def test_after_a_move_a_note_is_at_hand_from_the_page_of_the_co_lab(client, colab, ana):
    note = insights.write(colab, ana, "Ask less.", audience=ME)
    later = timezone.now() + timedelta(days=3)
    type(colab).objects.filter(pk=colab.pk).update(starts_at=later, ends_at=later + timedelta(hours=1))
    client.force_login(ana)

    answer = client.post(reverse("followups:share_note", args=[note.pk]), {"audience": "ten"}, follow=True)

    assert (answer.status_code, answer.redirect_chain[-1][0]) == (200, colab.get_absolute_url())


def test_who_is_taken_out_leaves_what_they_shared_and_keeps_their_own(client, colab, ana):
    """Check R-LEAVES-WITH-THEIRS; of one who left the hour: the words stay theirs."""
    bo = _seated(colab, "Bo")
    shared = insights.write(colab, bo, "More time.", audience=TEN)
    own = insights.write(colab, bo, "For me alone.", audience=ME)
    Step.objects.filter(colab=colab).update(shown_at=timezone.now())
    colab.registrations.filter(participant=bo).delete()

    client.force_login(bo)
    assert client.get(reverse("events:hour", args=[colab.pk])).status_code in {302, 404}
    assert "More time." in opened(client, colab, ana)
    assert set(Insight.objects.changeable_by(bo)) == {shared, own}


def test_an_erased_account_takes_notes_to_oneself_and_dots_along(colab, notes, ana):
    """Check R-LEAVES-WITH-THEIRS."""
    own = insights.write(colab, ana, "For me alone.", audience=ME)
    dots.give(notes[0], ana)

    erasure.erase(ana)

    assert not Insight.objects.filter(pk=own.pk).exists()
    assert set(Insight.objects.filter(author=ana)) == set(notes)
    assert not Dot.objects.exists()


# --- Afterwards


def test_on_the_page_after_the_hour_each_sees_what_is_theirs_to_read(client, colab, ana):
    """Check R-NOTES-TO-MYSELF."""
    insights.write(colab, ana, "For me alone.", audience=ME)
    insights.write(colab, ana, "For the ten.", audience=TEN)
    bo = _seated(colab)
    over(colab)
    address = reverse("followups:after", args=[colab.pk])

    def seen(person):
        client.force_login(person)
        page = client.get(address).text
        return ["For me alone." in page, "For the ten." in page]

    assert seen(ana) == [True, True]
    assert seen(bo) == [False, True]
    assert seen(make.moderator()) == [False, False]
    assert insights.unseen(colab, ana) == 1


def test_on_top_of_the_page_stands_what_one_keeps_to_oneself(client, colab, ana):
    """Check R-SHARING-SAYS-WHO."""
    for text, audience in [("Shared one.", READERS), ("Kept one.", ME), ("Kept two.", ME)]:
        insights.write(colab, ana, text, audience=audience)
    over(colab)
    client.force_login(ana)
    address = reverse("followups:after", args=[colab.pk])

    page = client.get(address).text
    assert "2 notes of yours are read by nobody else." in page
    assert page.index("Kept one.") < page.index("Kept two.") < page.index("Shared one.")

    note = Insight.objects.get(text="Kept one.")
    answer = client.post(reverse("followups:share_note", args=[note.pk]), {"audience": "readers"})
    assert answer.url == f"{address}#insight-{note.pk}"
    assert "1 note of yours is read by nobody else." in client.get(address).text


def test_notes_stand_by_what_they_are(client, colab, ana):
    for kind in ("question", "idea", "insight"):
        insights.write(colab, ana, f"One {kind}.", kind=kind)
    over(colab)
    client.force_login(ana)

    page = client.get(reverse("followups:after", args=[colab.pk])).text

    assert page.index("One insight.") < page.index("One idea.") < page.index("One question.")


def test_after_the_hour_a_note_says_what_it_is_and_who_reads_it(client, colab, ana):
    """Check R-SHARING-SAYS-WHO."""
    over(colab)
    client.force_login(ana)
    sent = {"text": "We did it.", "kind": "idea", "audience": "ten", "first_hand": "on"}

    client.post(reverse("followups:write_insight", args=[colab.pk]), sent)

    note = Insight.objects.get()
    assert (note.kind, note.audience, note.first_hand, note.step) == ("idea", "ten", True, None)


def test_a_note_leads_to_its_hour_and_to_the_topics_both_ways(client, colab, ana):
    """Check R-LINKS-BACK."""
    note = insights.write(colab, ana, "Fewer forms.")
    over(colab)
    fields = {"title": "How few forms?", "text": "Tell us.", "tags": [], "language": "en"}
    grown = insights.post_as_topic(note, ana, forum=colab.topic.forum, **fields)

    after = client.get(reverse("followups:after", args=[colab.pk])).text
    assert grown.get_absolute_url() in after
    assert colab.get_absolute_url() in after
    assert colab.topic.get_absolute_url() in client.get(colab.get_absolute_url()).text
    assert note.get_absolute_url() in client.get(grown.get_absolute_url()).text


def test_a_note_that_is_hidden_goes_from_open_pages(client, colab, ana):
    """Check R-HOUR-PAGE."""
    note = insights.write(colab, ana, "Rude words.", audience=READERS)
    Step.objects.filter(colab=colab).update(shown_at=timezone.now())
    version = courses.running_of(type(colab).objects.get(pk=colab.pk)).version

    insights.hide(note, make.moderator(), "Rude.")

    assert courses.running_of(type(colab).objects.get(pk=colab.pk)).version > version
    assert "Rude words." not in opened(client, colab, colab.organizer)


# --- Late


def moved_by(colab, hours):
    colab.starts_at += timedelta(hours=hours)
    colab.ends_at += timedelta(hours=hours)
    colab.save(update_fields=["starts_at", "ends_at"])


def send_note(client, colab, htmx, **changed):
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(
        reverse("followups:write_note", args=[colab.pk]), NOTE | {"seen": ""} | changed, headers=headers
    )


@pytest.mark.parametrize("htmx", [True, False])
def test_a_note_begun_on_the_page_is_kept_when_that_has_closed(client, colab, ana, htmx):
    """Check R-NOTHING-TYPED-IS-LOST."""
    moved_by(colab, -5)
    client.force_login(ana)

    answer = send_note(client, colab, htmx)

    leads_to = answer.headers["HX-Redirect"] if htmx else answer.url
    assert leads_to.startswith(reverse("events:hour", args=[colab.pk]))
    assert Insight.objects.get().text == "Ask less."
    assert "Your note is kept." in client.get(leads_to, follow=True).text


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("hours", [24, -5])
def test_a_note_that_is_refused_late_comes_back_with_what_was_typed(client, colab, htmx, hours):
    """Check R-NOTHING-TYPED-IS-LOST: the co-lab was moved, or whoever writes was not there."""
    bo = make.seated(colab).participant
    moved_by(colab, hours)
    client.force_login(bo)

    answer = send_note(client, colab, htmx)

    assert answer.status_code == 422
    assert ("Ask less." in answer.text, "error-summary" in answer.text) == (True, True)
    assert "hour-lead" not in answer.text or not htmx


def test_those_who_led_lead_nothing_by_a_page_that_has_closed(client, colab):
    moved_by(colab, -5)
    client.force_login(colab.organizer)

    answer = send_note(client, colab, htmx=False)

    assert answer.status_code == 422
    assert ("Ask less." in answer.text, "data-once" in answer.text) == (True, False)
