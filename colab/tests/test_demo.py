from datetime import timedelta
from itertools import product

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import models
from django.db.models import Max
from django.utils import timezone

from colab.demo import ACCOUNTS, build
from events.hour import course
from events.models import CoLab, Registration
from followups.models import Insight
from forums.models import Forum, Membership, Post, Role, Topic
from forums.spaces.roles import open_ends
from learning.library import shelves
from learning.models import Reflection
from learning.stages import stages
from mailing.models import Message
from network.models import Introduction, Offer
from network.suggestions import suggestions
from participants.models import LimitCount, Participant
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMONSTRATION = True


def everything():
    kinds = [Participant, Topic, CoLab, Registration, Message]
    return [list(kind.objects.order_by("pk").values()) for kind in kinds]


def test_building_it_twice_changes_nothing():
    call_command("demo", verbosity=0)
    before = everything()

    call_command("demo", verbosity=0)

    assert everything() == before


def test_it_shows_colabs_in_every_state():
    call_command("demo", verbosity=0)

    colabs = CoLab.objects.all()
    shown = {
        "draft": colabs.filter(state="draft").exists(),
        "ahead": colabs.ahead().exists(),
        "under way": colabs.ahead().filter(starts_at__lte=timezone.now()).exists(),
        "held, to close": colabs.held().filter(closed_at=None).exists(),
        "held, closed": colabs.held().filter(closed_at__isnull=False).exists(),
        "called off": colabs.filter(state="called_off").exists(),
        "with a queue": Registration.objects.waiting().filter(colab__in=colabs.ahead()).exists(),
        "follow-up": colabs.ahead().filter(follows__isnull=False).exists(),
    }
    assert shown == dict.fromkeys(shown, True)


def test_an_hour_is_under_way_with_people_in_it_groups_and_notes_that_have_appeared():
    call_command("demo", verbosity=0)

    colab = CoLab.objects.ahead().get(starts_at__lte=timezone.now())
    now = course.of(colab)
    assert (now.step.method, sorted(len(group) for group in now.groups)) == ("fours", [3, 4])
    notes = Insight.objects.filter(colab=colab)
    assert set(notes.values_list("audience", flat=True)) == {"ten", "me"}
    private = notes.get(audience="me")
    assert private.author.email.startswith("organizer1@")
    reader = colab.registrations.seated().first().participant
    assert private not in notes.visible_to(reader)
    assert notes.visible_to(reader).count() == 3


def test_one_hour_left_everything_and_one_has_nothing_filled_in():
    call_command("demo", verbosity=0)

    full = CoLab.objects.get(title="Appointments, a queue, or both")
    assert set(full.insights.values_list("kind", flat=True)) == set(Insight.Kind.values)
    assert {tag.name for tag in full.harvest.tags.all()} == {"reminders", "waiting"}
    assert (full.host and full.care_note and full.keeps) != ""
    counts = [full.steps, full.objectives, full.pulses, full.next_steps, full.picks]
    assert [rows.exists() for rows in counts] == [True] * 5
    assert full.pulses.count() >= 4
    held = CoLab.objects.held().exclude(pk=full.pk)
    assert any(not hasattr(colab, "harvest") and not colab.pulses.exists() for colab in held)
    empty = CoLab.objects.filter(state="announced", objectives=None, insights=None, host="", care_note="")
    assert empty.exists()


def test_the_library_has_notes_in_three_languages_and_open_questions():
    call_command("demo", verbosity=0)

    visitor = AnonymousUser()
    assert set(shelves.notes(visitor).values_list("language", flat=True)) == {"en", "es", "fr"}
    assert {"en", "fr"} <= set(shelves.open_questions(visitor).values_list("language", flat=True))
    assert shelves.harvests(visitor).count() == 1


def test_people_say_what_they_offer_and_somebody_is_suggested_to_each_printed_member():
    call_command("demo", verbosity=0)

    offers = Offer.objects.all()
    assert set(offers.values_list("is_need", "language")) == set(product((True, False), ("en", "fr", "es")))
    member = Participant.objects.get(email="member1@demo.example")
    assert suggestions.people(member) != []
    assert suggestions.pairs(Participant.objects.get(email="organizer1@demo.example")) != []
    assert Introduction.objects.awaiting(member).exists()


def test_four_of_the_seven_roles_of_a_space_are_held_and_one_of_them_ends_soon():
    call_command("demo", verbosity=0)

    assert len(set(Role.objects.held().values_list("kind", flat=True))) == 4
    member = Participant.objects.get(email="member1@demo.example")
    assert [end.subject for end in open_ends.of(member)] == ["Service counters"]


def test_one_hour_of_more_than_a_month_ago_has_answers_reflections_and_a_story():
    call_command("demo", verbosity=0)

    answers = Reflection.objects.exclude(answered_at=None)
    assert set(answers.values_list("came_of_it", flat=True)) == {"used", "not-yet", "no"}
    assert len([one for one in answers if one.q1 or one.q3]) == 2
    story = Reflection.objects.readable_by(AnonymousUser()).latest("shared_at")
    assert story.colab.ends_at < timezone.now() - timedelta(days=30)
    assert Reflection.objects.may_be_asked().count() == 1


def test_one_story_whole_from_a_challenge_to_its_use_in_two_other_districts():
    call_command("demo", verbosity=0)

    topic = stages.challenges(AnonymousUser()).get(title="Asked only once")
    assert topic.stage == stages.Stage.SPREADING
    [colab], [experiment], [output] = topic.colabs.all(), topic.experiments.all(), topic.outputs.all()
    assert colab.ends_at < experiment.created_at < output.published_at
    assert set(experiment.trials.values_list("showed", flat=True)) == {"yes", "partly", "no"}
    assert set(output.uses.values_list("district", flat=True)) == {"San Mezquite", "Val-Bouleau"}
    assert colab.reflections.shared().exists()


def test_there_is_a_year_of_which_every_picture_shows_something(client):
    call_command("demo", verbosity=0)

    page = client.get("/value/")
    keys = ["talk-to-use", "across", "network", "objectives", "where-used"]
    assert [figure.key for figure in page.context["figures"]] == keys
    assert "too few to say" not in str(page.context["figures"][0].rows)


def test_it_speaks_three_languages():
    call_command("demo", verbosity=0)

    assert set(Topic.objects.values_list("language", flat=True)) == {"en", "fr", "es"}


def test_the_accounts_that_are_printed_can_sign_in(client):
    call_command("demo", verbosity=0)

    for email, _role in ACCOUNTS:
        client.logout()
        client.post("/accounts/login/", {"login": email, "password": build.PASSWORD})
        assert client.session["_auth_user_id"] == str(Participant.objects.get(email=email).pk)


def test_it_leaves_another_community_alone():
    make.participant()

    with pytest.raises(CommandError):
        call_command("demo")

    assert Participant.objects.count() == 1


def test_it_is_not_built_on_a_real_site(settings):
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError):
        call_command("demo")

    assert not Participant.objects.exists()


# --- Dates


# The field that says since when a row is there; a model with dates that is not here fails.
BEGINS = {
    "participants.Participant": "date_joined",
    "participants.AuditEntry": "at",
    "mailing.Message": "created_at",
    "forums.Membership": "joined_at",
    "forums.Role": "since",
    "forums.Topic": "created_at",
    "forums.Post": "created_at",
    "forums.Nomination": "created_at",
    "learning.Experiment": "created_at",
    "learning.MonthlyDigest": "created_at",
    "learning.Output": "created_at",
    "learning.Contributor": "asked_at",
    "learning.Use": "created_at",
    "learning.Trial": "created_at",
    "forums.Watch": "created_at",
    "events.CoLab": "created_at",
    "events.Registration": "queued_at",
    "events.RoomEntry": "came_at",
    "events.RoleEntry": "given_at",
    "events.EntryVersion": "stamp",
    "forums.Forum": "opened_at",
    "forums.Principles": "proposed_at",
    "forums.Voice": "said_at",
    "forums.Statement": "at",
    "events.Attendance": "recorded_at",
    "followups.Insight": "created_at",
    "followups.Comment": "created_at",
    "followups.Harvest": "created_at",
    "followups.FollowUpRequest": "created_at",
    "followups.Pulse": "answered_at",
    "followups.Tick": "answered_at",
    "learning.Reflection": "created_at",
    "network.Connection": "since",
    "network.Introduction": "created_at",
    "network.Offer": "created_at",
    "network.Pick": "created_at",
    "network.NextStep": "created_at",
    "network.StepPart": "agreed_at",
}
NO_BEGINNING = {
    "events.RunningHour",  # it has the date of its latest change
    "events.Step",  # it has the date on which something of it was shown
}
AHEAD = {
    "mailing.Message.due_at",
    "events.EntryVersion.starts_at",
    "events.EntryVersion.ends_at",
    "events.CoLab.starts_at",
    "events.CoLab.ends_at",
    "forums.Topic.scheduled_until",
    "network.Introduction.until",
    "forums.Principles.closes_at",
    "network.Offer.until",
    "forums.Role.until",
}
# Of one row, or of a row and another that it leads to: the earlier, then the later.
ORDER = {
    "forums.Principles": ["forum.opened_at <= proposed_at <= closes_at <= adopted_at"],
    "forums.Statement": ["topic.created_at <= at <= taken_over_at"],
    "forums.Topic": ["created_at <= last_post_at"],
    "learning.MonthlyDigest": ["created_at <= published_at"],
    "learning.Output": ["topic.created_at <= created_at <= published_at"],
    "learning.Contributor": ["output.created_at <= asked_at <= agreed_at"],
    "learning.Use": [
        "output.published_at <= created_at <= confirmed_at",
        "harvest.recorded_at <= created_at",
        "story.shared_at <= created_at",
    ],
    "learning.Trial": ["experiment.created_at <= created_at <= told_at"],
    "forums.Post": ["created_at <= topic.last_post_at"],
    "events.CoLab": [
        "created_at <= announced_at <= called_off_at",
        "announced_at <= starts_at <= ends_at <= closed_at",
        "follows.ends_at <= created_at",
    ],
    "events.Registration": ["colab.announced_at <= queued_at <= seated_at <= colab.starts_at"],
    "events.RoomEntry": ["colab.announced_at <= came_at <= colab.ends_at"],
    "followups.Insight": ["colab.starts_at <= created_at"],
    "followups.Comment": ["insight.created_at <= created_at"],
    "followups.Harvest": ["colab.ends_at <= created_at"],
    "followups.FollowUpRequest": ["colab.ends_at <= created_at"],
    "learning.Reflection": [
        "colab.ends_at <= created_at <= answered_at",
        "created_at <= shared_at",
    ],
    "network.Connection": ["via.ends_at <= since"],
    "network.Pick": ["colab.ends_at <= created_at <= introduced_at"],
}
IN_ORDER = {"forums.Topic", "forums.Post", "followups.Insight", "followups.Comment"}  # listed by their number


def dated():
    """Yield (model, its label, the names of its dates) of each model with rows and dates."""
    for model in apps.get_models():
        names = [field.name for field in model._meta.fields if isinstance(field, models.DateTimeField)]
        if names and model._base_manager.exists():
            yield model, model._meta.label, names


def parents(row):
    """Yield the rows that must have been there before a row."""
    keys = [field for field in row._meta.fields if isinstance(field, models.ForeignKey)]
    for field in keys:
        parent = getattr(row, field.name)
        if parent is not None and parent._meta.label in BEGINS:
            yield field.name, parent


def found(row, path):
    for name in path.split("."):
        row = row and getattr(row, name)
    return row


def disorder():
    for model, label, names in dated():
        if label in NO_BEGINNING:
            continue
        begins = BEGINS[label]
        for row in model._base_manager.all():
            for name, parent in parents(row):
                if getattr(parent, BEGINS[parent._meta.label]) > getattr(row, begins):
                    yield f"{label} {row.pk} is there before its {name}"
            for name in names:
                if (at := getattr(row, name)) and at > timezone.now() and f"{label}.{name}" not in AHEAD:
                    yield f"{label} {row.pk}: {name} is still to come"
            for chain in ORDER.get(label, []):
                moments = [at for path in chain.split(" <= ") if (at := found(row, path)) is not None]
                if moments != sorted(moments):
                    yield f"{label} {row.pk}: not {chain}"


def test_every_row_has_its_date_after_what_it_belongs_to_and_before_now():
    call_command("demo", verbosity=0)

    assert {label for _model, label, _names in dated()} <= {*BEGINS, *NO_BEGINNING}
    assert list(disorder()) == []


def test_what_is_listed_by_number_is_listed_by_date():
    call_command("demo", verbosity=0)

    for label in IN_ORDER:
        rows = apps.get_model(label)._base_manager.order_by("pk")
        dates = list(rows.values_list(BEGINS[label], flat=True))
        assert (label, dates) == (label, sorted(dates))


def test_the_latest_of_a_topic_and_of_a_forum_is_its_latest_post():
    call_command("demo", verbosity=0)

    for topic in Topic.objects.annotate(latest=Max("posts__created_at")):
        assert (str(topic), topic.last_post_at) == (str(topic), topic.latest)
    for forum in Forum.objects.annotate(latest=Max("topics__posts__created_at")):
        assert (forum.name, forum.last_post_at) == (forum.name, forum.latest)


def test_people_joined_the_site_and_the_space_before_they_said_anything_there():
    call_command("demo", verbosity=0)

    assert len(set(Participant.objects.values_list("date_joined", flat=True))) == Participant.objects.count()
    for person, forum, at in Post.objects.values_list("author", "topic__forum", "created_at"):
        joined = Membership.objects.filter(participant=person, forum=forum).values_list(
            "joined_at", flat=True
        )
        assert all(since <= at for since in joined)


def test_a_row_before_its_parent_or_still_to_come_is_seen():
    call_command("demo", verbosity=0)
    post = Post.objects.latest("pk")
    Post.objects.filter(pk=post.pk).update(created_at=timezone.now() - timedelta(days=400))
    CoLab.objects.filter(state="called_off").update(called_off_at=timezone.now() + timedelta(days=1))

    told = " ".join(disorder())
    assert f"forums.Post {post.pk} is there before its topic" in told
    assert "called_off_at is still to come" in told


def test_nobody_of_the_demonstration_has_used_up_what_a_day_allows():
    call_command("demo", verbosity=0)

    assert not LimitCount.objects.exists()
