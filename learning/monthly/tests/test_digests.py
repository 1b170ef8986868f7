"""The verbs of a monthly digest: who writes it, what can stand in it, and to whom it is written."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from learning import months
from learning.models import MonthlyDigest
from learning.models.monthly import spaces_written_by
from learning.monthly import digests, gathering, shown
from mailing.models import Message
from participants.models import Participant
from participants.privacy import erasure
from testing import make

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def messenger(forum):
    person = make.membership(forum, make.participant()).participant
    forum.roles.create(participant=person, kind="messenger")
    return person


def steward(forum):
    return make.membership(forum, make.participant(), moderates=True).participant


def told(topic, showed, **fields):
    return make.trial(make.experiment(topic), showed=showed, learnt=f"It was {showed}.", **fields)


def everything(forum, month=None):
    return [
        (str(kind), one.key)
        for kind, lines in gathering.gather(forum, month or months.this())
        for one in lines
    ]


def begun(forum, by, chosen=None, month=None, **words):
    chosen = everything(forum, month) if chosen is None else chosen
    words = {"language": "en", "opening": "A good month.", "closing": "", "chosen": chosen} | words
    return digests.write(forum, month or months.this(), by, **words)


def published(forum, by, **options):
    digest = begun(forum, by, **options)
    digests.publish(digest, by)
    return read(digest)


def read(digest):
    return MonthlyDigest.objects.get(pk=digest.pk)


def lines_of(digest):
    [content] = shown.of([digest])
    return [(str(kind), one.key) for kind, lines in content.sections for one in lines]


def test_begun_twice_it_is_one_and_nothing_that_was_chosen_is_lost():
    """Check R-NOTHING-TYPED-IS-LOST."""
    topic = make.topic()
    by = messenger(topic.forum)
    make.output(topic), make.output(topic)
    every = everything(topic.forum)
    first = begun(topic.forum, by)

    assert begun(topic.forum, by) == first
    with pytest.raises(digests.Refused, match="Go on with that one"):
        begun(topic.forum, by, chosen=every[:1])
    with pytest.raises(digests.Refused, match="Go on with that one"):
        begun(topic.forum, steward(topic.forum))


def test_messengers_and_stewards_write_that_of_their_space_and_organizers_that_of_all():
    """Check R-MONTHLY-WRITERS."""
    forum = make.forum()
    make.output(make.topic(forum=forum))
    member = make.membership(forum, make.participant()).participant
    ended = messenger(forum)
    ended.space_roles.update(until=timezone.now())

    for person in (messenger(forum), steward(forum)):
        assert list(spaces_written_by(person)) == [forum]
    for person in (member, ended, make.organizer(), make.participant(), VISITOR):
        assert forum not in spaces_written_by(person)
    with pytest.raises(digests.Refused):
        begun(forum, member)
    with pytest.raises(digests.Refused):
        begun(None, steward(forum))
    assert begun(forum, steward(forum)).forum == forum
    for number, person in enumerate((make.organizer(), make.moderator())):
        assert begun(None, person, language=("en", "fr")[number]).forum is None


def test_who_wrote_it_and_lost_the_role_changes_it_no_more():
    forum = make.forum()
    make.output(make.topic(forum=forum))
    person = messenger(forum)
    digest = begun(forum, person)

    person.space_roles.all().delete()

    assert not MonthlyDigest.objects.written_by(person).exists()
    for verb in (digests.publish, digests.take_back):
        with pytest.raises(digests.Refused):
            verb(digest, person)


def test_spaces_that_a_visitor_cannot_read_have_none():
    """Check R-DIGEST-IS-PUBLIC: nor is anything of theirs in that of all."""
    closed = make.forum(is_public=False)
    make.output(make.topic(forum=closed))
    make.held_colab(topic=make.topic(forum=make.forum(kind="healing")))

    assert not spaces_written_by(steward(closed)).exists()
    assert everything(None) == []

    forum = make.forum()
    make.output(make.topic(forum=forum))
    digest = published(forum, steward(forum))
    forum.is_public = False
    forum.save()

    assert digest not in MonthlyDigest.objects.visible_to(make.moderator())


def test_it_is_gathered_from_what_a_visitor_may_read_of_the_month():
    forum = make.forum()
    topic = make.topic(forum=forum)
    colab = make.held_colab(topic=topic)
    output = make.output(topic)
    used = make.output(topic, make.participant(organization="Our office"))
    make.use(used)
    experiment = make.experiment(topic)
    trial = told(topic, "no")
    story = make.story(colab)
    harvest = make.harvest(colab)
    old, hidden = make.output(topic), make.output(topic)
    old.published_at -= timedelta(days=70)
    old.save()
    hidden.hidden_at = timezone.now()
    hidden.save()
    make.output(topic, is_published=False)
    another = make.topic(wanted=1)

    found = everything(forum, months.before(months.this())) + everything(forum)

    assert {("hour", colab.pk), ("harvest", harvest.pk), ("story", story.pk)} <= set(found)
    assert {("output", output.pk), ("output", used.pk), ("used", used.pk)} <= set(found)
    assert {("told", trial.pk), ("seeking", experiment.pk), ("elsewhere", another.pk)} <= set(found)
    assert not {("output", old.pk), ("output", hidden.pk)} & set(found)
    assert [key for kind, key in found if kind == "used"] == [used.pk]
    assert "elsewhere" not in dict(everything(None))


def test_a_month_without_anything_has_no_digest():
    """Check R-NO-EMPTY-DIGEST."""
    forum = make.forum()
    by = steward(forum)
    make.experiment(make.topic(forum=forum))  # looks for a place: it is not of the month
    make.topic(wanted=1)

    with pytest.raises(digests.Refused):
        begun(forum, by)
    assert not MonthlyDigest.objects.exists()

    output = make.output(make.topic(forum=forum))
    digest = begun(forum, by, chosen=[])
    with pytest.raises(digests.Refused):
        digests.publish(digest, by)
    digests.change(digest, by, opening="", closing="", chosen=[("output", output.pk)])
    output.hidden_at = timezone.now()
    output.save()
    with pytest.raises(digests.Refused):
        digests.publish(digest, by)


def test_what_turned_out_as_expected_is_not_published_without_what_did_not():
    """Check R-SAME-LENGTH."""
    forum = make.forum()
    topic, by = make.topic(forum=forum), steward(forum)
    yes, no = told(topic, "yes"), told(topic, "no")
    digest = begun(forum, by, chosen=[("told", yes.pk)])

    with pytest.raises(digests.Refused):
        digests.publish(digest, by)
    words = {"opening": "", "closing": ""}
    digests.change(digest, by, chosen=[("told", yes.pk), ("told", no.pk)], **words)
    digests.publish(digest, by)
    with pytest.raises(digests.Refused):
        digests.change(read(digest), by, chosen=[("told", yes.pk)], **words)
    assert lines_of(read(digest)) == [("told", yes.pk), ("told", no.pk)]


@pytest.mark.parametrize("showed", [["yes"], ["no", "early"], ["partly", "yes"]])
def test_any_other_answers_are_published_as_they_are(showed):
    """Check R-SAME-LENGTH: what did not turn out may stand alone."""
    forum = make.forum()
    topic, by = make.topic(forum=forum), steward(forum)
    chosen = [("told", told(topic, answer).pk) for answer in showed]

    assert published(forum, by, chosen=chosen).is_published


def test_what_was_told_stands_in_the_order_in_which_it_was_told():
    """Check R-SAME-LENGTH."""
    forum = make.forum()
    topic, by = make.topic(forum=forum), steward(forum)
    now = timezone.now()
    answers = ("yes", "no", "early", "partly", "no")
    trials = [
        told(topic, answer, told_at=now - timedelta(seconds=len(answers) - number))
        for number, answer in enumerate(answers)
    ]

    digest = published(forum, by)

    told_lines = [key for kind, key in lines_of(digest) if kind == "told"]
    assert told_lines == [trial.pk for trial in trials]


def test_it_is_begun_once_for_a_month_and_a_language():
    forum = make.forum()
    make.output(make.topic(forum=forum))
    by = steward(forum)

    digest = begun(forum, by)

    assert begun(forum, by) == digest
    assert begun(forum, by, language="fr") != digest
    with pytest.raises(digests.Refused):
        begun(forum, steward(forum))
    with pytest.raises(IntegrityError), transaction.atomic():
        make.monthly(forum)
    make.monthly(None)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.monthly(None)


@pytest.mark.parametrize("fields", [{"month": months.this().replace(day=2)}, {"published_at": None}])
def test_the_database_holds_that_a_month_begins_on_its_first_day_and_is_published_at_a_time(fields):
    digest = make.monthly()

    with pytest.raises(IntegrityError), transaction.atomic():
        MonthlyDigest.objects.filter(pk=digest.pk).update(**fields)


def test_publishing_it_writes_once_to_each_who_wants_it_in_whichever_languages_it_is():
    forum = make.forum()
    make.output(make.topic(forum=forum))
    by, member = steward(forum), make.membership(forum, make.participant()).participant
    off = make.membership(forum, make.participant(notices_off=["digest-published"])).participant
    make.participant()  # is not in the space
    digest = published(forum, by)
    digests.publish(digest, by)

    digests.take_back(digest, by)
    assert not read(digest).is_published
    digests.publish(digest, by)
    published(forum, by, language="fr")

    written = Message.objects.filter(kind="digest-published")
    assert {message.recipient for message in written} == {by, member}
    assert written.count() == 2
    assert off not in {message.recipient for message in written}


def test_the_number_of_offers_is_of_all_spaces_and_of_four_people_at_least():
    """Check R-NOT-UNDER-FOUR."""
    by = make.organizer()
    make.output(make.topic())
    people = [make.participant(listed=True) for _number in range(4)]
    for person in people[:3]:
        for text in ("I read letters.", "I draw forms."):
            person.offers.create(text=text)
    make.participant().offers.create(text="Not listed.")
    digest = begun(None, by)
    assert digest.offers is None

    people[3].offers.create(text="A room.", is_need=True)
    digests.publish(digest, by)

    assert read(digest).offers == 7
    assert gathering.offers(make.forum(), months.this()) is None


def test_whoever_had_an_account_before_gets_none_until_they_want_it():
    """Check R-MONTHLY-WRITERS: the migration turns it off once, and can be undone."""
    before = import_module("participants.migrations.0011_no_monthly_digest_for_those_who_are_here")
    ana, ben = make.participant(), make.participant(notices_off=["reply", "digest-published"])
    assert ana.wants("digest-published")

    def run(statement):
        with connection.cursor() as cursor:
            cursor.execute(statement)
        for person in (ana, ben):
            person.refresh_from_db()

    run(before.OFF)
    assert (ana.notices_off, ben.notices_off) == (["digest-published"], ["reply", "digest-published"])
    run(before.ON)
    assert (ana.notices_off, ben.notices_off) == ([], ["reply"])


def test_it_stays_by_a_former_participant_whose_name_goes():
    forum = make.forum()
    make.output(make.topic(forum=forum))
    by = steward(forum)
    steward(forum)
    digest = published(forum, by)

    erasure.erase(Participant.objects.get(pk=by.pk))

    assert read(digest).is_published
    assert str(read(digest).author) == "Former participant"


def test_a_month_begins_and_ends_where_the_site_is():
    start, end = months.span(months.this())

    assert start <= timezone.now() < end
    assert months.span(months.before(months.this()))[1] == start
    assert months.asked(f"{months.to_write()[1]:%Y-%m}") == months.before(months.this())
    assert months.asked("1999-01") == months.asked(None) == months.this()
