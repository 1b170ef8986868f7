import pytest
from django.utils import timezone

from followups.models import Insight, Origin
from followups.notes import insights
from mailing.models import Message
from testing import make

pytestmark = pytest.mark.django_db


def test_somebody_who_was_there_writes_an_insight():
    person = make.participant()
    colab = make.held_colab(people=[person])

    insight = insights.write(colab, person, "We **could** share one form.")

    assert (insight.author, insight.html) == (person, "<p>We <strong>could</strong> share one form.</p>\n")


def test_the_organizer_was_there():
    colab = make.held_colab()

    assert insights.write(colab, colab.organizer, "Many came.").pk


def test_somebody_who_was_not_there_writes_none():
    colab = make.held_colab()

    with pytest.raises(insights.Refused):
        insights.write(colab, make.participant(), "I heard of it.")

    assert Insight.objects.count() == 0


def test_a_seat_alone_is_not_being_there():
    person = make.participant()
    colab = make.held_colab()
    make.seated(colab, person)

    with pytest.raises(insights.Refused):
        insights.write(colab, person, "I had a seat.")


def test_no_insight_before_the_hour():
    colab = make.colab()

    with pytest.raises(insights.Refused):
        insights.write(colab, colab.organizer, "Too soon.")


def test_the_same_words_twice_are_one_insight():
    colab = make.held_colab()

    first = insights.write(colab, colab.organizer, "Once.")

    assert insights.write(colab, colab.organizer, "Once.") == first


def test_an_edit_is_marked():
    colab = make.held_colab()
    insight = insights.write(colab, colab.organizer, "Frist.")

    insights.edit(insight, "First.")

    insight.refresh_from_db()
    assert (insight.html, insight.edited_at is not None) == ("<p>First.</p>\n", True)


def test_an_edit_that_changes_nothing_is_none():
    colab = make.held_colab()
    insight = insights.write(colab, colab.organizer, "As it was.")

    insights.edit(insight, "As it was.")

    assert insight.edited_at is None


def test_a_comment_is_told_to_the_author_of_the_insight():
    colab = make.held_colab()
    insight = insights.write(colab, colab.organizer, "We could share one form.")

    comment = insights.comment(insight, make.participant(), "Ours is open.")

    assert list(Message.objects.values_list("kind", "recipient", "about")) == [
        ("insight-comment", colab.organizer.pk, {"comment": comment.pk})
    ]


def test_nobody_is_told_of_their_own_comment_and_a_double_click_is_one():
    colab = make.held_colab()
    insight = insights.write(colab, colab.organizer, "We could share one form.")

    insights.comment(insight, colab.organizer, "I mean it.")
    insights.comment(insight, colab.organizer, "I mean it.")

    assert (insight.comments.count(), Message.objects.count()) == (1, 0)


def test_an_answer_sent_again_is_one_and_the_same_words_after_others_are_meant():
    """Check R-SENT-AGAIN."""
    colab = make.held_colab()
    insight = insights.write(colab, colab.organizer, "We could share one form.")
    ana, page = make.participant(), timezone.now()
    first = insights.comment(insight, ana, "Thank you!", page)
    insights.comment(insight, colab.organizer, "And the second one?")

    assert insights.comment(insight, ana, "Thank you!", page) == first
    assert insights.comment(insight, ana, "Thank you!", timezone.now()) != first


def test_a_topic_keeps_its_origin():
    colab = make.held_colab()
    insight = insights.write(colab, colab.organizer, "We could share one form.")

    topic = insights.post_as_topic(
        insight,
        colab.organizer,
        forum=colab.topic.forum,
        title="One form for all",
        text="Who would join?",
        tags=["forms"],
        language="en",
    )

    assert Origin.objects.get(topic=topic).insight == insight


def test_hidden_insights_are_for_moderators_only():
    colab = make.held_colab()
    insight = insights.write(colab, colab.organizer, "Rude.")

    insights.hide(insight, make.moderator(), "Not kind.")

    assert list(Insight.objects.visible_to(make.participant())) == []
    assert list(Insight.objects.visible_to(make.moderator())) == [insight]
