"""What is counted of twelve months, and kept only where it is about four people or more."""

import random
from collections import defaultdict
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.few import FEWEST
from events.models import CoLab, Objective
from followups.models import Tick
from forums.models import Forum
from learning import months
from learning.models import ValueReading
from learning.value import readings
from network.connections import connections
from testing import make

pytestmark = pytest.mark.django_db
THIS = date(2027, 3, 1)


@pytest.fixture(autouse=True)
def march(time_machine):
    time_machine.move_to("2027-03-15T18:00Z", tick=False)


def people(number, **fields):
    return [make.participant(**fields) for _each in range(number)]


def hour_of(forum, number=5, days=20, **fields):
    """An hour so many days ago, with so many people who came."""
    start = timezone.now() - timedelta(days=days)
    topic = make.topic(forum=forum)
    return make.held_colab(topic=topic, people=people(number), starts_at=start, roles_came=False, **fields)


def taken(forum=None, month=THIS):
    readings.take(month)
    return readings.of_month(month, forum)


def test_every_step_is_counted():
    """Check R-VALUE-IS-COUNTED."""
    colab = hour_of(make.forum())
    came = [seat.participant for seat in colab.registrations.all()]
    for person in came[:4]:
        make.note(colab, person)
    for one, other in ((0, 1), (2, 3)):
        connections.keep(came[one], came[other], colab)
    experiment = make.experiment(colab.topic)
    for showed in ("yes", "no", "no", "early"):
        make.trial(experiment, showed=showed)
    output = make.output(colab.topic)
    for _each in range(4):
        make.use(output)

    assert taken() == {
        ("hours", ""): 1,
        ("there", ""): 5,
        ("notes", ""): 4,
        ("pairs", ""): 2,
        ("told", "yes"): 1,
        ("told", "no"): 2,
        ("told", "early"): 1,
        ("outputs", ""): 1,
        ("districts", ""): 1,
        ("used-in", "North"): 4,
    }
    assert taken(colab.topic.forum) == taken()


def test_a_number_about_three_people_is_not_even_kept():
    """Check R-NOT-UNDER-FOUR: the database refuses it."""
    hour_of(make.forum(), number=3)

    assert taken() == {}
    row = {"month": THIS, "what": "notes", "amount": 9, "people": FEWEST - 1}
    with pytest.raises(IntegrityError, match="no_number_about_few_people"), transaction.atomic():
        ValueReading.objects.create(**row)


def test_objectives_by_dimension_and_what_people_got():
    colab = hour_of(make.forum())
    came = [seat.participant for seat in colab.registrations.all()]
    first, second = (
        Objective.objects.create(colab=colab, position=at, dimension=dimension, text="One sentence")
        for at, dimension in ((1, "me"), (2, "work"))
    )
    for person, answer in zip(came, (2, 2, 1, 0), strict=False):
        Tick.objects.create(objective=first, participant=person, answer=answer)
    Tick.objects.create(objective=second, participant=came[0], answer=2)

    found = {key: amount for key, amount in taken().items() if key[0] in {"aimed", "got"}}
    assert found == {
        ("aimed", "me"): 1,
        ("aimed", "work"): 1,
        ("got", "me:2"): 2,
        ("got", "me:1"): 1,
        ("got", "me:0"): 1,
    }


def test_communities_of_healing_count_in_nothing_and_closed_spaces_only_for_themselves():
    hour_of(make.forum(kind="healing"))
    closed = make.forum(is_public=False)
    colab = hour_of(closed, number=0)
    for _each in range(4):
        person = make.participant()
        make.membership(closed, person)
        make.seated(colab, person, attendance="came")

    assert taken() == {}
    assert taken(closed) == {("hours", ""): 1, ("there", ""): 4}
    assert set(ValueReading.objects.values_list("forum", flat=True)) == {closed.pk}


def test_what_is_hidden_or_before_these_twelve_months_does_not_count():
    forum = make.forum()
    hour_of(forum, days=400)
    hidden = hour_of(forum)
    hidden.topic.hidden_at = timezone.now()
    hidden.topic.save()
    called_off = hour_of(forum)
    CoLab.objects.filter(pk=called_off.pk).update(state="called_off")

    assert taken() == {}
    readings.take(date(2026, 2, 1))
    assert readings.of_month(date(2026, 2, 1)) == {("hours", ""): 1, ("there", ""): 5}


def test_the_first_run_reads_a_year_back_and_later_ones_from_the_last_month_on(time_machine):
    """Check R-VALUE-IS-COUNTED."""
    hour_of(make.forum(), days=150)
    readings.take_due()
    found = readings.months()
    assert (found[0], found[-1]) == (THIS, date(2026, 10, 1))

    time_machine.move_to("2027-04-02T18:00Z", tick=False)
    late = hour_of(make.forum(), days=3)
    readings.take_due()
    assert readings.months()[0] == date(2027, 4, 1)
    assert readings.of_month(THIS)[("hours", "")] == 2
    before = list(ValueReading.objects.order_by("month", "what").values_list("month", "what", "amount"))
    readings.take_due()
    assert before == list(
        ValueReading.objects.order_by("month", "what").values_list("month", "what", "amount")
    ), late


# --- Whatever the data


def some_history(seed):
    """Spaces, hours, notes, trials and uses by chance."""
    chance = random.Random(seed)
    crowd = [make.participant(organization=f"Office {n}") for n in range(9)]
    for kind, is_public in (("open", True), ("lab", True), ("practice", False), ("healing", False)):
        forum = make.forum(kind=kind, is_public=is_public)
        for person in crowd:
            make.membership(forum, person)
        for _hour in range(chance.randint(0, 2)):
            _hour_by_chance(forum, crowd, chance)


def _hour_by_chance(forum, crowd, chance):
    start = timezone.now() - timedelta(days=chance.randint(1, 500))
    came = chance.sample(crowd, chance.randint(0, 7))
    colab = make.held_colab(topic=make.topic(forum=forum), people=came, starts_at=start, roles_came=False)
    for person in came:
        if chance.random() < 0.6:
            audience = chance.choice(["readers", "ten", "me"])
            make.note(colab, person, audience=audience, created_at=start)
    experiment, output = make.experiment(colab.topic, crowd[0]), make.output(colab.topic, crowd[0])
    for person in chance.sample(crowd[1:], chance.randint(0, 6)):
        showed = chance.choice(["yes", "partly", "no", "early"])
        make.trial(experiment, person, showed=showed, told_at=start + timedelta(days=30))
        make.use(output, person, district=chance.choice(["North", "South", "East", ""]))


def by_hand(first, end):
    """Return {(forum or None, what, part): (amount, people)} of hours, notes and trials, counted in loops."""
    things, people = defaultdict(set), defaultdict(set)

    def count(forum, what, thing, person, part=""):
        for of in (forum.pk, None) if forum.is_public else (forum.pk,):
            things[of, what, part].add(thing)
            people[of, what].add(person)

    for forum in Forum.objects.exclude(kind="healing"):
        for colab in CoLab.objects.filter(topic__forum=forum):
            if first <= colab.starts_at < end:
                for seat in colab.registrations.all():
                    count(forum, "hours", colab.pk, seat.participant_id)
                    count(forum, "there", (colab.pk, seat.participant_id), seat.participant_id)
                for note in colab.insights.filter(audience="readers"):
                    count(forum, "notes", note.pk, note.author_id)
            for experiment in colab.topic.experiments.all():
                for trial in experiment.trials.filter(state="told"):
                    if first <= trial.told_at < end:
                        count(forum, "told", trial.pk, trial.participant_id, trial.showed)
    return {
        (of, what, part): (len(found), len(people[of, what])) for (of, what, part), found in things.items()
    }


def smallest_beside_few(found):
    """Return (forum, what) of what would tell, with the number of all public spaces, of a space with few."""
    left_out = set()
    for what in {what for _of, what, _part in found}:
        people = {of: count for (of, one, _part), (_amount, count) in found.items() if one == what}
        public = {of: count for of, count in people.items() if of and Forum.objects.get(pk=of).is_public}
        told = sorted((count, of) for of, count in public.items() if count >= FEWEST)
        if told and len(told) < len(public):
            left_out.add((told[0][1], what))
    return left_out


def test_nobody_works_out_the_few_of_one_space_from_all_and_the_others():
    """Check R-NOT-UNDER-FOUR."""
    large, smaller, few, closed = (make.forum(is_public=at < 3) for at in range(4))
    for forum, number in ((large, 9), (smaller, 5), (few, 2)):
        hour_of(forum, number)

    assert taken()["there", ""] == 16
    assert taken(large) == {("hours", ""): 1, ("there", ""): 9}
    assert taken(smaller) == taken(few) == taken(closed) == {}
    hour_of(few, 3)
    assert taken(smaller) == taken(few) | {("hours", ""): 1} == {("hours", ""): 1, ("there", ""): 5}


@pytest.mark.parametrize("seed", range(12))
def test_readings_equal_what_is_counted_by_hand_and_tell_of_four_people_or_more(seed):
    """Check R-NOT-UNDER-FOUR and R-VALUE-IS-COUNTED."""
    some_history(seed)
    readings.take(THIS)

    time = readings.counting.time_of(months.up_to(THIS, readings.MONTHS))
    found = by_hand(time.first, time.end)
    remain = smallest_beside_few(found)
    expected = {key: one for key, one in found.items() if one[1] >= FEWEST and key[:2] not in remain}
    kept = ValueReading.objects.filter(what__in=["hours", "there", "notes", "told"])
    columns = ("forum", "what", "part", "amount", "people")
    assert {
        (of, what, part): tuple(found) for of, what, part, *found in kept.values_list(*columns)
    } == expected
    assert not ValueReading.objects.filter(people__lt=FEWEST).exists()
