"""A next step is somebody's once they say yes, and one says for all whether it happened (R-ASKED-ALONG)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forums.models import Forum
from mailing import outbox
from network.connections import connections
from network.models import NextStep
from network.steps import asking, steps
from participants.open_ends import registry
from participants.privacy import erasure
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return [make.participant(name) for name in ("Ana Ash", "Ben Birch", "Cy Cedar", "Di Dogwood")]


@pytest.fixture
def colab(people):
    return make.held_colab(people=people)


@pytest.fixture
def step(colab, people):
    return steps.make(colab, people[0], "Rewrite the letter", timezone.localdate())


def again(step):
    return NextStep.objects.get(pk=step.pk)


def page(client, person, step):
    client.force_login(person)
    return client.get(step.get_absolute_url())


def in_it(step):
    return asking.names_in(again(step))


def test_nobody_is_in_it_without_a_yes(client, step, people):
    """Check R-ASKED-ALONG."""
    ana, ben, *_ = people
    client.force_login(ana)
    client.post(reverse("network:ask_along", args=[step.pk]), {"person": ben.pk})
    assert in_it(step) == ["Ana Ash"]
    assert "asked along" in page(client, ana, step).text

    assert "Ana Ash asks you along" in page(client, ben, step).text
    client.post(reverse("network:agree_to_step", args=[step.pk]))

    assert in_it(step) == ["Ana Ash", "Ben Birch"]
    assert "Rewrite the letter" in client.get(reverse("network:my_steps")).text


def test_who_says_no_is_out_of_it_and_nobody_is_written_to(client, step, people):
    ana, ben, *_ = people
    asking.ask(step, ana, ben)
    before = ana.messages.count()
    client.force_login(ben)

    client.post(reverse("network:decline_step", args=[step.pk]))

    assert page(client, ben, step).status_code == 404
    assert (in_it(step), ana.messages.count()) == (["Ana Ash"], before)


def test_the_mail_asks_and_is_not_sent_once_they_have_answered(step, people, mailoutbox):
    ana, ben, cy, _ = people
    asking.ask(step, ana, ben)
    asking.ask(step, ana, cy)
    asking.leave(step, cy)

    outbox.send_due()

    [mail] = mailoutbox
    assert (mail.to, mail.subject) == ([ben.email], "Ana Ash asks you along")
    assert ("Rewrite the letter" in mail.body, step.get_absolute_url() in mail.body) == (True, True)


def test_being_asked_stands_among_the_open_ends_and_in_no_note(step, people):
    ana, ben, *_ = people
    asking.ask(step, ana, ben)

    assert [end.text for end in registry.of(ben) if end.url == step.get_absolute_url()] == [
        "You are asked along to a next step"
    ]
    assert not [end for end in registry.for_note(ben) if end.url == step.get_absolute_url()]
    assert [end for end in registry.for_note(ana) if end.url == step.get_absolute_url()]


def test_one_asks_those_who_were_there_and_ones_people_and_nobody_else(step, people, client):
    ana, *_ = people
    known, stranger = make.participant("Eve"), make.participant("Fay")
    connections.keep(ana, known, make.held_colab())

    assert known in asking.candidates(step, ana)
    assert stranger not in asking.candidates(step, ana)
    with pytest.raises(steps.Refused):
        asking.ask(step, ana, stranger)
    client.force_login(ana)
    refused = client.post(reverse("network:ask_along", args=[step.pk]), {"person": stranger.pk})
    assert refused.status_code == 422


def test_three_at_most(step, people):
    ana, *others = people
    for other in others[:2]:
        asking.ask(step, ana, other)

    with pytest.raises(steps.Refused):
        asking.ask(step, ana, others[2])


def test_asking_the_same_person_again_is_the_same(step, people):
    ana, ben, *_ = people

    assert asking.ask(step, ana, ben) == asking.ask(step, ana, ben)
    assert ben.messages.count() == 1


def test_one_says_for_all_whether_it_happened_and_it_says_who(client, step, people):
    """Check R-ASKED-ALONG."""
    ana, ben, *_ = people
    asking.ask(step, ana, ben)
    asking.agree(step, ben)
    client.force_login(ben)

    client.post(reverse("network:step_happened", args=[step.pk]), {"came_of_it": "Fewer calls."})

    text = page(client, ana, step).text
    assert ("Ben Birch has said so." in text, "Fewer calls." in text) == (True, True)
    assert registry.for_note(ana) == []

    client.post(reverse("network:take_step_up", args=[step.pk]))
    assert "has said so" not in page(client, ben, step).text


def test_who_is_only_asked_settles_nothing(client, step, people):
    ana, ben, *_ = people
    asking.ask(step, ana, ben)
    client.force_login(ben)

    for name in ("step_happened", "let_step_go", "postpone_step", "delete_step", "ask_along"):
        assert client.post(reverse(f"network:{name}", args=[step.pk])).status_code == 404, name
    assert again(step).state == "open"


def test_the_words_stay_as_they_are_while_others_are_in_it(step, people):
    ana, ben, *_ = people
    asking.ask(step, ana, ben)

    with pytest.raises(steps.Refused):
        steps.change(step, ana, "Something else", step.due_on, "us")

    asking.leave(step, ben)
    steps.change(step, ana, "Something else", step.due_on, "us")


def test_a_step_that_is_settled_takes_nobody_in(client, step, people):
    ana, ben, *_ = people
    asking.ask(step, ana, ben)
    steps.settle(again(step), ana, NextStep.State.HAPPENED)

    assert "not open any more" in page(client, ben, step).text
    with pytest.raises(steps.Refused):
        asking.agree(step, ben)


def test_what_cannot_be_answered_any_more_can_be_put_away(client, step, colab, people):
    ana, ben, *_ = people
    asking.ask(step, ana, ben)
    make.healing(colab.topic.forum)
    assert [end for end in registry.of(ben) if end.url == step.get_absolute_url()]

    text = page(client, ben, step).text
    assert ("not open any more" in text, "Not for me" in text) == (True, True)
    press(client, ben, "decline_step", step)

    assert not [end for end in registry.of(ben) if end.url == step.get_absolute_url()]


def test_who_leaves_leaves_it_to_the_others_and_the_last_one_ends_it(client, step, people):
    ana, ben, cy, _ = people
    asking.ask(step, ana, ben)
    asking.agree(step, ben)
    asking.ask(step, ben, cy)
    client.force_login(ana)
    client.post(reverse("network:delete_step", args=[step.pk]))
    assert in_it(step) == ["Ben Birch"]

    erasure.erase(ben)

    assert not NextStep.objects.exists()


def test_who_may_not_read_the_co_lab_sees_no_title_of_it(client, step, colab, people):
    """Check R-PRIVATE-MEANS-PRIVATE: also the people one asks along may be of another space."""
    ana, *_ = people
    outside = make.participant("Eve")
    connections.keep(ana, outside, make.held_colab())
    asking.ask(step, ana, outside)
    asking.agree(step, outside)
    assert f'href="{reverse("followups:after", args=[colab.pk])}"' in page(client, outside, step).text
    forum = colab.topic.forum
    forum.is_public = False
    forum.save(update_fields=["is_public"])
    make.membership(forum, ana)

    assert colab.title not in page(client, outside, step).text
    assert colab.title not in client.get(reverse("network:my_steps")).text
    assert colab.title in page(client, ana, step).text
    assert colab.title in client.get(reverse("network:my_steps")).text


def test_before_an_hour_has_begun_a_step_leads_to_no_page_after_it(client, people):
    ana, *_ = people
    colab = make.colab(starts_at=timezone.now() + timedelta(minutes=5))
    make.seated(colab, ana)
    step = steps.make(colab, ana, "Rewrite the letter", timezone.localdate())

    text = page(client, ana, step).text

    assert (colab.title in text, reverse("followups:after", args=[colab.pk]) in text) == (True, False)


def leave(client, person, step):
    """Return what is asked first, and what is said then."""
    client.force_login(person)
    address = reverse("network:delete_step", args=[step.pk])
    return client.get(address).text, client.post(address, follow=True).text


def test_a_step_of_two_is_left_also_where_both_have_the_same_name(client, step, people):
    ana, other = people[0], make.participant("Ana Ash")
    connections.keep(ana, other, make.held_colab())
    asking.ask(step, ana, other)
    asking.agree(step, other)
    assert "Leave this step" in page(client, ana, step).text

    question, said = leave(client, ana, step)

    assert "It stays with the others." in question
    assert ("You have left this step." in said, in_it(step)) == (True, ["Ana Ash"])


def test_a_step_to_which_others_are_only_asked_is_deleted_and_says_so(client, step, people):
    ana, ben, *_ = people
    asking.ask(step, ana, ben)
    assert "Leave this step" not in page(client, ana, step).text

    question, said = leave(client, ana, step)

    assert "Delete my next step?" in question
    assert "Your next step is deleted." in said
    assert not NextStep.objects.exists()


def test_of_two_in_a_step_nobody_is_said_to_have_asked(client, step, people):
    ana, ben, cy, _ = people
    asking.ask(step, ana, ben)
    asking.agree(step, ben)
    asking.ask(step, ana, cy)

    assert "Ana Ash and Ben Birch would like to do this with you" in page(client, cy, step).text


def opens(client, reader, person):
    client.force_login(reader)
    return client.get(reverse("participants:person", args=[person.pk])).status_code == 200


def test_people_of_one_step_open_the_pages_of_one_another(client, people):
    """Check R-NAMES-MET: of whom one sees the name there, and of nobody else."""
    ana, ben, cy, di = people
    forum = make.forum(is_public=False)
    for person in people:
        make.membership(forum, person)
    colab = make.held_colab(topic=make.topic(forum=forum), people=people)
    step = steps.make(colab, ana, "Rewrite the letter", timezone.localdate())
    asking.ask(step, ana, ben)
    asking.ask(step, ana, cy)
    colab.delete()

    assert opens(client, ana, ben)
    assert opens(client, ben, ana)
    assert not opens(client, ben, cy)
    assert not opens(client, di, ana)
    asking.agree(step, ben)
    assert opens(client, ben, cy)
    assert opens(client, cy, ben)


def test_who_is_switched_off_counts_in_it_and_is_not_named(client, step, people):
    ana, ben, cy, di = people
    for other in (ben, cy):
        asking.ask(step, ana, other)
    asking.agree(step, ben)
    for other in (ben, cy):
        other.is_active = False
        other.save(update_fields=["is_active"])

    text = page(client, ana, step).text

    assert (ben.name in text, cy.name in text) == (False, False)
    assert "Ask somebody along" not in text
    assert reverse("network:change_step", args=[step.pk]) not in text
    assert "Leave this step" in text
    with pytest.raises(steps.Refused):
        asking.ask(step, ana, di)
    with pytest.raises(steps.Refused):
        steps.change(step, ana, "Something else", step.due_on, "us")


def press(client, person, name, step):
    client.force_login(person)
    return client.post(reverse(f"network:{name}", args=[step.pk]), follow=True)


def test_saying_yes_twice_is_saying_it_once(client, step, people):
    ana, ben, *_ = people
    asking.ask(step, ana, ben)
    press(client, ben, "agree_to_step", step)

    assert "It is your next step, too." in press(client, ben, "agree_to_step", step).text
    steps.settle(step, ana, NextStep.State.HAPPENED)
    assert press(client, ben, "agree_to_step", step).status_code == 200
    assert in_it(step) == ["Ana Ash", "Ben Birch"]


def test_saying_no_after_yes_leads_to_ones_steps_and_changes_nothing(client, step, people):
    ana, ben, *_ = people
    asking.ask(step, ana, ben)
    press(client, ben, "agree_to_step", step)

    assert "You are not in it." not in press(client, ben, "decline_step", step).text
    assert in_it(step) == ["Ana Ash", "Ben Birch"]


@pytest.mark.parametrize("name", ["agree_to_step", "decline_step", "delete_step"])
def test_a_press_on_what_is_not_theirs_any_more_leads_to_their_steps(client, step, people, name):
    answer = press(client, people[1], name, step)

    assert (answer.status_code, answer.redirect_chain[-1][0]) == (200, reverse("network:my_steps"))
    assert list(answer.context["messages"]) == []
    assert in_it(step) == ["Ana Ash"]


VERBS = {
    "change": lambda step, person: steps.change(step, person, "Else", step.due_on, "us"),
    "settle": lambda step, person: steps.settle(step, person, NextStep.State.HAPPENED),
    "postpone": lambda step, person: steps.postpone(step),
    "ask": lambda step, person: asking.ask(step, person, person),
    "agree": asking.agree,
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_what_is_done_to_a_step_that_has_gone_is_refused(step, people, verb):
    """Check R-READABLE-INPUT."""
    NextStep.objects.all().delete()

    with pytest.raises(steps.Refused, match="not there any more"):
        verb(step, people[0])


@pytest.mark.parametrize("verb", [*VERBS.values(), asking.leave], ids=[*VERBS, "leave"])
def test_each_verb_holds_the_row(step, people, verb):
    with CaptureQueriesContext(connection) as queries:
        verb(step, people[0])

    assert [query for query in queries if "FOR NO KEY UPDATE" in query["sql"]]


def test_leaving_a_step_that_has_gone_is_nothing(step, people):
    NextStep.objects.all().delete()

    assert asking.leave(step, people[0]) is False


def test_in_a_community_of_healing_it_is_mine_alone(people):
    forum = make.forum(kind=Forum.Kind.HEALING)
    colab = make.held_colab(topic=make.topic(forum=forum), people=people[:2])
    for person in people[:2]:
        make.membership(forum, person)
    step = steps.make(colab, people[0], "Rest", timezone.localdate() + timedelta(days=1))

    assert not asking.candidates(step, people[0]).exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_leave_room_for_three(step, people):
    ana, *others = people

    def ask(other):
        try:
            return asking.ask(step, ana, other)
        except steps.Refused:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(ask, others))

    assert sum(part is not None for part in made) == 2
    assert step.parts.count() == 3
