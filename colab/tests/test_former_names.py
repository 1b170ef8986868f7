"""No text of any part names a person who left where a link says who it is (R-NAMES-GO)."""

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models

from followups.models import Comment, Harvest, Insight
from forums.models import Post
from forums.topics import naming
from participants.models import Participant
from participants.privacy import erasure
from participants.profiles import names
from testing import make

pytestmark = pytest.mark.django_db


def html_fields():
    """{"app.Model.field"} of the texts that are kept as Markdown and as HTML."""
    found = set()
    for model in apps.get_models():
        fields = {field.name for field in model._meta.get_fields() if isinstance(field, models.TextField)}
        pairs = {"text": "html"} | {
            name.removesuffix("_html"): name for name in fields if name.endswith("_html")
        }
        found |= {f"{model._meta.label}.{text}" for text, html in pairs.items() if {text, html} <= fields}
    return found


def test_every_text_that_is_rendered_is_declared():
    """A new text in Markdown must be declared in its part's privacy.py, by `names.text`."""
    declared = {name for name, text in names.texts.items() if text.html}

    assert html_fields() == declared


def test_every_declared_field_and_the_way_to_its_language_exist():
    for text in names.texts.values():
        list(text.model._base_manager.values_list(text.field, text.html or "pk", text.language))


def test_wherever_a_person_is_mentioned_nothing_names_them_when_they_left():
    ana, bo = make.participant("Ana Torres"), make.participant("Bo")
    words = f"With {naming.mention(ana)}"
    topic = make.topic(text=words, title=words)
    colab = make.held_colab(topic=topic, description=words, description_html="x", question=words)
    insight = Insight.objects.create(colab=colab, author=bo, text=words, html="x")
    Comment.objects.create(insight=insight, author=bo, text=words, html="x")
    Harvest.objects.create(colab=colab, summary=words, themes=words, next_steps=words)
    make.nomination(topic, bo, reason=words)
    Participant.objects.filter(pk=bo.pk).update(about=words)
    make.principles(make.forum(), words)
    make.statement(topic, words, better_for=words, why=words)
    make.version(topic.posts.get(), text=words)

    erasure.erase(ana)

    for text in names.texts.values():
        rows = str(list(text.model._base_manager.values()))
        assert "Torres" not in rows, text
        assert "torres" not in rows, text
    assert Comment.objects.get().html == "<p>With former participant</p>\n"
    topic.refresh_from_db()
    assert (topic.title, topic.slug) == ("With former participant", "with-former-participant")


def test_the_record_of_the_administration_names_nobody_who_left():
    ana, staff = make.participant("Ana Torres", email="ana@example.org"), make.staff()
    kinds = {Participant: ana.pk, Post: 1}
    for model, key in kinds.items():
        kind = ContentType.objects.get_for_model(model)
        LogEntry.objects.create(
            user=staff, content_type=kind, object_id=str(key), object_repr=str(ana), action_flag=CHANGE
        )

    erasure.erase(ana)

    assert set(LogEntry.objects.values_list("object_repr", flat=True)) == {"–", "Ana Torres"}
