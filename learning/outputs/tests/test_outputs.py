"""The verbs of outputs and of those who are named with them."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from learning.models import Output
from learning.outputs import outputs, shown
from learning.uses import taking
from participants.privacy import erasure
from testing import make

pytestmark = pytest.mark.django_db
FIELDS = {
    "title": "A reminder letter",
    "kind": "tool",
    "what_for": "Fewer people have to call.",
    "text": "Put the *date* first.",
    "licence": "cc-by-4.0",
}


def written(topic=None, by=None, **fields):
    return outputs.write(topic or make.topic(), by or make.participant(), **FIELDS | fields)


def read_by(person):
    return list(Output.objects.visible_to(person))


def test_it_is_a_draft_until_its_author_publishes_it():
    output, other = written(), make.participant()
    assert (read_by(output.author), read_by(other)) == ([output], [])

    with pytest.raises(outputs.Refused, match="Only whoever wrote it"):
        outputs.publish(output, other)
    for _press in range(2):
        outputs.publish(output, output.author)

    assert read_by(other) == [output]
    assert "<em>date</em>" in output.html


def test_written_twice_it_is_one():
    """Check R-SENT-AGAIN."""
    topic, author = make.topic(), make.participant()

    assert written(topic, author) == written(topic, author)


def test_it_has_a_licence_and_is_a_text_or_a_place():
    """Check R-LICENCE: held by the database."""
    for missing in ({"licence": None}, {"text": "", "url": ""}, {"url": "http://example.org/"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            written(**missing)


def test_nothing_is_kept_for_others_from_a_community_of_healing():
    forum = make.forum(kind="healing")
    member = make.membership(forum, make.participant()).participant

    with pytest.raises(outputs.Refused):
        written(make.topic(forum=forum), member)
    make.output(make.topic(forum=forum), member)
    assert read_by(member) == []


def test_what_somebody_uses_is_not_taken_back():
    output = make.output(make.topic())
    make.use(output, output.author)
    outputs.take_back(output, output.author)
    outputs.publish(output, output.author)
    make.use(output)

    with pytest.raises(outputs.Refused, match="Somebody uses it"):
        outputs.take_back(output, output.author)


# --- Who is named


def noted(topic, name, **fields):
    person = make.participant(name)
    make.note(make.held_colab(topic=topic, people=[person]), person, **fields)
    return person


def test_what_was_only_told_of_or_is_not_used_any_more_is_taken_back():
    """Check R-TAKEN-ALONG and R-MAKERS-LEAVE."""
    output = make.output(make.topic())
    taking.take_along(output, make.participant(), "our team")
    make.use(output, ended_at=timezone.now())
    make.use(output, hidden_at=timezone.now(), hidden_reason="spam")

    outputs.take_back(output, output.author)

    assert Output.objects.get(pk=output.pk).state == "draft"


def test_those_are_asked_whose_words_it_may_build_on():
    """Check R-CONTRIBUTORS-AGREE: who shared a note with all readers, or told of a trial, in its topic."""
    topic = make.topic()
    ana, ben = noted(topic, "Ana"), noted(topic, "Ben", audience="me")
    output = make.output(topic)
    told = make.trial(make.experiment(topic, output.author), make.participant("Cleo"), showed="no")
    eve = noted(topic, "Eve", hidden_at=timezone.now())

    outputs.ask(output, output.author, [ana, ben, eve, make.participant("Dan"), told.participant])

    assert [row.participant.name for row in output.contributors.order_by("pk")] == ["Ana", "Cleo"]
    assert shown.people(output) == [output.author]


def test_who_agrees_is_named_by_the_alphabet_and_can_take_it_back():
    """Check R-CONTRIBUTORS-AGREE."""
    topic = make.topic()
    zoe, ana = noted(topic, "zoe"), noted(topic, "Ana")
    output = make.output(topic, make.participant("Mia"))
    outputs.ask(output, output.author, [zoe, ana])
    for person in (zoe, ana):
        outputs.answer(output, person, agrees=True)
    assert [person.name for person in shown.people(output)] == ["Ana", "Mia", "zoe"]

    outputs.answer(output, zoe, agrees=False)
    outputs.ask(output, output.author, [zoe])  # nobody is asked twice

    assert [person.name for person in shown.people(output)] == ["Ana", "Mia"]
    with pytest.raises(outputs.Refused, match="Nobody has asked you"):
        outputs.answer(output, make.participant(), agrees=True)


def test_an_output_stays_when_its_makers_leave():
    """Check R-MAKERS-LEAVE."""
    topic = make.topic()
    ana = noted(topic, "Ana")
    output = make.output(topic)
    outputs.ask(output, output.author, [ana])
    outputs.answer(output, ana, agrees=True)

    for person in (output.author, ana):
        erasure.erase(person)

    output.refresh_from_db()
    assert {person.name for person in shown.people(output)} == {output.author.name}
    assert "Ana" not in output.author.name
    assert output.is_published
