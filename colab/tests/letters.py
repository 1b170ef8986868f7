"""How each kind of mail comes about: {kind: (function of a person, when it is sent)}."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from events.lifecycle.tests.test_letters import AT, EVERY, NOW
from followups.notes import insights
from followups.requests import requests
from forums.challenges import challenges
from forums.spaces.principles import principles
from forums.spaces.stewards import stewards
from forums.topics import mentions, watches
from learning import months
from learning.experiments import experiments
from learning.monthly import digests as monthly
from learning.reflection import asking as story_asking
from learning.reflection import month
from learning.uses import uses
from mailing import delivery_schedule, digests, outbox, registry
from mailing.inbound import written_answers
from moderation import reports
from network.connections import connections
from network.introductions import introductions
from network.picks import picks
from network.steps import asking, steps
from participants.accounts import adapter
from participants.imported_authors import claims
from testing import make


def reply_in_what_one_watches(person):
    topic = make.topic()
    watches.watch(person, topic=topic)
    watches.notify(make.post(topic))


def mentioned(person):
    mentions.notify(
        make.post(make.topic(author=person), text=f"{mentions.markdown(person)}, what do you think?")
    )


def named_a_steward(person):
    forum = make.forum()
    make.membership(forum, person)
    stewards.name(forum, person, make.moderator())


def no_longer_a_steward(person):
    forum = make.forum()
    for member in (person, make.participant()):
        make.membership(forum, member, moderates=True)
    stewards.take_back(forum, person, make.moderator())


def concerned_about_what_one_proposed(person):
    forum, other = make.forum(), make.participant()
    for member in (person, other):
        make.membership(forum, member)
    proposal = principles.propose(forum, person, "Listen first.")
    principles.say(proposal, other, agrees=False, concern="And who speaks first?")


def told_what_became_of_principles(person):
    forum, by = make.forum(), make.participant()
    for member in (person, by):
        make.membership(forum, member)
    proposal = principles.propose(forum, by, "Listen first.")
    principles.say(proposal, person, agrees=True)
    principles.withdraw(proposal, by)


def asked_about_principles(person):
    forum, by = make.forum(), make.participant()
    for member in (person, by):
        make.membership(forum, member)
    principles.propose(forum, by, "Listen first.")


def told_of_another_wording(person):
    challenges.propose(make.challenge(author=person), make.participant(), "How might we hear all?")


def told_what_became_of_a_wording(person):
    topic = make.challenge()
    challenges.take_over(challenges.propose(topic, person, "How might we hear all?"), topic.author)


def offered_a_place(person):
    experiments.offer(make.experiment(make.topic(), person), make.participant(), "At the counter")


def told_that_somebody_uses(person):
    uses.use(make.output(make.topic(), person), make.participant(organization="Fictional Clerk"))


def told_that_a_place_tests(person):
    experiment = make.experiment(make.topic())
    experiments.take_up(experiments.offer(experiment, person, "At the counter"), experiment.author)


def notified_of_a_report(person):
    topic = make.topic()
    make.membership(topic.forum, person, moderates=True)
    reports.report(make.post(topic), make.participant(), "It names a client.")


def about_the_account(person):
    adapter.write("account", person.email, template="account/email/password_changed")


def joining(person):
    adapter.write("join", person.email, code="1234-5678")


def password_forgotten(person):
    adapter.write("password-reset", person.email)


def offered_an_imported_account(person):
    placeholder = make.participant(is_active=False, imported_as="old-name", email="old@imported.invalid")
    claims.invite(placeholder, "new@example.org", person.language)


def digest_due(person):
    delivery_schedule.choose(person, {"reply": "digest"})
    reply_in_what_one_watches(person)
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        digests.fold_due()


def answered_by_mail(person):
    reply_in_what_one_watches(person)
    written_answers.answer(f"From: {person.email}\nSubject: Re: New posts\n\nThank you.\n".encode())


def introduced(person):
    other = make.participant()
    colab = make.held_colab(people=[person, other])
    picks.pick(colab, person, other)
    picks.pick(colab, other, person)


def insight_answered(person):
    colab = make.held_colab(people=[person])
    insights.comment(insights.write(colab, person, "Ask less."), make.participant(), "We do, too.")


def something_left_to_do(person):
    colab = make.held_colab(people=[person])
    steps.make(colab, person, "Rewrite the letter", timezone.localdate())
    outbox.post("open-ends", person, key=f"open-ends:{person.pk}")


def asked_to_be_introduced(person):
    guide, other = make.participant(), make.participant()
    for one in (person, other):
        connections.keep(guide, one)
    introductions.introduce(guide, person, other, "You both rewrite letters.")


def asked_along(person):
    other = make.participant()
    colab = make.held_colab(people=[person, other])
    step = steps.make(colab, other, "Rewrite the letter", timezone.localdate())
    asking.ask(step, other, person)


def follow_up_announced(person):
    colab = make.held_colab()
    requests.ask(colab, person)
    make.colab(follows=colab, first=colab, topic=colab.topic)
    requests.notify_due()


def asked_what_came_of_an_hour(person):
    make.held_colab(people=[person], starts_at=timezone.now() - timedelta(days=31))
    month.ask_due()


def asked_for_a_story(person):
    colab = make.held_colab(people=[person], starts_at=timezone.now() - timedelta(days=31))
    mine = month.answer(colab, person, "used", may_ask=True)
    story_asking.ask(mine, make.participant())


def told_of_a_month(person):
    output, by = make.output(make.topic()), make.organizer()
    this = months.this()
    words = {"language": "en", "opening": "", "closing": "", "chosen": [("output", output.pk)]}
    monthly.publish(monthly.write(None, this, by, **words), by)


EVENTS = {kind: (happen, AT.get(kind, NOW)) for kind, (happen, _method) in EVERY.items()} | {
    kind: (happen, NOW)
    for kind, happen in {
        "reply": reply_in_what_one_watches,
        "mention": mentioned,
        "report": notified_of_a_report,
        "steward-named": named_a_steward,
        "steward-ended": no_longer_a_steward,
        "principles-proposed": asked_about_principles,
        "principles-concern": concerned_about_what_one_proposed,
        "principles-settled": told_what_became_of_principles,
        "output-used": told_that_somebody_uses,
        "trial-offered": offered_a_place,
        "trial-taken-up": told_that_a_place_tests,
        "statement-proposed": told_of_another_wording,
        "statement-settled": told_what_became_of_a_wording,
        "account": about_the_account,
        "join": joining,
        "password-reset": password_forgotten,
        "claim": offered_an_imported_account,
        "digest": digest_due,
        "written-answer": answered_by_mail,
        "introduction": introduced,
        "insight-comment": insight_answered,
        "open-ends": something_left_to_do,
        "step-asked": asked_along,
        "introduction-asked": asked_to_be_introduced,
        "follow-up-announced": follow_up_announced,
        "one-month": asked_what_came_of_an_hour,
        "story-asked": asked_for_a_story,
        "digest-published": told_of_a_month,
    }.items()
}
WITHOUT_LABEL = {"introduction"}  # both asked for it; it can neither be turned off nor is it a notice


def forgotten():
    for name, kind in registry.kinds.items():
        if not (kind.label or kind.secret or name in WITHOUT_LABEL):
            yield f"{name}: no label in the page of notices"
        if kind.optional and kind.reaches is None:
            yield f"{name}: does not say whom it can reach (`reaches`)"
        if name not in EVENTS:
            yield f"{name}: no test"
