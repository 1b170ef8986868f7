import pytest
from django.core.management import CommandError, call_command

from colab.demo import ACCOUNTS, build
from events.models import CoLab, Registration
from forums.models import Topic
from mailing.models import Message
from participants.models import Participant
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMONSTRATION = True


def everything():
    models = [Participant, Topic, CoLab, Registration, Message]
    return [list(model.objects.order_by("pk").values()) for model in models]


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
        "held, to close": colabs.held().filter(closed_at=None).exists(),
        "held, closed": colabs.held().filter(closed_at__isnull=False).exists(),
        "called off": colabs.filter(state="called_off").exists(),
        "with a queue": Registration.objects.waiting().filter(colab__in=colabs.ahead()).exists(),
        "follow-up": colabs.ahead().filter(follows__isnull=False).exists(),
    }
    assert shown == dict.fromkeys(shown, True)


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
