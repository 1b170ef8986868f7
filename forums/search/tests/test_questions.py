"""Questions as people write them find what is there (R-QUESTIONS)."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection

from core.text import fulltext, questions
from forums.models import Post, Topic
from testing import make

BUDGET = "El presupuesto participativo de la ciudad"
SCHOOL = "Une visite à l’école du quartier, aujourd’hui même"
ADDRESS = "See [the report](https://www.example.org/a_b_c?page=2) now"
DATA = "Open data for rural libraries"

FOUND = [  # question, text, language of the text
    ("¿presupuesto?", BUDGET, "es"),
    ("¡presupuesto!", BUDGET, "es"),
    ("presupuesto", "¿Presupuesto? ¡Sí!", "es"),
    ("presupuesto", "«presupuesto» y nada más", "es"),
    ("presupuesto…", BUDGET, "es"),
    ("presupuesto?;:,.!", BUDGET, "es"),
    ("[presupuesto] (ciudad) {participativo}", BUDGET, "es"),
    ("“presupuesto participativo”", BUDGET, "es"),
    ("«presupuesto participativo»", BUDGET, "es"),
    ("« presupuesto participativo »", BUDGET, "es"),
    ("‘presupuesto participativo’", BUDGET, "es"),
    ("‹presupuesto participativo›", BUDGET, "es"),
    ("'presupuesto participativo'", BUDGET, "es"),
    ("„presupuesto participativo“", BUDGET, "es"),
    ('"presupuesto participativo', BUDGET, "es"),
    ('presupuesto" ciudad', BUDGET, "es"),
    ('"" presupuesto', BUDGET, "es"),
    ("presupuesto –ciudad", BUDGET, "es"),
    ("presupuesto — ciudad", BUDGET, "es"),
    ("presupuesto - ciudad", BUDGET, "es"),
    ("presupuesto −ciudad", BUDGET, "es"),
    ("presupuesto --ciudad", BUDGET, "es"),
    ("presupuesto/ciudad", BUDGET, "es"),
    ("#presupuesto", BUDGET, "es"),
    ("presupuesto", "Hablemos de #presupuesto_participativo", "es"),
    ("@ciudad", BUDGET, "es"),
    ("presu\u00adpuesto", BUDGET, "es"),
    ("presu\u200bpuesto\ufeff", BUDGET, "es"),
    ("\u202apresupuesto\u202c", BUDGET, "es"),
    ("presupuesto", "El presu\u00adpuesto y la ciu\u200bdad", "es"),
    ("ｐｒｅｓｕｐｕｅｓｔｏ", BUDGET, "es"),
    ("presupuesto", "ｐｒｅｓｕｐｕｅｓｔｏ", "es"),
    ("PRESUPUESTO", BUDGET, "es"),
    ("nin\u0303os", "Los niños", "es"),
    ("niños", "Los nin\u0303os", "es"),
    ("ninos", "Los niños", "es"),
    ("ﬁnance", "The finance office", "en"),
    ("finance", "The ﬁnance oﬃce", "en"),
    ("CO2", "Less CO₂, less CO² too", "en"),
    ("CO₂", "Less CO2", "en"),
    ("l’école", SCHOOL, "fr"),
    ("l'école", SCHOOL, "fr"),
    ("école", SCHOOL, "en"),
    ("l’école", "Une école ouverte", "en"),
    ("aujourd'hui", SCHOOL, "fr"),
    ("qu’aujourd’hui", SCHOOL, "fr"),
    ("“à l’école du quartier”", SCHOOL, "fr"),
    ("children’s", "The children's room", "en"),
    ("coeur", "Au cœur de la ville", "fr"),
    ("straße", "Die Strasse", "en"),
    ("https://www.example.org/a_b_c?page=2", ADDRESS, "en"),
    ("http://example.org/a_b_c", ADDRESS, "en"),
    ("www.example.org/a_b_c/", ADDRESS, "en"),
    ("example.org", ADDRESS, "en"),
    ("https://example.org/a_b_c", r"See https://example.org/a\_b\_c. Thanks", "en"),
    ("https://example.org/x", "(https://example.org/x)", "en"),
    ("https://example.org/x,", "<https://example.org/x>", "en"),
    ("https://example.org/Paper%204", "https://example.org/Paper%204", "en"),
    ("jane@example.org", "Write to jane@example.org.", "en"),
    ("mailto:jane@example.org", "Write to <jane@example.org>", "en"),
    ("2024-2025", "The school year 2024–2025", "en"),
    ("2025", "The school year 2024-2025", "en"),
    ("2026-11-27", "On 2026-11-27 at noon", "en"),
    ("3.5 km", "After 3.5 km.", "en"),
    ("well-known", "A well known place", "en"),
    ("well known", "A well-known place", "en"),
    ("non‑profit", "A non-profit", "en"),
    ("community", "A school/community garden", "en"),
    ("either/or", "Either this or that", "en"),
    ("Node.js", "Written in Node.js", "en"),
    ("U.S.", "Made in the U.S.A.", "en"),
    ("library & data", DATA, "en"),
    ("library, data; open", DATA, "en"),
    ("-", None, "en"),
    ("data -“rural schools”", DATA, "en"),
    ("zebras or libraries", DATA, "en"),
    ("or libraries or", DATA, "en"),
    ("OR", None, "en"),
    ("libraries (rural | urban)", DATA + " and urban ones", "en"),
    ("data:*", DATA, "en"),
    ("data\\", DATA, "en"),
    ("*data*", "**data**", "en"),
    ("bud\u0301get", "The budget", "en"),
    ("🚀", "To the moon🚀!", "en"),
    ("moon", "To the moon🚀!", "en"),
    ("Здоровье", "«Здоровье» — это всё", "en"),
]

NOT_FOUND = [
    ("data -libraries", DATA, "en"),
    ("data -“rural libraries”", DATA, "en"),
    ('data -"rural libraries"', DATA, "en"),
    ("data -«rural libraries»", DATA, "en"),
    ("“data open”", DATA, "en"),
    ("«data rural»", DATA, "en"),
    ("‘data open’", DATA, "en"),
    ("https://example.org/a_b_d", ADDRESS, "en"),
    ("https://example.com/a_b_c", ADDRESS, "en"),
    ("joe@example.org", "Write to jane@example.org", "en"),
    ("presupuesto zebras", BUDGET, "es"),
    ("2024-2025", "2025 and 2024-2026", "en"),
    ("-libraries", DATA, "en"),
    ("presu puesto", BUDGET, "es"),
]


def found(question, text, language):
    topic = make.topic(title="A title", text="An opening", language=language)
    post = make.post(topic, text=text, language=language)
    return Post.objects.filter(fulltext.matches(question), pk=post.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("question", "text", "language"), FOUND)
def test_questions_as_people_write_them_find_what_is_there(question, text, language):
    if text is None:
        assert not questions.asks(question)
    else:
        assert questions.asks(question)
        assert found(question, text, language)


@pytest.mark.django_db
@pytest.mark.parametrize(("question", "text", "language"), NOT_FOUND)
def test_and_what_is_not_asked_for_is_not_found(question, text, language):
    assert not questions.asks(question) or not found(question, text, language)


@pytest.mark.django_db
@pytest.mark.parametrize(("question", "text", "language"), FOUND)
def test_a_topic_is_found_by_its_title_and_first_post_alike(question, text, language):
    if text is not None:
        topic = make.topic(title="A title", text=text, language=language)
        where = fulltext.matches(question, "search_document__search_vector", "search_document__language")
        assert Topic.objects.filter(where, pk=topic.pk).exists()


@pytest.mark.django_db
def test_the_page_finds_and_marks_what_stands_between_signs(client):
    make.topic(title="¿Presupuesto?", text="«Presupuesto» (https://example.org/a_b_c)", language="es")

    response = client.get("/search/", {"q": "¿presupuesto?"})

    page = BeautifulSoup(response.content, "html.parser")
    assert [link.get_text() for link in page.select(".rows h3 a")] == ["¿Presupuesto?"]
    assert [mark.get_text() for mark in page.select("main mark")] == ["Presupuesto", "Presupuesto"]
    assert page.select_one("main input[name=q]")["value"] == "¿presupuesto?"
    assert "\x01" not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "question", ["«»", "…", "“", "-", "— –", "\u200b\u200b", "or", "::*", "\\", "'", "-»"]
)
def test_a_question_without_words_is_answered_with_ways_on(client, question):
    page = BeautifulSoup(client.get("/search/", {"q": question}).content, "html.parser")

    assert page.select(".rows li") == []
    assert page.select_one("main input[name=q]")


def test_a_question_is_words_phrases_words_to_leave_out_and_choices():
    assert questions.websearch("¿Qué? «open data» -“big data” –x l’eau a/b or c-d") == (
        'Qué "open data" -"big data" x eau a b or "c d"'
    )
    assert questions.websearch(questions.websearch("«open data» -x")) == '"open data" -x'


@pytest.mark.django_db
def test_the_database_and_the_question_take_the_same_for_words():
    text = "a.b 1.5 c-d_e 'f' “g”… №5 ½ x² ﬁ Å ǆ (h) i\u00adj k\u200bl\u2028m ｎ—o·p ª"
    with connection.cursor() as cursor:
        cursor.execute("SELECT colab_words(%s)", [text])
        [words] = cursor.fetchone()

    assert words.split() == questions.words(text)
