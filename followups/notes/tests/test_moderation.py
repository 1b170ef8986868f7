"""Insights and answers to them: reported, hidden, shown again; changed and deleted by their authors."""

import pytest
from django.urls import reverse

from followups.models import Comment, Insight
from followups.notes import comments, insights
from forums.models import Forum
from mailing import registry, rendering
from mailing.models import Message
from moderation import reports
from moderation.models import Report
from testing import make

pytestmark = pytest.mark.django_db

KINDS = ["insight", "comment"]


@pytest.fixture
def colab():
    return make.held_colab(people=[make.participant("Ana")])


@pytest.fixture
def keeper(colab):
    """A member who moderates the space, and no other."""
    person = make.participant("Kim")
    make.membership(colab.topic.forum, person, moderates=True)
    return person


@pytest.fixture
def things(colab):
    """An insight, and an answer to another one, both by Ana."""
    ana = colab.registrations.get().participant
    other = insights.write(colab, colab.organizer, "Ask less.")
    return {
        "insight": insights.write(colab, ana, "Forms are *too* long."),
        "comment": insights.comment(other, ana, "We do, *too*."),
    }


def address(verb, kind, thing):
    return reverse(f"followups:{verb}_{kind}", args=[thing.pk])


def page(client, colab, reader=None):
    client.logout()
    if reader:
        client.force_login(reader)
    return client.get(reverse("followups:after", args=[colab.pk])).text


def words(thing):
    return thing.html.strip()


@pytest.mark.parametrize("kind", KINDS)
def test_who_reads_it_reports_it_to_the_moderators_of_the_space(client, things, keeper, kind):
    """Check R-WORDS-ANSWERED-FOR."""
    thing, reader = things[kind], make.participant()
    client.force_login(reader)
    assert "too" in client.get(address("report", kind, thing)).text

    answer = client.post(address("report", kind, thing), {"reason": "It names a client."})

    assert answer.url == thing.get_absolute_url()
    assert Report.objects.get().reason == "It names a client."
    assert list(Message.objects.filter(kind="report").values_list("recipient", flat=True)) == [keeper.pk]


@pytest.mark.parametrize(
    ("kind", "heading"),
    [("insight", "A note was reported"), ("comment", "An answer to a note was reported")],
)
def test_the_mail_to_moderators_says_what_was_reported(colab, things, keeper, kind, heading):
    reports.report(things[kind], make.participant(), "It names a client.")

    message = Message.objects.get(kind="report")
    with rendering.as_read_by(message):
        subject, text, _html = rendering.texts(message, registry.kinds["report"].compose(message))

    assert subject == f"{heading}: {colab}"
    assert ("It names a client." in text, colab.topic.forum.name in text) == (True, True)
    assert things[kind].text not in text


@pytest.mark.parametrize("kind", KINDS)
def test_the_mail_is_not_sent_for_what_is_gone(things, keeper, kind):
    """Check R-STILL-TRUE."""
    reports.report(things[kind], make.participant(), "It names a client.")
    message = Message.objects.get(kind="report")

    things[kind].delete()

    assert registry.kinds["report"].compose(message) is None


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_reports_what_they_cannot_read(client, keeper, kind):
    forum = make.forum(is_public=False)
    colab = make.held_colab(topic=make.topic(forum=forum))
    thing = insights.write(colab, colab.organizer, "Between us.")
    thing = insights.comment(thing, colab.organizer, "Only us.") if kind == "comment" else thing
    client.force_login(make.participant())

    assert client.post(address("report", kind, thing), {"reason": "Odd"}).status_code == 404
    client.force_login(keeper)  # of another space
    for verb in ("hide", "unhide", "settle"):
        assert client.post(address(verb, kind, thing), {"reason": "Odd"}).status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_waits_in_the_queue_until_it_is_settled(client, things, keeper, kind):
    thing = things[kind]
    reports.report(thing, make.participant("Rae"), "It names a client.")
    client.force_login(keeper)
    queue = client.get(reverse("moderation:queue")).text
    assert ("It names a client." in queue, "reported by Rae" in queue) == (True, True)

    client.post(address("settle", kind, thing))

    assert "It names a client." not in client.get(reverse("moderation:queue")).text
    thing.refresh_from_db()
    assert not thing.is_hidden


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("by", ["keeper", "moderator"])
def test_moderators_hide_it_with_a_reason_that_stands_in_its_place(client, colab, things, keeper, kind, by):
    thing, person = things[kind], keeper if by == "keeper" else make.moderator("Mo")
    reports.report(thing, make.participant(), "It names a client.")
    client.force_login(person)
    assert client.get(address("hide", kind, thing)).status_code == 200
    assert client.post(address("hide", kind, thing), {"reason": " "}).status_code == 422

    client.post(address("hide", kind, thing), {"reason": "A client is named."})

    thing.refresh_from_db()
    assert (thing.is_hidden, thing.hidden_by, thing.hidden_reason) == (True, person, "A client is named.")
    assert Report.objects.get().settled_by == person
    for reader in (None, make.participant(), thing.author):
        seen = page(client, colab, reader)
        assert ("A client is named." in seen, words(thing) in seen) == (True, False)
    assert words(thing) in page(client, colab, person)
    assert "A client is named." in client.get(reverse("moderation:hidden")).text


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_hidden_is_shown_again(client, colab, things, keeper, kind):
    thing, hide = things[kind], insights.hide if kind == "insight" else comments.hide
    hide(thing, keeper, "Too hasty")
    client.force_login(keeper)

    client.post(address("unhide", kind, thing))

    seen = page(client, colab)
    assert (words(thing) in seen, "Too hasty" in seen) == (True, False)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("verb", ["hide", "unhide", "settle"])
def test_authors_and_readers_moderate_nothing(client, things, kind, verb):
    """Check R-QUERY-PERMISSION."""
    for person in (things[kind].author, make.participant(), make.organizer()):
        client.force_login(person)
        assert client.post(address(verb, kind, things[kind]), {"reason": "x"}).status_code == 404


def test_answers_to_a_hidden_insight_are_hidden_with_it(client, colab, keeper):
    insight = insights.write(colab, colab.organizer, "Ask less.")
    comment = insights.comment(insight, make.participant(), "Indeed so.")
    insights.hide(insight, keeper, "Not kind")

    assert "Indeed so." not in page(client, colab)
    assert not Comment.objects.visible_to(make.participant()).exists()
    assert list(Comment.objects.visible_to(keeper)) == [comment]
    assert "Indeed so." in page(client, colab, keeper)


def test_nobody_answers_a_hidden_insight(client, colab, keeper):
    insight = insights.write(colab, colab.organizer, "Ask less.")
    insights.hide(insight, keeper, "Not kind")

    for person in (keeper, colab.organizer, make.participant()):
        client.force_login(person)
        for name in ("comment", "post_as_topic"):
            answer = client.post(reverse(f"followups:{name}", args=[insight.pk]), {"text": "So?"})
            assert answer.status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_its_author_changes_it_and_that_is_marked(client, colab, things, kind):
    """Check R-STORIES-OWNED."""
    thing = things[kind]
    client.force_login(thing.author)
    assert thing.text in client.get(address("edit", kind, thing)).text
    assert client.post(address("edit", kind, thing), {"text": ""}).status_code == 422

    client.post(address("edit", kind, thing), {"text": "Said better.", "kind": "insight"})

    thing.refresh_from_db()
    assert (thing.text, thing.html, thing.edited_at is not None) == (
        "Said better.",
        "<p>Said better.</p>\n",
        True,
    )
    seen = page(client, colab)
    assert ("Said better." in seen, "· changed" in seen) == (True, True)


def test_an_answer_that_stays_as_it_was_is_not_marked(things):
    comments.edit(things["comment"], things["comment"].text)

    assert things["comment"].edited_at is None


@pytest.mark.parametrize("kind", KINDS)
def test_its_author_deletes_it_and_is_asked_first(client, colab, things, kind):
    """Check R-STORIES-OWNED."""
    thing = things[kind]
    client.force_login(thing.author)

    assert "cannot be undone" in client.get(address("delete", kind, thing)).text
    assert words(thing) in page(client, colab, thing.author)
    client.post(address("delete", kind, thing))

    assert words(thing) not in page(client, colab)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("verb", ["edit", "delete"])
def test_nobody_else_changes_or_deletes_it(client, colab, things, keeper, kind, verb):
    """Check R-STORIES-OWNED."""
    for person in (keeper, make.moderator(), make.staff(), colab.organizer):
        client.force_login(person)
        assert client.post(address(verb, kind, things[kind]), {"text": "Mine."}).status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_hidden_is_not_changed_but_can_still_be_taken_back(client, things, keeper, kind):
    thing, hide = things[kind], insights.hide if kind == "insight" else comments.hide
    hide(thing, keeper, "Not kind")
    client.force_login(thing.author)

    assert client.post(address("edit", kind, thing), {"text": "Kinder."}).status_code == 404
    client.post(address("delete", kind, thing))

    assert not type(thing).objects.filter(pk=thing.pk).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_reports_go_with_what_they_are_about(client, things, keeper, kind):
    thing = things[kind]
    reports.report(thing, make.participant(), "Odd")
    client.force_login(thing.author)

    client.post(address("delete", kind, thing))

    assert not Report.objects.exists()
    client.force_login(keeper)
    assert client.get(reverse("moderation:queue")).status_code == 200


def test_reports_of_answers_go_with_the_insight_that_is_deleted(colab):
    insight = insights.write(colab, colab.organizer, "Ask less.")
    reports.report(insights.comment(insight, make.participant(), "Odd."), make.participant(), "Odd")

    insights.delete(insight)

    assert not Report.objects.exists()


def test_moderators_of_a_community_of_healing_see_no_names(client):
    """Check R-UNATTRIBUTED."""
    forum = make.forum(kind=Forum.Kind.HEALING)
    keeper, ana, rae = (make.participant(name) for name in ("Kim", "Ana Known", "Rae Known"))
    make.membership(forum, keeper, moderates=True)
    for person in (ana, rae):
        make.membership(forum, person)
    colab = make.held_colab(topic=make.topic(forum=forum), people=[ana])
    insight = insights.write(colab, ana, "It grew lighter.")
    comment = insights.comment(insight, ana, "For all.")
    for thing in (insight, comment):
        reports.report(thing, rae, "Odd")
    client.force_login(keeper)

    queue = client.get(reverse("moderation:queue")).text
    comments.hide(comment, keeper, "Odd")
    insights.hide(insight, keeper, "Odd")
    hidden = client.get(reverse("moderation:hidden")).text

    assert ("It grew lighter." in queue, "For all." in hidden) == (True, True)
    assert ("Known" in queue, "Known" in hidden) == (False, False)


@pytest.mark.parametrize("kind", ["practice", "healing"])
def test_who_reports_is_told_whether_moderators_see_it(client, kind):
    """Check R-UNATTRIBUTED."""
    forum, ana = make.forum(kind=kind, is_public=False), make.participant()
    make.membership(forum, ana)
    colab = make.held_colab(topic=make.topic(forum=forum), people=[ana])
    insight = insights.write(colab, ana, "It grew lighter.")
    comment = insights.comment(insight, ana, "For all.")
    client.force_login(make.membership(forum, make.participant()).participant)
    addresses = [reverse("forums:report", args=[colab.topic.posts.get().pk])]
    addresses += [
        address("report", name, thing) for name, thing in (("insight", insight), ("comment", comment))
    ]

    pages = [client.get(address).text for address in addresses]

    assert ["see that it comes from you" in page for page in pages] == [kind == "practice"] * 3


def test_ones_own_words_are_ones_own_where_no_names_stand(client):
    """Check R-UNATTRIBUTED."""
    forum = make.forum(kind="healing")
    ana, bo = (make.membership(forum, make.participant()).participant for _ in range(2))
    colab = make.held_colab(topic=make.topic(forum=forum), people=[ana, bo])
    insights.comment(insights.write(colab, ana, "It grew lighter."), bo, "For me, too.")
    client.force_login(ana)

    page = client.get(reverse("followups:after", args=[colab.pk])).text

    assert page.count("<strong>You</strong>") == 1
    assert page.count("A participant") == 1


def test_who_hid_something_and_is_gone_is_not_named(client, colab, keeper):
    insights.hide(insights.write(colab, colab.organizer, "Ask less."), make.moderator(), "Odd")
    Insight.objects.update(hidden_by=None)
    client.force_login(keeper)

    assert "None" not in client.get(reverse("moderation:hidden")).text


def test_insights_of_a_hidden_topic_are_for_its_moderators(colab, keeper):
    insight = insights.write(colab, colab.organizer, "Ask less.")
    colab.topic.hidden_at = insight.created_at
    colab.topic.save(update_fields=["hidden_at"])

    assert not Insight.objects.visible_to(make.participant()).exists()
    assert list(Insight.objects.visible_to(keeper)) == [insight]


def _links(client, colab, reader, kind, thing):
    """Return which of the two stand on the page after the hour: report, hide."""
    shown = page(client, colab, reader)
    return [address(verb, kind, thing) in shown for verb in ("report", "hide")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_moderator_among_the_ten_reports_what_is_for_them_and_then_hides_it(client, colab, keeper, kind):
    """Check R-NOTES-FOR-THE-TEN."""
    make.seated(colab, keeper, attendance="came")
    ana = colab.registrations.exclude(participant=keeper).get().participant
    note = insights.write(colab, ana, "Rude words.", audience="ten")
    thing = {"insight": note, "comment": insights.comment(note, colab.organizer, "Ruder words.")}[kind]
    before = _links(client, colab, keeper, kind, thing)

    reports.report(thing, keeper, "Rude.")

    assert (before, _links(client, colab, keeper, kind, thing)) == ([True, False], [False, True])
    assert client.get(address("hide", kind, thing)).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_what_every_reader_reads_is_hidden_at_once_by_those_who_moderate(client, colab, keeper, things, kind):
    assert _links(client, colab, keeper, kind, things[kind]) == [False, True]
