"""Export of personal data, and erasure of accounts."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from events.calendar import feeds
from events.models import CalendarReply, Registration
from followups.models import Comment, FollowUpRequest, Insight
from forums.models import Nomination, Removal, Role, Watch
from network.models import Openness, Pick
from participants.accounts import activation
from participants.models import Invitation, InvitationUse, Participant
from participants.privacy import erasure, export
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(client):
    person = make.participant("Ana", email="ana@example.org", password=make.PASSWORD)
    activation.confirm(person)
    client.post(reverse("account_login"), {"login": person.email, "password": make.PASSWORD})
    return person


@pytest.fixture
def lived(ana):
    """Ana, with a row in every table that has people."""
    topic = make.topic(author=ana, title="Forms", text="How?")
    make.nomination(topic, ana, reason="It is dear to me.")
    held = make.held_colab(people=[ana])
    bo = make.participant("Bo")
    insight = Insight.objects.create(colab=held, author=ana, text="One form.", html="<p>One form.</p>")
    Comment.objects.create(insight=insight, author=ana, text="Indeed.", html="<p>Indeed.</p>")
    Pick.objects.create(colab=held, chooser=ana, chosen=bo, note="Let us talk.")
    Pick.objects.create(colab=held, chooser=bo, chosen=ana, note="A secret of Bo.")
    FollowUpRequest.objects.create(colab=held, participant=ana, reason="There is more.")
    Openness.objects.create(colab=held, participant=ana)
    Watch.objects.create(participant=ana, topic=topic)
    Role.objects.create(participant=ana, forum=topic.forum, kind="keeper")
    Removal.objects.create(forum=make.forum(), participant=ana, removed_by=bo, reason="Too loud.")
    inviting = {"kind": "site", "ends_at": timezone.now() + timedelta(days=7), "most": 3}
    Invitation.objects.create(maker=ana, **inviting)
    InvitationUse.objects.create(invitation=Invitation.objects.create(maker=bo, **inviting), person=ana)
    return topic


# --- Take it away


def test_the_download_holds_what_is_mine(client, lived):
    answer = client.get(reverse("participants:export"))

    assert answer.headers["Content-Disposition"] == 'attachment; filename="co-lab.json"'
    held = json.loads(answer.content)
    assert held["profile"]["email"] == "ana@example.org"
    assert held["profile"]["zone"] == "America/Toronto"
    assert [row["text"] for row in held["posts"]] == ["How?"]
    assert [row["reason"] for row in held["nominations"]] == ["It is dear to me."]
    assert [row["text"] for row in held["insights"] + held["comments"]] == ["One form.", "Indeed."]
    assert [row["note"] for row in held["picks"]] == ["Let us talk."]
    assert (len(held["watches"]), len(held["registrations"]), len(held["openness"])) == (1, 1, 1)
    assert [row["kind"] for row in held["roles"]] == ["keeper"]
    assert [row["reason"] for row in held["removals"]] == ["Too loud."]
    assert [row["most"] for row in held["invitations"]] == [3]
    assert [row["invitation__kind"] for row in held["invitation_uses"]] == ["site"]


def test_the_download_says_what_my_calendar_answered_and_that_there_is_a_feed(client, ana):
    registration = make.seated(make.colab(title="Forms"), ana)
    CalendarReply.objects.create(
        registration=registration,
        uid=registration.uid,
        sequence=0,
        partstat="TENTATIVE",
        stamp=timezone.now(),
    )
    token = feeds.renew(ana)

    answer = client.get(reverse("participants:export"))

    held = json.loads(answer.content)
    (reply,) = held["calendar_replies"]
    assert (reply["registration__colab__title"], reply["partstat"]) == ("Forms", "TENTATIVE")
    assert held["calendar_feed"]["made_at"]
    assert token not in answer.content.decode()


def test_what_others_said_of_me_in_private_is_not_in_it(client, lived):
    assert "A secret of Bo." not in client.get(reverse("participants:export")).content.decode()


def test_a_visitor_gets_nothing(client):
    assert client.get(reverse("participants:export")).status_code == 302


def relation_of(field):
    """Return the person's reverse relation of a foreign key, else "app.Model.field"."""
    name = field.remote_field.related_name
    return name if name and name != "+" else f"{field.model._meta.label}.{field.name}"


def keys_to_people():
    return {
        relation_of(field)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if (field.many_to_one or field.one_to_one) and field.related_model is Participant
        if not field.auto_created
    } - THROUGH


# Rows of Django's own that hold a person's groups and permissions, which go with the account.
THROUGH = {
    "participants.Participant_groups.participant",
    "participants.Participant_user_permissions.participant",
}


def spoken_for(registry):
    return {relation for declared in registry.values() for relation in declared.relations}


def test_every_key_to_a_person_is_exported_or_withheld_on_purpose():
    """A new relation to a person must be declared in its part's privacy.py."""
    exported = spoken_for(export.sections)

    assert keys_to_people() - exported - set(export.withheld) == set()
    assert (exported | set(export.withheld)) - keys_to_people() == set()
    assert exported & set(export.withheld) == set()


def test_every_key_to_a_person_has_a_step_when_they_go():
    assert keys_to_people() == spoken_for(erasure.steps)


# --- Leave for good


def erase(client, address="ana@example.org"):
    client.post(reverse("account_reauthenticate"), {"password": make.PASSWORD})
    return client.post(reverse("participants:erase"), {"address": address}, follow=True)


def test_erasing_asks_for_the_password_first(client, ana):
    answer = client.get(reverse("participants:erase"))

    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("participants:erase"), {"address": ana.email})
    ana.refresh_from_db()
    assert ana.is_active


def test_erasing_asks_for_the_address(client, ana):
    page = erase(client, "other@example.org")

    assert page.context["form"].errors == {"address": ["This is not the address of your account."]}
    ana.refresh_from_db()
    assert ana.is_active


def test_an_erased_person_is_signed_out_and_cannot_sign_in(client, ana):
    erase(client)

    assert "_auth_user_id" not in client.session
    client.post(reverse("account_login"), {"login": "ana@example.org", "password": make.PASSWORD})
    assert "_auth_user_id" not in client.session


def test_posts_and_insights_stay_by_a_former_participant(ana, lived):
    erasure.erase(ana)

    lived.refresh_from_db()
    assert str(lived.author) == "Former participant"
    assert [post.text for post in lived.posts.all()] == ["How?"]
    assert str(Insight.objects.get().author) == "Former participant"


def test_nothing_that_tells_who_it_was_stays_in_any_row(ana, lived):
    erasure.erase(ana)

    assert not Pick.objects.exists()
    assert not Watch.objects.exists()
    assert not Removal.objects.exists()
    assert not InvitationUse.objects.exists()
    assert not Invitation.objects.filter(maker=ana).exists()
    assert list(FollowUpRequest.objects.values_list("reason", flat=True)) == [""]
    assert not Nomination.objects.exclude(reason="").exists()
    assert not Registration.objects.exclude(bring="").exists()


def test_a_seat_is_given_to_the_next_in_the_queue(ana):
    colab = make.colab(seats=1)
    make.seated(colab, ana)
    next_one = make.waiting(colab)

    erasure.erase(ana)

    next_one.refresh_from_db()
    assert next_one.is_seated


def test_a_place_in_a_queue_is_given_up(ana):
    colab = make.colab(seats=1)
    make.seated(colab)
    place = make.waiting(colab, ana)

    erasure.erase(ana)

    place.refresh_from_db()
    assert place.status == Registration.Status.GONE


def test_a_nomination_of_an_open_topic_is_taken_back(ana):
    topic = make.topic()
    make.nomination(topic, ana)
    topic.wanted = 1
    topic.save(update_fields=["wanted"])

    erasure.erase(ana)

    topic.refresh_from_db()
    assert (topic.nominations.count(), topic.wanted) == (0, None)


def test_who_organizes_a_colab_ahead_stays_until_it_is_held_or_called_off(client, ana):
    Participant.objects.filter(pk=ana.pk).update(is_organizer=True)
    make.colab(organizer=ana)

    page = erase(client)

    assert "You organize a co-lab that is ahead" in page.context["form"].non_field_errors()[0]
    ana.refresh_from_db()
    assert ana.is_active


def test_a_role_in_a_colab_ahead_is_open_again_and_one_in_the_past_stays(ana):
    ahead, past = make.colab(facilitator=ana), make.held_colab(facilitator=ana)

    erasure.erase(ana)

    ahead.refresh_from_db()
    past.refresh_from_db()
    assert (ahead.facilitator, past.facilitator_id) == (None, ana.pk)


def test_a_past_seat_stays_taken_by_a_former_participant(ana):
    held = make.held_colab(people=[ana], starts_at=timezone.now() - timedelta(days=3))

    erasure.erase(ana)

    assert [str(row.participant) for row in held.registrations.seated()] == ["Former participant"]
