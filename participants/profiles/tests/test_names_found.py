"""People are found without accents and in any letters (R-NAMES-FOUND)."""

import re

import pytest
from django.db import connection
from django.urls import reverse

from core.text import names
from participants.models import Participant
from testing import make, plans

pytestmark = pytest.mark.django_db

FOUND = {
    "Chloé Démo": [
        "Chloe",
        "chloe demo",
        "CHLOÉ",
        "Démo Chloe",
        "chl",
        "dem chl",
        "Chloe\u0301",
        "Ｃｈｌｏｅ",
    ],
    "Zoe\u0301 Nu\u0301n\u0303ez-O\u0304ta": ["zoe", "Nunez", "nunez-ota", "ota nun", "Núñez Ōta"],
    "Jürgen Groß": ["jurgen", "gross", "groß", "GROSS"],
    "Maria Strauss": ["Strauß"],
    "Bjørn Łukasz Œuvre": ["bjorn", "lukasz", "oeuvre", "Œuv", "bjørn"],
    "İpek Işık": ["ipek", "IPEK", "isik", "Işık", "ışık"],
    "Seán O’Brien": ["O'Brien", "o brien", "sean", "O’Br"],
    "Жанна Иванова": ["жанна", "ИВАН"],
    "ｋｅｎｊｉ 山田": ["kenji", "山"],
    "Ðorđe Æsir": ["dorde", "aesir"],
}
PAIRS = [(name, asked) for name, questions in FOUND.items() for asked in questions]


@pytest.mark.parametrize(("name", "asked"), PAIRS)
def test_a_name_is_found_however_it_is_written(client, name, asked):
    person = make.participant(name, listed=True)
    make.participant("Somebody Else", listed=True)
    client.force_login(make.participant("Reader"))

    assert list(Participant.objects.named_like(asked)) == [person]
    shown = client.get(reverse("participants:people"), {"q": asked}).context["people"]
    assert list(shown) == [person]


@pytest.mark.parametrize("asked", ["hloe", "chloe demos", "chloe x", "---", "%", "_", "'"])
def test_and_who_is_not_asked_for_is_not(asked):
    make.participant("Chloé Démo")

    assert list(Participant.objects.named_like(asked)) == []


def test_the_directory_looks_at_organization_and_district_too(client):
    person = make.participant(
        "Ana", organization="Bibliothèque de Montréal", district="Côte-Nord", listed=True
    )
    client.force_login(make.participant("Reader"))

    for asked in ("bibliotheque", "cote nord", "ANA montreal", "thequ"):
        assert list(client.get(reverse("participants:people"), {"q": asked}).context["people"]) == [person]
    assert list(client.get(reverse("participants:people"), {"q": "ana quebec"}).context["people"]) == []


def test_staff_find_people_so_in_the_administration_and_among_imported_authors(admin_client):
    person = make.participant("Chloé Démo")
    imported = make.participant("Zoë", imported_as="zo", is_active=False, email="x@imported.invalid")

    found = admin_client.get(reverse("admin:participants_participant_changelist"), {"q": "chloe demo"})
    by_address = admin_client.get(reverse("admin:participants_participant_changelist"), {"q": person.email})
    unclaimed = admin_client.get(reverse("participants:unclaimed"), {"q": "zoe"})

    assert list(found.context["cl"].queryset) == list(by_address.context["cl"].queryset) == [person]
    assert list(unclaimed.context["people"]) == [imported]


def test_the_index_is_used():
    """Check R-NO-SCANS."""
    people = [Participant(name=f"Person {n}", email=f"{n}@example.org", listed=True) for n in range(6000)]
    Participant.objects.bulk_create(people, batch_size=2000)
    with connection.cursor() as cursor:
        for index in ("participants_named", "participants_in_words"):
            # What earlier tests wrote waits in its list of pending entries, which costs whoever uses it.
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
        cursor.execute("ANALYZE participants_participant")

    with plans.of_queries() as found:
        list(Participant.objects.named_like("chloe demo"))
        list(Participant.objects.filter(names.is_("name", "chloe demo")))
        list(Participant.objects.in_directory().in_words("chloe demo"))

    used = [re.findall("participants_named|participants_in_words", str(plan)) for _sql, plan in found]
    assert used == [["participants_named"], ["participants_named"], ["participants_in_words"]]


def test_a_folded_text_is_words_after_spaces():
    texts = {"Chloé  Démo": " chloe demo", "O’Brien": " o brien", "...": " ", "": " "}

    assert names.folded(texts) == texts
    with connection.cursor() as cursor:
        cursor.execute("SELECT colab_folded(NULL)")
        assert cursor.fetchone() == (None,)
