"""What people answer to our mails by mail: they are told where to answer (R-WRITTEN-ANSWERS)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
import time_machine
from django.utils import timezone

from events.models import ReplyCount
from events.registration import seats
from events.replies import handling
from followups.notes import insights
from forums.challenges import challenges
from forums.spaces.principles import principles
from forums.spaces.stewards import stewards
from forums.topics import watches
from learning import months
from learning.experiments import experiments
from learning.monthly import digests
from learning.reflection import asking as story_asking
from learning.reflection import month
from learning.uses import uses
from mailing import outbox
from mailing.inbound import receiving
from mailing.models import Message
from mailing.registry import places
from moderation import reports
from network.connections import connections
from network.introductions import introductions
from network.picks import picks
from network.steps import asking, steps
from testing import make

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 4, 15, tzinfo=UTC)
SERVER = "mx.colab.example"
PASSED = f"{SERVER}; dmarc=pass header.from=city.example"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def ana():
    return make.participant("Ana", email="ana@city.example")


@pytest.fixture
def notice(ana):
    """A notice that Ana got, of a new post."""
    topic = make.topic()
    watches.watch(ana, topic=topic)
    post = make.post(topic)
    watches.notify(post)
    return post, ana.messages.get()


def mail(sender="Ana <ana@city.example>", body="I will be late.", **headers):
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "co-lab@testserver"
    message["Subject"] = "Re: New post"
    for name, value in {"Authentication_Results": PASSED, **headers}.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    return message.as_bytes()


def take(content):
    """Take a mail; return its result, and what the answer to it leads to, if there is one."""
    before = set(Message.objects.values_list("pk", flat=True))
    result = receiving.take(content)
    written = Message.objects.exclude(pk__in=before)
    return str(result), [row.about for row in written]


def sent(mailoutbox, person):
    mailoutbox.clear()
    outbox.send_due()
    return [mail for mail in mailoutbox if mail.to == [person.email]]


def test_who_answers_a_notice_is_told_and_led_to_its_page(ana, notice, mailoutbox):
    post, message = notice
    sent(mailoutbox, ana)

    result, _about = take(mail(In_Reply_To=f"<{message.message_id}@testserver>"))

    assert result == "written"
    assert ReplyCount.objects.get().outcome == "written"
    [answer] = sent(mailoutbox, ana)
    assert answer.subject == "Your mail to Co-Lab reached nobody: how to answer"
    assert f"http://testserver{post.get_absolute_url()}" in answer.body
    assert f'href="http://testserver{post.get_absolute_url()}"' in answer.alternatives[0].content
    assert "I will be late" not in answer.body


def test_it_is_in_the_language_of_its_reader(ana, mailoutbox):
    ana.language = "fr"
    ana.save(update_fields=["language"])
    take(mail())

    [answer] = sent(mailoutbox, ana)
    assert '<html lang="fr-CA">' in answer.alternatives[0].content


def test_the_nearest_of_many_references_counts(ana, notice):
    _post, message = notice
    topic = make.topic()
    watches.watch(ana, topic=topic)
    later = make.post(topic)
    watches.notify(later)
    other = ana.messages.latest("pk")
    both = f"<{message.message_id}@testserver> <{'x' * 32}@elsewhere.example> <{other.message_id}@testserver>"

    assert take(mail(References=both)) == ("written", [{"post": later.pk}])


@pytest.mark.parametrize("named", ["", "<nonsense", "<" + "a" * 32 + "@testserver>", "<x@testserver>" * 5000])
def test_without_a_notice_of_theirs_they_are_led_to_the_site(ana, notice, named):
    stranger = make.participant()
    watches.watch(stranger, topic=notice[0].topic)
    theirs = outbox.post("reply", stranger, "reply:theirs", post=notice[0].pk)

    assert take(mail(In_Reply_To=named or f"<{theirs.message_id}@testserver>")) == ("written", [{}])


def test_what_they_may_no_longer_read_is_not_led_to(ana, notice, mailoutbox):
    post, message = notice
    take(mail(In_Reply_To=f"<{message.message_id}@testserver>"))
    post.topic.forum.is_public = False
    post.topic.forum.save(update_fields=["is_public"])

    [answer] = sent(mailoutbox, ana)
    assert f"/topics/{post.topic_id}" not in answer.body
    assert "http://testserver" in answer.body


def test_at_most_one_a_day(ana, clock):
    assert take(mail())[1] == [{}]
    clock.shift(timedelta(hours=23))
    assert take(mail())[0] == "no-calendar"
    clock.shift(timedelta(hours=2))
    assert take(mail())[0] == "written"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated"},
        {"Precedence": "bulk"},
        {"Precedence": "junk"},
        {"Precedence": "list"},
        {"Return_Path": "<>"},
        {"List_Id": "<news.city.example>"},
        {"List_Unsubscribe": "<https://city.example/>"},
        {"X_Auto_Response_Suppress": "All"},
        {"X_Autoreply": "yes"},
    ],
    ids=str,
)
def test_automatic_mail_is_never_answered(ana, headers):
    assert take(mail(**headers))[1] == []


@pytest.mark.parametrize(
    "sender", ["eve@elsewhere.example", "MAILER-DAEMON@city.example", "ana@city.example, bo@city.example", ""]
)
def test_nobody_is_answered_who_has_no_account(ana, sender):
    assert take(mail(sender))[1] == []


def test_our_own_address_is_never_answered():
    make.participant(email="co-lab@testserver")

    assert take(mail("Co-Lab <co-lab@testserver>"))[1] == []


@pytest.mark.parametrize(
    ("results", "result"),
    [
        (PASSED, "written"),
        (f"{SERVER}; dmarc=fail header.from=city.example", "no-calendar"),
        ("mx.elsewhere.example; dmarc=pass header.from=city.example", "no-calendar"),
        (f"{SERVER}; dmarc=pass header.from=elsewhere.example", "no-calendar"),
    ],
)
def test_where_the_server_looks_a_forged_sender_is_not_answered(ana, settings, results, result):
    settings.AUTHSERV_ID = SERVER

    assert take(mail(Authentication_Results=results))[0] == result


def test_a_mail_with_a_large_picture_is_answered_too(ana):
    assert take(mail(body="x" * 70 + "\n" + ("y" * 70 + "\n") * 20_000))[0] == "written"


def test_an_answer_of_a_calendar_is_not_told_that_nobody_reads_it(ana):
    seat = seats.join(make.colab(), ana)
    content = mail().replace(b"text/plain", b"text/calendar; method=REPLY")

    assert take(content)[1] == []
    assert handling.Outcome.WRITTEN not in {outcome for outcome, number in handling.counts() if number}
    assert seat.is_seated


# --- Where it leads


def met(ana):
    return make.held_colab(people=[ana, make.participant()])


def reported(ana):
    post = make.post(make.topic())
    make.membership(post.topic.forum, ana, moderates=True)
    reports.report(post, make.participant(), "Odd")
    return post


def answered(ana):
    insight = insights.write(met(ana), ana, "Ask less.")
    return insights.comment(insight, make.participant(), "We do, too.")


def picked(ana):
    colab = met(ana)
    other = colab.registrations.exclude(participant=ana).get().participant
    picks.pick(colab, ana, other)
    picks.pick(colab, other, ana)
    return colab


def asked_along(ana):
    colab = met(ana)
    other = colab.registrations.exclude(participant=ana).get().participant
    asking.ask(steps.make(colab, other, "Rewrite it.", timezone.localdate()), other, ana)


def introduced(ana):
    guide, other = make.participant(), make.participant()
    for one in (ana, other):
        connections.keep(guide, one)
    introductions.introduce(guide, ana, other, "You both rewrite letters.")


def asked_about_principles(ana):
    forum, by = make.forum(), make.participant()
    for member in (ana, by):
        make.membership(forum, member)
    principles.propose(forum, by, "Listen first.")


def named_a_steward(ana):
    forum = make.forum()
    make.membership(forum, ana)
    stewards.name(forum, ana, make.moderator())


def asked_for_a_story(ana):
    colab = make.held_colab(people=[ana], starts_at=timezone.now() - timedelta(days=31))
    story_asking.ask(month.answer(colab, ana, "used", may_ask=True), make.participant())


def told_of_a_month(ana):
    output, by = make.output(make.topic()), make.organizer()
    words = {"language": "en", "opening": "", "closing": "", "chosen": [("output", output.pk)]}
    digests.publish(digests.write(None, months.this(), by, **words), by)


LEADS = {
    "part": asked_along,
    "introduction": introduced,
    "post": lambda ana: (watches.watch(ana, topic=(topic := make.topic())), watches.notify(make.post(topic))),
    "report": reported,
    "comment": answered,
    "pick": picked,
    "colab": lambda ana: seats.join(make.colab(), ana),
    "membership": named_a_steward,
    "principles": asked_about_principles,
    "statement": lambda ana: challenges.propose(
        make.challenge(author=ana), make.participant(), "How might we hear all?"
    ),
    "trial": lambda ana: experiments.offer(make.experiment(make.topic(), ana), make.participant()),
    "use": lambda ana: uses.use(make.output(make.topic(), ana), make.participant()),
    "reflection": asked_for_a_story,
    "monthly": told_of_a_month,
    "registration": lambda ana: seats.join(make.colab(), ana),
}


@pytest.mark.parametrize("name", places)
def test_each_place_is_for_those_who_may_read_it(client, ana, name):
    """R-QUERY-PERMISSION: a link to what another person may not see is none."""
    LEADS[name](ana)
    [key] = {row.about[name] for row in ana.messages.filter(about__has_key=name)}
    client.force_login(ana)

    path = places[name](ana, key)

    assert client.get(path, follow=True).status_code == 200
    assert places[name](ana, key + 1_000_000) == ""
