"""The harvest from notes: a draft, its themes, and what people shared, which stands under them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.text.markup import render
from followups.harvest import harvest, themes
from followups.models import Harvest, Insight
from followups.notes import insights, sharing
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def harvester():
    return make.participant("Hari")


@pytest.fixture
def under_way(harvester):
    return make.colab(starts_at=timezone.now() - timedelta(minutes=30), harvester=harvester)


def page_of(client, colab, person, name="harvest"):
    client.force_login(person)
    return client.get(reverse(f"followups:{name}", args=[colab.pk])).text


# --- A draft


def test_the_harvest_opens_at_the_start_of_the_hour(client, harvester):
    client.force_login(harvester)
    ahead = make.colab(harvester=harvester)
    begun = make.colab(harvester=harvester, starts_at=timezone.now() - timedelta(minutes=1))

    answers = [client.get(reverse("followups:harvest", args=[one.pk])).status_code for one in (ahead, begun)]

    assert answers == [404, 200]


def test_before_the_end_it_is_kept_as_a_draft_which_closes_nothing(client, under_way, harvester):
    client.force_login(harvester)
    address = reverse("followups:keep_harvest", args=[under_way.pk])

    answer = client.post(address, {"summary": "So far.", "tags": "Letters, queues"}, follow=True)

    under_way.refresh_from_db()
    assert (under_way.is_closed, under_way.harvest.is_recorded) == (False, False)
    assert ("Your draft is kept." in answer.text, "So far." in answer.text) == (True, True)
    assert themes.names_of(under_way.harvest) == ["Letters", "queues"]


def test_recording_before_the_end_is_refused_and_keeps_what_was_typed(client, under_way, harvester):
    client.force_login(harvester)

    answer = client.post(reverse("followups:harvest", args=[under_way.pk]), {"summary": "Too early."})

    assert (answer.status_code, "Too early." in answer.text) == (422, True)
    assert not Harvest.objects.exists()


def test_a_draft_may_be_empty_and_is_kept_once(under_way, harvester):
    first = harvest.keep(under_way, harvester)
    again = harvest.keep(under_way, harvester)

    assert (first.pk, Harvest.objects.count()) == (again.pk, 1)


def test_a_draft_is_read_by_those_alone_who_may_write_it(client, harvester):
    member = make.participant()
    colab = make.held_colab(harvester=harvester, people=[member])
    harvest.keep(colab, harvester, summary="Not ready.", tags=["unripe"])

    read = {person: "Not ready." in page_of(client, colab, person, "after") for person in (member, harvester)}

    assert read == {member: False, harvester: False}  # it stands in its form
    assert "Not ready." in page_of(client, colab, harvester)
    assert client.get(reverse("followups:harvest_markdown", args=[colab.pk])).status_code == 404
    client.force_login(member)
    assert client.get(reverse("forums:tag", args=["unripe"])).status_code == 404


def test_recording_a_draft_closes_the_colab():
    """Check R-HARVEST-CLOSES."""
    colab = make.held_colab()
    harvest.keep(colab, colab.organizer, summary="We met.")

    harvest.record(colab, colab.organizer, summary="We met.")

    colab.refresh_from_db()
    assert (colab.is_closed, colab.harvest.is_recorded, colab.harvest.edited_at) == (True, True, None)


def test_a_recorded_harvest_is_no_draft_again():
    colab = make.held_colab()
    harvest.record(colab, colab.organizer, summary="We met.")

    with pytest.raises(harvest.Refused):
        harvest.keep(colab, colab.organizer, summary="We met, or not.")


# --- Themes


def test_themes_are_tags_in_the_order_of_their_writer(client):
    colab = make.held_colab()

    harvest.record(colab, colab.organizer, summary="We met.", tags=["queues", "Letters"])
    harvest.record(colab, colab.organizer, summary="We met.", tags=["Letters", "queues"])

    page = page_of(client, colab, colab.organizer, "after")
    assert themes.names_of(colab.harvest) == ["Letters", "queues"]
    assert page.index('href="/tags/letters/"') < page.index('href="/tags/queues/"')


def test_nothing_to_record_has_no_themes():
    colab = make.held_colab()

    made = harvest.record(colab, colab.organizer, nothing_to_record=True, tags=["queues"])

    assert themes.names_of(made) == []


def test_a_new_harvest_proposes_the_tags_of_notes_those_of_most_notes_first(client):
    colab = make.held_colab()
    for tags in (["queues"], ["letters", "queues"], ["letters"], ["queues"]):
        make.note(colab, tags=tags)

    assert 'value="queues, letters"' in page_of(client, colab, colab.organizer)


def test_a_tag_of_what_somebody_may_not_read_is_not_there_for_them(client):
    """Check R-QUERY-PERMISSION."""
    space, member = make.forum(is_public=False), make.participant()
    make.membership(space, member)
    colab = make.held_colab(topic=make.topic(forum=space))
    make.note(colab, tags=["grievances"])
    make.note(colab, member, tags=["secret"], audience=Insight.Audience.ME)

    found = {}
    for name, person in {"member": member, "organizer": colab.organizer, "other": make.participant()}.items():
        client.force_login(person)
        found[name] = [client.get(f"/tags/{tag}/").status_code for tag in ("grievances", "secret")]

    assert found == {"member": [200, 200], "organizer": [200, 404], "other": [404, 404]}


# --- What people shared


def test_what_people_shared_stands_under_the_first_theme_that_fits(client):
    colab = make.held_colab()
    make.note(colab, text="Aaa", tags=["letters", "queues"])
    make.note(colab, text="Bbb")
    make.note(colab, text="Ccc", tags=["queues"])
    harvest.record(colab, colab.organizer, summary="We met.", tags=["queues", "letters"])

    page = page_of(client, colab, colab.organizer, "after")

    # Nothing stands under letters: the note with both tags stands under the theme that comes first.
    order = [
        page.index(text) for text in ('id="theme-queues"', "Aaa", "Ccc", "What else people wrote", "Bbb")
    ]
    assert order == sorted(order)
    assert 'id="theme-letters"' not in page


def test_no_words_of_a_note_are_stored_in_a_harvest():
    """Check R-STORIES-OWNED."""
    colab = make.held_colab()
    make.note(colab, text="Quokka", tags=["queues"])

    made = harvest.record(
        colab, colab.organizer, summary="We met.", themes="-", next_steps="-", tags=["queues"]
    )

    made = Harvest.objects.get(pk=made.pk)
    assert not any("Quokka" in str(getattr(made, field.name)) for field in Harvest._meta.concrete_fields)
    assert "quokka" not in made.search_vector


def change(words):
    def do(note):
        insights.edit(note, words)

    return do


@pytest.mark.parametrize(
    ("what_happens", "shown"),
    [
        (lambda note: None, True),
        (change("Wombat"), False),
        (insights.delete, False),
        (lambda note: insights.hide(note, make.moderator(), "No."), False),
        (lambda note: sharing.share(note, Insight.Audience.ME), False),
        (lambda note: sharing.share(note, Insight.Audience.TEN), False),
    ],
    ids=["shared", "changed", "deleted", "hidden", "taken back", "for the ten"],
)
@pytest.mark.parametrize("where", ["harvest", "harvest_markdown", "after"])
def test_the_words_of_a_note_are_shown_with_a_harvest_while_they_are_shared(
    client, what_happens, shown, where
):
    """Check R-WORDS-LINKED."""
    colab = make.held_colab()
    author, reader = make.participant(), make.participant()
    make.seated(colab, author, attendance="came")
    note = insights.write(colab, author, "Quokka")
    harvest.record(
        colab, colab.organizer, summary="We met.", of_notes={note.pk: ["animals"]}, tags=["animals"]
    )

    what_happens(note)

    person = colab.organizer if where == "harvest" else reader
    assert ("Quokka" in page_of(client, colab, person, where)) == shown


def test_whoever_harvests_tags_notes_in_its_form_and_changes_no_word(client):
    """Check R-STORIES-OWNED."""
    colab = make.held_colab()
    note = make.note(colab, text="Ask less.")
    private = make.note(colab, text="Psst.", audience=Insight.Audience.ME)
    client.force_login(colab.organizer)
    fields = {f"tags_of_{one.pk}": "letters, Letters, queues" for one in (note, private)}

    client.post(reverse("followups:harvest", args=[colab.pk]), {"summary": "We met.", "tags": ""} | fields)

    note.refresh_from_db()
    assert sorted(tag.name for tag in note.tags.all()) == ["letters", "queues"]
    assert (note.text, note.html, note.edited_at) == ("Ask less.", render("Ask less."), None)
    assert not private.tags.exists()


def test_more_than_three_tags_of_a_note_are_refused_with_what_was_typed(client):
    colab = make.held_colab()
    note = make.note(colab)
    client.force_login(colab.organizer)
    fields = {"summary": "We met.", f"tags_of_{note.pk}": "a, b, c, d"}

    answer = client.post(reverse("followups:harvest", args=[colab.pk]), fields)

    assert (answer.status_code, 'value="a, b, c, d"' in answer.text) == (422, True)
    assert "At most 3 tags." in answer.text


def test_a_note_that_arrives_meanwhile_is_no_conflict(client):
    colab = make.held_colab()
    client.force_login(colab.organizer)
    begun = client.get(reverse("followups:harvest", args=[colab.pk])).context["form"].initial["begun"]
    make.note(colab, tags=["queues"])

    fields = {"summary": "We met.", "begun": begun}

    assert client.post(reverse("followups:harvest", args=[colab.pk]), fields).status_code == 302


@pytest.mark.parametrize("more", [{}, {"nothing_to_record": "on"}])
def test_a_second_press_of_the_button_is_no_conflict(client, more):
    """Check R-EDIT-CONFLICT."""
    colab = make.held_colab()
    note = make.note(colab)
    address = reverse("followups:harvest", args=[colab.pk])
    client.force_login(colab.organizer)
    begun = client.get(address).context["form"].initial["begun"]
    fields = {"begun": begun, "summary": "We met.", "tags": "queues, Letters", f"tags_of_{note.pk}": "b, a"}

    answers = [client.post(address, fields | more).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert client.post(address, fields | {"summary": "We."}).status_code == 422


def test_a_note_that_was_shared_meanwhile_keeps_its_tags_through_a_refusal(client):
    """Check R-EDIT-CONFLICT."""
    colab = make.held_colab()
    address = reverse("followups:harvest", args=[colab.pk])
    client.force_login(colab.organizer)
    begun = client.get(address).context["form"].initial["begun"]
    note = make.note(colab, tags=["queues"])
    harvest.keep(colab, colab.organizer, summary="Another’s words.")

    refused = client.post(address, {"begun": begun, "summary": "We met."})
    shown = {field.name: field.value() for field in refused.context["form"]}
    client.post(address, {name: value for name, value in shown.items() if value})

    assert refused.status_code == 422
    assert (colab.harvest.summary, [tag.name for tag in note.tags.all()]) == ("We met.", ["queues"])


def test_a_save_leaves_the_tags_of_a_note_that_it_did_not_show(client):
    colab = make.held_colab()
    note = make.note(colab, tags=["queues"])
    client.force_login(colab.organizer)

    client.post(reverse("followups:harvest", args=[colab.pk]), {"summary": "We met."})

    assert [tag.name for tag in note.tags.all()] == ["queues"]


# --- There and back


def test_from_the_topic_to_the_harvest_and_back(client):
    """Check R-LINKS-BACK."""
    topic = make.topic(title="Waiting")
    colab = make.held_colab(topic=topic)
    topic.scheduled_until = colab.ends_at
    topic.save(update_fields=["scheduled_until"])
    harvest.record(colab, colab.organizer, summary="We met.")
    after = reverse("followups:after", args=[colab.pk])

    assert f'href="{after}' in client.get(topic.get_absolute_url()).text
    assert f'href="{topic.get_absolute_url()}"' in client.get(after).text
    text = client.get(reverse("followups:harvest_markdown", args=[colab.pk])).text
    assert f"{topic.get_absolute_url()})" in text


# --- As Markdown


def test_a_harvest_as_markdown(client, settings):
    topic = make.topic(title="How to *wait*")
    colab = make.held_colab(topic=topic, title="Wait [less]", question="What helps?")
    ana = make.participant("Ana_B")
    note = make.note(colab, ana, text="Ask less.\n\nReally.", tags=["queues"], kind="idea")
    harvest.record(colab, colab.organizer, summary="We **met**.", next_steps="- one form", tags=["queues"])

    answer = client.get(reverse("followups:harvest_markdown", args=[colab.pk]))

    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    lines = answer.text.splitlines()
    assert (lines[0], lines[2]) == ("# Wait \\[less\\]", "What helps?")
    assert "from the topic “How to \\*wait\\*”" in lines[4]
    assert lines[6:] == [
        *(
            "We **met**.",
            "",
            "## Next steps",
            "",
            "- one form",
            "",
            "## What people shared",
            "",
            "### queues",
            "",
        ),
        f"> **Idea** · [Ana\\_B]({settings.SITE_URL}{note.get_absolute_url()})",
        *(">", "> Ask less.", ">", "> Really."),
    ]


def test_the_markdown_of_a_private_space_is_for_its_members_and_kept_by_no_cache(client):
    """Check R-PRIVATE-PAGES."""
    space, member = make.forum(is_public=False), make.participant()
    make.membership(space, member)
    colab = make.held_colab(topic=make.topic(forum=space))
    harvest.record(colab, colab.organizer, summary="We met.")
    address = reverse("followups:harvest_markdown", args=[colab.pk])

    assert client.get(address).status_code == 404
    client.force_login(make.participant())
    assert client.get(address).status_code == 404
    client.force_login(member)
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
