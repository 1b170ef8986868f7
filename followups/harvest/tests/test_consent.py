"""Where those who were there are asked whether others may read the harvest (R-HARVEST-CONSENT)."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from events.models import Attendance
from events.registration import attendance
from followups.harvest import consent, harvest
from followups.models import Harvest, HarvestVoice
from forums.spaces import memberships
from participants.privacy import erasure
from testing import make

pytestmark = pytest.mark.django_db
WORDS = "Quokka"


class Circle:
    """A held co-lab of a community of healing, with a harvest; Ana and Bo were there, Member was not."""

    def __init__(self):
        self.forum = make.forum(kind="healing")
        self.ana, self.bo, self.member, self.harvester = (make.participant() for _ in range(4))
        for person in (self.ana, self.bo, self.member, self.harvester):
            make.membership(self.forum, person)
        self.colab = make.held_colab(
            topic=make.topic(forum=self.forum),
            people=[self.ana, self.bo],
            harvester=self.harvester,
            roles_came=False,
        )
        self.record(WORDS)

    def record(self, words):
        harvest.record(self.colab, self.harvester, summary=words, tags=["sorrow"])
        self.harvest = Harvest.objects.get()

    def say(self, person, agrees=True):
        consent.say(self.colab, person, agrees=agrees, read=consent.stamp(self.harvest))

    def all_agree(self):
        self.say(self.ana)
        self.say(self.bo)

    def passes(self, days):
        then = timezone.now() - timedelta(days=days)
        names = {"edited_at": then} if self.harvest.edited_at else {"recorded_at": then}
        Harvest.objects.update(**names)
        self.harvest = Harvest.objects.get()

    def is_read_by(self, client, person):
        """Return whether its words are on the page, which says the same as the query for lists."""
        client.force_login(person)
        page = client.get(reverse("followups:after", args=[self.colab.pk]))
        shown = page.status_code == 200 and WORDS in page.text
        assert Harvest.objects.visible_to(person).exists() == shown
        return shown


@pytest.fixture
def circle():
    return Circle()


def test_those_who_were_there_and_the_roles_read_it_at_once_and_nobody_else(client, circle):
    """Check R-HARVEST-CONSENT."""
    circle.all_agree()

    assert [circle.is_read_by(client, one) for one in (circle.ana, circle.harvester)] == [True, True]
    assert [circle.is_read_by(client, one) for one in (circle.member, make.participant())] == [False, False]
    assert not Harvest.objects.visible_to(AnonymousUser()).exists()


@pytest.mark.parametrize(("days", "read"), [(13, False), (14, True)])
def test_members_read_it_two_weeks_after_it_was_recorded_if_each_who_was_there_agrees(
    client, circle, days, read
):
    """Check R-HARVEST-CONSENT."""
    circle.all_agree()
    circle.passes(days)

    assert circle.is_read_by(client, circle.member) == read
    assert not circle.is_read_by(client, make.participant())


@pytest.mark.parametrize("said", [None, False])
def test_it_needs_each_of_them(client, circle, said):
    """Check R-HARVEST-CONSENT."""
    circle.say(circle.ana)
    if said is not None:
        circle.say(circle.bo, agrees=said)
    circle.passes(30)

    assert not circle.is_read_by(client, circle.member)


def test_an_answer_can_be_changed_at_any_time(client, circle):
    circle.all_agree()
    circle.passes(30)
    circle.say(circle.bo, agrees=False)
    before = circle.is_read_by(client, circle.member)
    circle.say(circle.bo)

    assert (before, circle.is_read_by(client, circle.member)) == (False, True)
    assert HarvestVoice.objects.count() == 2


def test_other_words_ask_anew_and_wait_again(client, circle):
    """Check R-HARVEST-CONSENT."""
    circle.all_agree()
    circle.passes(30)

    circle.record(f"{WORDS}, and more")

    assert (HarvestVoice.objects.count(), circle.is_read_by(client, circle.member)) == (0, False)
    circle.all_agree()
    assert not circle.is_read_by(client, circle.member)
    circle.passes(14)
    assert circle.is_read_by(client, circle.member)


def test_saving_the_same_words_asks_nobody_anew(circle):
    circle.all_agree()

    circle.record(WORDS)

    assert HarvestVoice.objects.count() == 2


def test_one_agrees_to_the_words_that_one_has_read(circle):
    read = consent.stamp(circle.harvest)
    circle.record("Other words")

    with pytest.raises(consent.Refused):
        consent.say(circle.colab, circle.ana, agrees=True, read=read)

    assert not HarvestVoice.objects.exists()


def test_whoever_is_marked_later_as_having_been_there_counts(client, circle):
    """Check R-HARVEST-CONSENT."""
    circle.all_agree()
    circle.passes(30)
    late = make.participant()
    make.membership(circle.forum, late)
    make.seated(circle.colab, late)

    attendance.record(circle.colab, circle.colab.organizer, {late.pk: "came"})

    assert not circle.is_read_by(client, circle.member)
    circle.say(late)
    assert circle.is_read_by(client, circle.member)


def test_a_no_stands_when_its_person_is_marked_as_absent(client, circle):
    circle.say(circle.ana)
    circle.say(circle.bo, agrees=False)
    circle.passes(30)

    attendance.record(circle.colab, circle.colab.organizer, {circle.bo.pk: "absent"})

    assert not circle.is_read_by(client, circle.member)


@pytest.mark.parametrize("said", [True, False, None])
def test_what_somebody_said_who_left_the_space_stands(client, circle, said):
    circle.say(circle.ana)
    if said is not None:
        circle.say(circle.bo, agrees=said)
    memberships.leave(circle.forum, circle.bo)
    circle.passes(30)

    assert circle.is_read_by(client, circle.member) == bool(said)


def test_an_erased_account_takes_its_yes_along_and_nobody_reads_it_any_more(client, circle):
    """Check R-LEAVES-WITH-THEIRS."""
    circle.all_agree()
    circle.passes(30)

    erasure.erase(circle.bo)

    assert list(HarvestVoice.objects.values_list("participant", flat=True)) == [circle.ana.pk]
    assert not circle.is_read_by(client, circle.member)


def test_where_nobody_is_known_to_have_been_there_nobody_else_reads_it(client, circle):
    Attendance.objects.all().delete()
    circle.passes(30)

    assert not circle.is_read_by(client, circle.member)


@pytest.mark.parametrize("who", ["member", "harvester"])
def test_only_those_who_were_there_are_asked(client, circle, who):
    person = getattr(circle, who)
    client.force_login(person)

    answer = client.post(
        reverse("followups:harvest_voice", args=[circle.colab.pk]),
        {"agrees": "yes", "read": consent.stamp(circle.harvest)},
    )

    assert (answer.status_code, HarvestVoice.objects.exists()) == (404, False)
    with pytest.raises(consent.Refused):
        circle.say(person)


def test_nobody_is_asked_where_everyone_reads_it(client):
    person = make.participant()
    colab = make.held_colab(people=[person])
    harvest.record(colab, colab.organizer, summary="We met.")
    client.force_login(person)

    assert 'name="agrees"' not in client.get(reverse("followups:after", args=[colab.pk])).text
    with pytest.raises(consent.Refused):
        consent.say(colab, person, agrees=True, read=consent.stamp(colab.harvest))


def test_one_press_says_yes_another_no(client, circle):
    client.force_login(circle.ana)
    after = reverse("followups:after", args=[circle.colab.pk])
    address = reverse("followups:harvest_voice", args=[circle.colab.pk])
    pages = [client.get(after).text]
    for answer in ("yes", "yes", "no"):
        said = {"agrees": answer, "read": consent.stamp(circle.harvest)}
        pages.append(client.post(address, said, follow=True).text)

    told = ["You said yes." if "You said yes." in page else "You said no." in page for page in pages]
    assert told == [False, "You said yes.", "You said yes.", True]
    assert "May members who were not there read this harvest?" in pages[0]


def test_a_page_of_the_harvest_from_before_is_told_and_counts_for_nothing(client, circle):
    client.force_login(circle.ana)
    read = consent.stamp(circle.harvest)
    circle.record(f"{WORDS}, changed")

    answer = client.post(
        reverse("followups:harvest_voice", args=[circle.colab.pk]),
        {"agrees": "yes", "read": read},
        follow=True,
    )

    assert "Read it again, then answer." in answer.text
    assert not HarvestVoice.objects.exists()


@pytest.mark.parametrize("who", ["member", "harvester", "organizer", "ana"])
def test_nobody_learns_who_said_what_nor_how_many(client, circle, who):
    """Check R-HARVEST-CONSENT."""
    person = circle.colab.organizer if who == "organizer" else getattr(circle, who)
    client.force_login(person)
    addresses = [
        reverse("followups:after", args=[circle.colab.pk]),
        reverse("followups:harvest", args=[circle.colab.pk]),
        reverse("events:attendance", args=[circle.colab.pk]),
        reverse("participants:export"),
    ]

    def pages():
        found = [client.get(address) for address in addresses]
        return [(page.status_code, _without_tokens(page.text)) for page in found]

    before = pages()
    circle.say(circle.bo, agrees=False)
    no = pages()
    circle.say(circle.bo, agrees=True)

    assert before == no == pages()


def _without_tokens(text):
    lines = text.splitlines()
    moving = ("csrf", "nonce", "exported_at", "made_at", "opened")
    return [line for line in lines if not any(word in line.lower() for word in moving)]


def test_words_of_it_are_in_no_markdown_search_tag_or_list_of_others(client, circle):
    """Check R-HARVEST-CONSENT."""
    circle.all_agree()
    circle.passes(30)
    for person in (circle.ana, circle.member):
        client.force_login(person)
        assert client.get(reverse("followups:harvest_markdown", args=[circle.colab.pk])).status_code == 404
        assert WORDS not in client.get("/tags/sorrow/").text
        assert not client.get(reverse("search"), {"q": WORDS}).context["hits"]


def test_the_tag_of_a_harvest_is_there_for_its_readers(client, circle):
    answers = []
    for person in (circle.ana, circle.member, make.participant()):
        client.force_login(person)
        answers.append(client.get("/tags/sorrow/").status_code)

    assert answers == [200, 404, 404]
