"""The whole loop in a browser: from a topic to a held co-lab, to its follow-up with new people.

Real pages, PostgreSQL, Valkey and a real mail server; time is travelled. The steps are in `journey`.
"""

import gzip
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.handlers.base import BaseHandler

from colab.tests import journey, journey_after, journey_came, journey_hour
from forums.candidates import nominations
from testing import make
from testing.mails.mailbox import Mailboxes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BEGIN = datetime(2027, 1, 12, 16, tzinfo=UTC)  # a Tuesday


@pytest.fixture
def answers(monkeypatch):
    """Record every response of the site, as (method, path, content)."""
    responses, get_response = [], BaseHandler.get_response

    def listened_to(handler, request):
        response = get_response(handler, request)
        if not response.streaming:
            responses.append((request.method, request.path, _text(response)))
        return response

    monkeypatch.setattr(BaseHandler, "get_response", listened_to)
    return responses


def _text(response):
    packed = response.headers.get("Content-Encoding") == "gzip"
    content = gzip.decompress(response.content) if packed else response.content
    return content.decode("utf-8", "replace")


@pytest.fixture
def clock():
    with time_machine.travel(BEGIN, tick=True) as traveller:
        yield traveller


@pytest.fixture
def stage(browser, live_server, clock, smtp, answers, settings):
    settings.SITE_URL = live_server.url
    settings.EMAIL_TIMEOUT = 5
    stage = journey.Stage(browser, live_server.url, clock, Mailboxes(smtp), answers)
    yield stage
    stage.ends()


def test_from_a_topic_to_a_co_lab_and_on_to_its_follow_up_with_new_people(stage):
    ana = journey.joins(stage, "Ana Sample")
    olive, ben = stage.signs_in("Olive Sample", is_organizer=True), stage.signs_in("Ben Sample")
    crowd = [stage.member(f"Person {letter}") for letter in "CDEFGHIJK"]

    topic = journey.posts_a_topic_for_a_co_lab(stage, ana)
    journey.others_nominate_it(stage, topic, ben, *crowd[:2])
    colab = journey.organizer_declares_it(stage, olive)
    journey.author_and_nominators_are_told(stage, colab, ana, ben, *crowd[:2])

    journey.ten_take_seats_and_one_waits(stage, colab, [ana, ben, *crowd])
    journey.one_leaves_and_the_next_is_seated(stage, colab, leaver=crowd[4], next_one=crowd[8])
    seated = [ana, ben, *crowd[:4], *crowd[5:]]
    journey.organizer_moves_it(stage, colab, olive, seated, gone=crowd[4])
    journey.reminders_come(stage, colab, [*seated, olive])
    journey.room_opens(stage, colab, comers=[ana, ben, olive], others=[crowd[4]])
    journey.organizer_corrects_who_came(stage, colab, olive, came=crowd[8], absent=crowd[0])

    there, absent = [ana, ben, crowd[8], olive], [crowd[0]]
    unseen = [person for person in seated if person not in there + absent]
    after = journey_after.wrap_up_comes(stage, colab, there, unseen, absent)
    journey_after.insights_are_written_and_answered(stage, after, ana, ben, absent=crowd[0])
    journey_after.two_pick_each_other(stage, after, ana, ben)
    journey_after.harvest_closes_it(after, olive)
    journey_after.two_ask_for_a_follow_up(after, ana, ben)
    follow_up = journey_after.organizer_declares_the_follow_up(stage, olive, ana, ben)
    journey_after.seats_go_to_new_people_first(stage, follow_up, before=ana, new=stage.member("Person L"))

    journey.nobody_else_saw_the_room(stage)
    assert stage.complaints() == []


def test_the_main_path_without_scripts(stage):
    """Check R-NO-SCRIPT-NEEDED."""
    stage.scripts = False
    ana, ben = stage.signs_in("Ana Sample"), stage.signs_in("Ben Sample")
    olive = stage.signs_in("Olive Sample", is_organizer=True)

    topic = journey.posts_a_topic_for_a_co_lab(stage, ana)
    journey.others_nominate_it(stage, topic, ben, stage.member("Person C"), stage.member("Person D"))
    colab = journey.organizer_declares_it(stage, olive)
    journey.takes_a_seat(colab, ana)
    journey.takes_a_seat(colab, ben)
    journey.gives_the_seat_back(colab, ben)
    journey.room_opens(stage, colab, comers=[ana, olive], others=[ben])
    after = journey_after.wrap_up_comes(stage, colab, [ana, olive])
    journey_after.insights_are_written_and_answered(stage, after, ana, olive, absent=ben)

    journey.nobody_else_saw_the_room(stage)
    assert stage.complaints() == []


def test_one_hour_as_it_is_lived_and_what_comes_of_it(stage):
    topic = make.topic(forum=stage.forum, title="Letters that people understand")
    for _ in range(2):
        nominations.nominate(topic, make.participant())
    olive, fay = stage.member("Olive Sample", is_organizer=True), stage.member("Fay Sample")
    ana, hal, visitor = stage.member("Ana Sample"), stage.member("Hal Sample"), stage.visitor("A visitor")

    colab = journey_hour.organizer_plans_it(stage, olive, topic, fay, hal)
    journey_hour.somebody_registers_with_a_private_line(colab, ana, olive, fay, others=[hal, visitor])
    stored = journey_hour.eight_others_come()
    journey_hour.hour_begins(stage, colab, stored, fay, ana)
    journey_hour.nine_notes_appear_together(stored, fay, ana)
    journey_hour.fours_name_the_others(fay, ana)
    journey_hour.two_want_to_talk_more(stage, stored, fay, ana)
    journey_hour.each_keeps_one_thing(stored, fay, ana)
    journey_hour.it_closes(fay, ana)

    after = journey_hour.both_are_introduced_and_asked_for_nothing_done(stage, colab, ana)
    journey_hour.harvester_gives_tags_and_closes_it(after, hal, visitor)
    journey_hour.library_has_it(visitor)

    journey_came.weekly_note_asks_whether_it_happened(stage, ana)
    experiment = journey_came.somebody_tries_it_elsewhere(ana)
    journey_came.two_places_join(stage, experiment, ana, olive, hal)
    journey_came.month_later_one_question(stage, colab, ana)
    story = journey_came.value_detective_asks_for_the_story(stage, fay, ana)
    journey_came.three_of_eight_boxes_are_a_story(ana, story, visitor)
    told = [(ana, "Yes", journey_came.YES), (hal, "No", journey_came.NO)]
    journey_came.on_its_day_places_tell(stage, experiment, *told)
    journey_came.digest_of_the_month_has_both(stage, hal, fay, visitor)
    journey_came.what_came_of_it_is_counted(visitor)

    assert stage.complaints() == []
