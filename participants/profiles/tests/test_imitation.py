"""No name is taken for a role on this site, or for an address (R-NAMES)."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from participants.profiles import imitation
from testing import make

ROLES = [
    *(
        "Moderator",
        "moderators",
        "MODERATOR",
        "The Moderator",
        "Moderator Ana",
        "SuperModerator2",
        "Moderation",
    ),
    *("Modérateur", "Modératrice", "Moderador", "La moderadora", "Équipe de modération", "Moderación"),
    *(
        "Admin",
        "admin",
        "Admin 1",
        "Admin123",
        "Site Admin",
        "Administrator",
        "Administrateur",
        "Administradora",
    ),
    *(
        "Organizer",
        "Organisateur",
        "Organizadora",
        "Co-Lab",
        "Co Lab",
        "CoLab",
        "Co-Lab Support",
        "Ana of Co-Lab",
    ),
    *(
        "Support",
        "Support Team",
        "The Staff",
        "Staff",
        "Équipe",
        "Soporte",
        "Equipo de soporte",
        "Help Desk",
        "root",
    ),
    # letters that look alike
    *(
        "Аdmin",
        "Adміn",
        "аdmіn",
        "Αdmin",
        "M0derator",
        "Mod3rat0r",
        "Adm1n",
        "Admln",
        "4dmin",
        "ADM|N",
        "Rnoderator",
    ),
    *(
        "ａｄｍｉｎ",
        "𝐀𝐝𝐦𝐢𝐧",
        "ᴀᴅᴍɪɴ",
        "ⓐⓓⓜⓘⓝ",
        "🅰🅳🅼🅸🅽",
        "Ädmïn",
        "A̲d̲m̲i̲n̲",
        "Мoderator",
        "Ѕupport",
        "Modеrаtor",
    ),
    # signs between them
    *(
        "A d m i n",
        "A.d.m.i.n",
        "M-o-d-e-r-a-t-o-r",
        "_Admin_",
        "[Admin]",
        "★ Moderator ★",
        "co_lab",
        "C.o-L.a.b",
    ),
    *("Ad\u200cmin", "Ad\u00admin"),
]
ADDRESSES = [
    *("a@b.c", "ana@example.org", "Ana (ana@example.org)", "@ana", "ana＠example.org", "https://example.org"),
    *(
        "http://x",
        "www.example",
        "example.com",
        "Ana example.ca",
        "visit.my-site.org",
        "EXAMPLE.COM",
        "//xx.co",
    ),
]
PEOPLE = [
    *(
        "Ana Ruiz",
        "José Álvarez",
        "Zoë Ōe",
        "Nicola Bianchi",
        "Nicolas Colabella",
        "J. R. Staff",
        "Elihu Root",
    ),
    *(
        "J.Smith",
        "St.John",
        "Ma.Elena Cruz",
        "Fco.Javier",
        "Badminton Bo",
        "Sam Support",
        "Maria del Mar",
        "Adminah",
    ),
    *(
        "Θεόδωρος",
        "Наталья",
        "Modesto Rator",
        "Ángel de la Cruz",
        "Bo",
        "Mary-Ann O’Neill",
        "李小龍",
        "أحمد",
        "Jr.",
    ),
    *("Dr. Info Okafor", "Los Angeles", "Col. Abbott", "Coralie Labbé", "Nico Labonté", "de", "1"),
]


@pytest.mark.parametrize("name", ROLES)
def test_a_name_that_reads_like_a_role_is_refused(name):
    """Check R-NAMES."""
    with pytest.raises(ValidationError) as refused:
        imitation.check(name)

    assert refused.value.code == "role"


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_name_that_reads_like_an_address_is_refused(name):
    """Check R-NAMES."""
    with pytest.raises(ValidationError) as refused:
        imitation.check(name)

    assert refused.value.code == "address"


@pytest.mark.parametrize("name", PEOPLE)
def test_people_have_their_names(name):
    imitation.check(name)


def test_a_long_name_is_judged_quickly():
    imitation.check("a " * 50)
    imitation.check("the " * 25)


@pytest.mark.django_db
def test_both_forms_refuse_it_beside_the_field(client):
    answers = {"email": "new@example.org", "name": "Moderator", "zone": "America/Toronto", "language": "en"}
    joining = client.post(reverse("account_signup"), answers)
    person = make.participant("Ana")
    client.force_login(person)
    profile = client.post(
        reverse("participants:me"), {"name": "Аdmin", "zone": "America/Toronto", "language": "en"}
    )

    for page in (joining, profile):
        assert "roles are marked beside names" in str(page.context["form"].errors["name"])
    person.refresh_from_db()
    assert person.name == "Ana"


@pytest.mark.django_db
def test_who_has_such_a_name_from_before_can_change_the_rest(client):
    person = make.participant("Admin")
    client.force_login(person)
    form = client.get(reverse("participants:me")).context["form"]
    fields = {name: form[name].value() or "" for name in form.fields} | {
        "zone": "Toronto",
        "organization": "Town",
    }

    client.post(
        reverse("participants:me"), {name: value for name, value in fields.items() if value is not False}
    )

    person.refresh_from_db()
    assert (person.name, person.organization) == ("Admin", "Town")
