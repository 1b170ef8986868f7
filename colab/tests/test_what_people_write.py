"""Each text that people type is moderated, exported and erased, or an exception with its reason.

See R-WORDS-ANSWERED-FOR. Who adds a field with text declares it to `moderation.registry`, to
`participants.privacy`, or here.
"""

from fnmatch import fnmatchcase

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from moderation.registry import kinds
from participants.models import Participant
from participants.privacy import erasure, export

# A table whose rows are moderated with another: where that is hidden, nobody reads them.
PART_OF = {"forums.Revision": "post"}

MACHINE = "Not typed by anybody: written by the site."
EDITORS = (
    "The site's own words, by organizers and staff, who are named; shown in its name, changed on its pages."
)
OFFICE = "An act of office: a reason that stands in the name of the site, for others."
OTHERS = "Django's and allauth's own; nobody's words for others."
EXCEPTIONS = {
    "forums.Forum.*": EDITORS,
    "events.CoLab.wall_time": MACHINE,
    "events.CoLab.[!w]*": EDITORS,
    "events.Move.reason": EDITORS,
    "events.EntryVersion.*": "The title as a mail said it: that of the co-lab, and rewritten with it.",
    "followups.Harvest.*": "Written for all who were there by those with a role, who can change it.",
    "forums.Tag.*": "A word or two, nobody's own; staff rename and delete them in the administration.",
    "forums.Revision.*": "Stands with its post, which is moderated and exported.",
    "forums.Nomination.reason": "A line beside a topic, withdrawn by its author; hidden with the topic. "
    "Exported and erased.",
    "followups.FollowUpRequest.reason": "A line beside a co-lab, withdrawn by its author. "
    "Exported and erased.",
    "events.Registration.bring": "Read by the people of one hour, whose organizer can take somebody out. "
    "Exported and erased.",
    "events.Registration.private_line": "Read by two people, for seven days after the hour. "
    "Exported and erased.",
    "events.Step.*": "The plan of one hour, by those with a role in it, who can change it.",
    "events.Objective.*": "The plan of one hour, by those with a role in it, who can change it.",
    "network.NextStep.*": "What one will do, read by its owner; by others only where a follow-up asks "
    "what became of it, and its owner lets them, and by two at most whom its owner met and asks along. "
    "Exported and erased.",
    "network.Pick.note": "Between two people who chose each other. Exported and erased.",
    "moderation.Report.reason": "Read by moderators alone. Exported and erased.",
    "moderation.Report.kind": MACHINE,
    "participants.Invitation.*": MACHINE,
    "participants.SectionChoice.*": MACHINE,
    "participants.LimitCount.*": MACHINE,
    "participants.AuditEntry.*": MACHINE,
    "forums.Removal.reason": OFFICE,
    "*.hidden_reason": OFFICE,
    "participants.Participant.*": "A profile: exported as a whole, blanked by `anonymization`; staff can "
    "deactivate an account.",
    "learning.ValueReading.*": "By the site: names of districts beside numbers of four people or more.",
    "mailing.Message.*": MACHINE,
    "forums.Word.*": MACHINE,
    "events.FeedKey.digest": MACHINE,
    "events.ReplyCount.outcome": MACHINE,
    "account.*": OTHERS,
    "admin.*": OTHERS,
    "auth.*": OTHERS,
    "contenttypes.*": OTHERS,
    "sessions.*": OTHERS,
}


def texts():
    """Yield each column of text that somebody may type."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if (
                isinstance(field, (models.CharField, models.TextField))
                and field.editable
                and not field.choices
            ):
                yield field


def missing(field):
    """Yield what nobody has declared about a text."""
    model = field.model
    keys = {_relation(key) for key in model._meta.get_fields() if key.many_to_one and _is_person(key)}
    if model not in {kind.model for kind in kinds.values()} and model._meta.label not in PART_OF:
        yield "moderated"
    if not any(keys & set(one.relations) and field.name in one.fields for one in export.sections.values()):
        yield "exported"
    if not any(keys & set(step.relations) for step in erasure.steps.values()):
        yield "erased"


def _is_person(key):
    return key.related_model is Participant


def _relation(key):
    name = key.remote_field.related_name
    return name if name and name != "+" else f"{key.model._meta.label}.{key.name}"


def name_of(field):
    return f"{field.model._meta.label}.{field.name}"


def exceptions_for(name):
    return [pattern for pattern in EXCEPTIONS if fnmatchcase(name, pattern)]


def unanswered(fields):
    for field in fields:
        lacks = list(missing(field))
        if lacks and not exceptions_for(name_of(field)):
            yield f"{name_of(field)} is not {', not '.join(lacks)}"


def test_each_text_is_moderated_exported_and_erased_or_an_exception():
    """Check R-WORDS-ANSWERED-FOR."""
    assert list(unanswered(texts())) == []


def test_each_exception_is_needed_and_each_field_has_one_reason():
    used = [exceptions_for(name_of(field)) for field in texts() if list(missing(field))]

    assert {pattern for patterns in used for pattern in patterns} == EXCEPTIONS.keys()
    assert [patterns for patterns in used if len(patterns) > 1] == []


def test_what_is_part_of_a_moderated_thing_has_a_key_to_it():
    moderated = {kind.model for kind in kinds.values()}

    for label, key in PART_OF.items():
        assert apps.get_model(label)._meta.get_field(key).related_model in moderated


@pytest.mark.parametrize(
    ("model", "names"),
    [
        ("forums.Topic", {"title"}),
        ("forums.Post", {"text"}),
        ("followups.Insight", {"text"}),
        ("followups.Comment", {"text"}),
    ],
)
def test_these_are_no_exceptions(model, names):
    fields = {
        field.name for field in texts() if field.model._meta.label == model and not list(missing(field))
    }

    assert fields == names


# --- Forgotten on purpose


@isolate_apps("followups")
def test_a_text_that_nobody_declared_is_named():
    class Remark(models.Model):
        text = models.TextField()
        author = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "followups"

        def __str__(self):
            return self.text

    assert list(unanswered([Remark._meta.get_field("text")])) == [
        "followups.Remark.text is not moderated, not exported, not erased"
    ]
