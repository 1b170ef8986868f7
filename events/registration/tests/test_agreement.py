"""What one agrees to before one takes a seat, and the line for those who lead."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from core import pruning
from events.lifecycle import checks, colabs
from events.models import CoLab
from events.registration import seats
from events.registration.forms import ChangeForm, RegistrationForm
from forums.models import Forum, Voice
from testing import make

pytestmark = pytest.mark.django_db
BRAVE = {"is_brave": True, "care_note": "We speak of violence at the counter."}


def brave(**fields):
    return make.colab(facilitator=make.participant(), **BRAVE | fields)


def healing():
    return make.colab(topic=make.topic(forum=make.forum(kind=Forum.Kind.HEALING)))


def member_of(colab):
    return make.membership(colab.topic.forum, make.participant()).participant


def post(client, colab, person, name="register", **fields):
    client.force_login(person)
    return client.post(reverse(f"events:{name}", args=[colab.pk]), {"intention": "listen"} | fields)


def mine(colab, person):
    return colab.registrations.filter(participant=person).first()


# --- Boxes


@pytest.mark.parametrize("kind", sorted(set(Forum.Kind.values) - {"healing"}))
def test_elsewhere_registering_asks_for_no_more_than_before(client, kind):
    """Check R-NOTHING-REQUIRED and R-BRAVE-HOUR."""
    colab = make.colab(topic=make.topic(forum=make.forum(kind=kind)))
    person = make.participant()

    response = post(client, colab, person)

    form = RegistrationForm(CoLab.objects.for_page().get())
    assert response.status_code == 302
    assert list(form.fields) == ["intention", "bring", "private_line", "version"]
    assert not form.fields["private_line"].required
    assert mine(colab, person).is_seated
    assert mine(colab, person).agreed_at is None


@pytest.mark.parametrize(("make_it", "box"), [(brave, "brave"), (healing, "principles")])
def test_whoever_registers_ticks_the_box(client, make_it, box):
    """Check R-BRAVE-HOUR."""
    colab = make_it()
    person = member_of(colab)

    refused = post(client, colab, person, private_line="Ω")
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == [box]
    assert "Ω" in refused.content.decode()
    assert mine(colab, person) is None

    post(client, colab, person, **{box: "on"})
    assert mine(colab, person).is_seated
    assert mine(colab, person).agreed_at is not None


def test_each_box_has_its_own_words(client):
    colab = make.colab(topic=healing().topic, facilitator=None, state="draft", **BRAVE)

    labels = {
        name: str(field.label)
        for name, field in RegistrationForm(CoLab.objects.for_page().get(pk=colab.pk)).fields.items()
    }

    assert labels["brave"].startswith("I know that this talk may be uncomfortable.")
    assert labels["principles"] == "I agree that what is said here stays here."
    make.principles(colab.topic.forum)
    row = CoLab.objects.for_page().get(pk=colab.pk)
    assert str(RegistrationForm(row).fields["principles"].label).startswith("I agree to the principles")
    assert set(ChangeForm(row).fields) == {"intention", "bring", "private_line"}


def test_the_verb_holds_it_whichever_way_somebody_comes():
    """Check R-BRAVE-HOUR."""
    colab = brave()

    with pytest.raises(seats.Refused, match="Tick the box first"):
        seats.join(colab, make.participant())


def test_who_comes_again_agrees_again():
    colab = brave()
    person = make.participant()
    seats.join(colab, person, agrees=True)
    seats.leave(colab, person)

    with pytest.raises(seats.Refused):
        seats.join(colab, person)


def test_who_waits_has_agreed_and_claims_a_seat_without_another_box(client, time_machine):
    colab = brave(seats=1)
    seated, waiting = make.participant(), make.participant()
    seats.join(colab, seated, agrees=True)
    seats.join(colab, waiting, agrees=True)
    time_machine.move_to(colab.starts_at - timedelta(hours=1))
    seats.leave(colab, seated)

    post(client, colab, waiting, "claim")

    assert mine(colab, waiting).is_seated


def test_who_waits_since_before_the_box_ticks_it_to_claim_a_seat(client, time_machine):
    """Check R-BRAVE-HOUR."""
    colab = healing()
    person = member_of(colab)
    make.waiting(colab, person)
    time_machine.move_to(colab.starts_at - timedelta(hours=1))
    claim = reverse("events:claim", args=[colab.pk])
    seats.serve(colab)

    refused = post(client, colab, person, "claim")
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["principles"]
    assert "I agree that what is said here" in client.get(claim).content.decode()
    page = BeautifulSoup(client.get(colab.get_absolute_url()).content, "html.parser")
    assert page.select(f"#seats a[href='{claim}']")
    assert not page.select(f"#seats form[action='{claim}']")
    with pytest.raises(seats.Refused, match="Tick the box first"):
        seats.claim(colab, person)
    assert mine(colab, person).is_waiting

    post(client, colab, person, "claim", principles="on")
    assert mine(colab, person).is_seated
    assert mine(colab, person).agreed_at is not None


# --- A brave hour


def test_a_brave_hour_lacks_a_care_note_and_a_facilitator():
    """Check R-BRAVE-HOUR."""
    draft = make.colab(state="draft", unfriendly_reason="No other hour.")

    with pytest.raises(checks.Refused) as refusal:
        colabs.edit(draft, draft.organizer, announce=True, is_brave=True)

    assert set(refusal.value.error_dict) == {"care_note", "facilitator"}


def test_a_draft_of_a_brave_hour_may_lack_its_facilitator_until_it_is_announced():
    """Check R-BRAVE-HOUR."""
    draft = make.colab(state="draft", unfriendly_reason="No other hour.")
    colabs.edit(draft, draft.organizer, **BRAVE)

    with pytest.raises(checks.Refused, match="A brave hour has a facilitator"):
        colabs.announce(draft, draft.organizer)
    colabs.edit(draft, draft.organizer, announce=True, facilitator=make.participant())

    draft.refresh_from_db()
    assert draft.is_announced


def test_a_brave_hour_keeps_its_facilitator():
    """Check R-BRAVE-HOUR."""
    colab = brave()

    with pytest.raises(checks.Refused, match="A brave hour has a facilitator"):
        colabs.edit(colab, colab.organizer, facilitator=None)


def test_an_hour_is_not_called_brave_once_somebody_has_registered():
    """Check R-BRAVE-HOUR."""
    colab = make.colab(facilitator=make.participant())
    seats.join(colab, make.participant())

    with pytest.raises(checks.Refused, match="registered before this question"):
        colabs.edit(colab, colab.organizer, **BRAVE)


def test_a_brave_hour_with_people_in_it_is_edited_and_is_brave_no_more():
    colab = brave()
    seats.join(colab, make.participant(), agrees=True)

    colabs.edit(colab, colab.organizer, care_note="We speak of violence.")
    colabs.edit(colab, colab.organizer, is_brave=False)

    colab.refresh_from_db()
    assert not colab.is_brave


# --- The private line


@pytest.fixture
def written():
    colab = make.colab(facilitator=make.participant(), harvester=make.participant())
    make.seated(colab, private_line="I read lips.")
    return colab


@pytest.mark.parametrize(
    ("reader", "reads"),
    [
        *(("organizer", True), ("facilitator", True), ("harvester", False), ("seated", False)),
        *(("waiting", False), ("stranger", False), ("staff", False), ("visitor", False)),
    ],
)
def test_organizer_and_facilitator_read_it_and_nobody_else(client, written, reader, reads):
    """Check R-PRIVATE-LINE."""
    people = {"seated": lambda: make.seated(written).participant, "stranger": make.participant}
    people |= {"waiting": lambda: make.waiting(written).participant, "staff": make.staff}
    if reader != "visitor":
        client.force_login(people[reader]() if reader in people else getattr(written, reader))

    page = client.get(written.get_absolute_url()).content.decode()

    assert ("I read lips." in page) == reads


def test_the_label_says_who_reads_it_and_its_author_changes_it(client, written):
    """Check R-PRIVATE-LINE."""
    person = written.registrations.get().participant
    client.force_login(person)
    page = client.get(written.get_absolute_url()).content.decode()

    post(client, written, person, "change", private_line="I bring an interpreter.")

    assert "Only those who organize or facilitate this co-lab read this" in page
    assert mine(written, person).private_line == "I bring an interpreter."


def test_in_a_community_of_healing_the_facilitator_reads_it_without_a_name(client):
    colab = healing()
    colab.facilitator = member_of(colab)
    colab.save(update_fields=["facilitator"])
    person = make.seated(colab, member_of(colab), private_line="I read lips.").participant
    client.force_login(colab.facilitator)

    page = client.get(colab.get_absolute_url()).content.decode()

    assert "I read lips." in page
    assert person.name not in page


def test_it_is_gone_seven_days_after_the_hour(client, written, time_machine):
    """Check R-PRIVATE-LINE."""
    client.force_login(written.organizer)
    address = written.get_absolute_url()
    time_machine.move_to(written.ends_at + timedelta(days=6, hours=23))
    client.force_login(written.organizer)
    assert "I read lips." in client.get(address).content.decode()
    assert pruning.steps["private lines"]() == 0

    time_machine.move_to(written.ends_at + timedelta(days=7))
    client.force_login(written.organizer)

    assert "I read lips." not in client.get(address).content.decode()
    assert pruning.steps["private lines"]() == 1
    assert written.registrations.get().private_line == ""


def test_it_is_gone_with_the_seat(written):
    """Check R-PRIVATE-LINE."""
    seats.leave(written, written.registrations.get().participant)

    assert written.registrations.get().private_line == ""


def test_it_is_in_ones_own_export(client, written):
    client.force_login(written.registrations.get().participant)

    assert "I read lips." in client.get(reverse("participants:export")).content.decode()


# --- Versions of the principles (R-SEAT-AGREES)


def voices():
    return sorted(Voice.objects.values_list("participant", "principles__number"))


def test_a_form_that_showed_an_older_version_is_shown_again(client):
    """Check R-SEAT-AGREES and R-NOTHING-TYPED-IS-LOST."""
    colab, person = make.colab(), make.participant()
    make.principles(colab.topic.forum)
    shown = RegistrationForm(CoLab.objects.for_page().get())["version"].value()
    make.principles(colab.topic.forum, "Listen longer.", number=2)

    refused = post(client, colab, person, version=shown, bring="My map")
    assert "have just changed" in refused.text
    assert "My map" in refused.text
    assert mine(colab, person) is None

    again = refused.context["form"]["version"].value()
    post(client, colab, person, version=again)
    assert mine(colab, person).is_seated
    assert voices() == [(person.pk, 2)]


def test_who_registered_before_a_version_came_is_told(client):
    """Check R-SEAT-AGREES: those seated and those who wait; whoever registers afterwards is not."""
    colab = make.colab(seats=1)
    make.principles(colab.topic.forum, adopted_at=timezone.now() - timedelta(days=30))
    seated, waiting, later = (make.participant() for _each in range(3))
    for person in (seated, waiting):
        seats.join(colab, person)
    make.principles(colab.topic.forum, "Listen longer.", number=2)
    seats.join(colab, later)

    told = {}
    for person in (seated, waiting, later):
        client.force_login(person)
        told[person] = "has changed since you registered" in client.get(colab.get_absolute_url()).text
    assert list(told.values()) == [True, True, False]


def test_what_is_agreed_to_is_what_was_read():
    """Check R-SEAT-AGREES: a version that is adopted in the moment of pressing is not."""
    colab, person = make.colab(), make.participant()
    for number in (1, 2):
        make.principles(colab.topic.forum, number=number)

    seats.join(colab, person, version=1)

    assert voices() == [(person.pk, 1)]
