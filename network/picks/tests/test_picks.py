import pytest
from django.urls import reverse

from mailing.models import Message
from network.models import Pick
from network.picks import picks
from testing import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    return make.participant("Ana"), make.participant("Ben")


@pytest.fixture
def colab(two):
    """A co-lab in which the two have met."""
    return make.held_colab(people=two)


def test_a_pick_alone_tells_nobody(colab, two):
    """Check R-MUTUAL-PICKS."""
    ana, ben = two

    picks.pick(colab, ana, ben, Pick.Reason.OPPORTUNITY, "Let us try it.")

    assert Message.objects.count() == 0


def test_both_are_introduced_when_both_agree(colab, two):
    ana, ben = two

    picks.pick(colab, ana, ben)
    picks.pick(colab, ben, ana)

    sent = Message.objects.order_by("pk").values_list("kind", "recipient")
    assert set(sent) == {("introduction", ana.pk), ("introduction", ben.pk)}


def test_agreeing_twice_introduces_once(colab, two):
    ana, ben = two

    for chooser, chosen in [(ana, ben), (ben, ana), (ana, ben), (ben, ana)]:
        picks.pick(colab, chooser, chosen)

    assert Message.objects.count() == 2


def test_a_pick_can_be_changed_and_taken_back(colab, two):
    ana, ben = two
    picks.pick(colab, ana, ben)

    picks.pick(colab, ana, ben, Pick.Reason.OTHER, "About bees.")
    assert Pick.objects.values_list("reason", "note").get() == ("other", "About bees.")

    assert picks.withdraw(colab, ana, ben)
    assert Pick.objects.count() == 0
    assert picks.withdraw(colab, ana, ben)


def test_a_note_is_taken_back_whatever_the_limits(colab, two, settings):
    """Check R-LIMITS: taking back is never limited."""
    ana, ben = two
    picks.pick(colab, ana, ben, note="About bees.")
    settings.COLAB = settings.COLAB | {"limits": settings.COLAB["limits"] | {"edit": (0, 0)}}

    picks.pick(colab, ana, ben, note="")

    assert Pick.objects.get().note == ""


def test_after_an_introduction_there_is_nothing_to_take_back(colab, two):
    ana, ben = two
    picks.pick(colab, ana, ben)
    picks.pick(colab, ben, ana)

    assert not picks.withdraw(colab, ana, ben)

    assert Pick.objects.count() == 2


def test_nothing_is_said_to_be_taken_back_after_an_introduction(client, colab, two):
    ana, ben = two
    picks.pick(colab, ana, ben)
    picks.pick(colab, ben, ana)
    client.force_login(ana)

    text = client.post(reverse("network:unpick", args=[colab.pk, ben.pk]), follow=True).text

    assert ("introduced already" in text, "Nobody was told" in text) == (True, False)


def test_only_people_who_were_there_pick_and_are_picked(two):
    ana, ben = two
    colab = make.held_colab(people=[ana])

    for chooser, chosen in [(ana, ben), (ben, ana), (ana, ana)]:
        with pytest.raises(picks.Refused):
            picks.pick(colab, chooser, chosen)


def test_not_before_the_end(two):
    colab = make.colab()

    with pytest.raises(picks.Refused):
        picks.pick(colab, *two)
