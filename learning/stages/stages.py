"""How far a challenge has come, worked out from what happened: nobody sets it (R-STAGES-ARE-FACTS)."""

from django.db.models import Case, Count, Exists, IntegerChoices, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from events.models import CoLab
from followups.models import Insight
from forums import kinds
from forums.models import Statement, Topic
from learning.models import Output, Trial, Use

ELSEWHERE = 2  # organizations besides its own that use what came of it


class Stage(IntegerChoices):
    NAMED = 1, _("Named")
    THOUGHT = 2, _("Thought through")
    TRIED = 3, _("Tried")
    FIRST = 4, _("A first version")
    SPREADING = 5, _("Spreading")


def challenges(person):
    """Return the challenges that somebody may read, each with its `stage`; none is hidden."""
    topics = Topic.objects.visible_to(person).filter(is_challenge=True, hidden_at=None)
    topics = topics.filter(forum__kind__in=kinds.where(has_challenges=True))
    return topics.annotate(stage=_reached()).select_related("forum")


def _reached():
    """Return the stage of a topic: the furthest of which there is a fact, whatever is missing before it."""
    facts = {
        Stage.SPREADING: Exists(_spread()),
        Stage.FIRST: Exists(_of(Output, "topic", state="published", hidden_at=None)),
        Stage.TRIED: Exists(_of(Trial, "experiment__topic", state__in=("taken-up", "told"), **_shown())),
        Stage.THOUGHT: _thought_through(),
    }
    return Case(*(When(fact, then=Value(stage)) for stage, fact in facts.items()), default=Value(Stage.NAMED))


def _thought_through():
    """Return the condition that there was an hour about it, an idea, or another wording."""
    held = CoLab.objects.held().filter(topic=OuterRef("pk"))
    ideas = Insight.objects.shared().filter(kind=Insight.Kind.IDEA, colab__topic=OuterRef("pk"))
    worded_anew = _of(Statement, "topic", number__gte=2, hidden_at=None)
    return Q(Exists(held)) | Q(Exists(ideas)) | Q(Exists(worded_anew))


def _spread():
    """Return a subquery that finds something where enough organizations have used what came of it.

    A use that was said to have ended, or was not confirmed, counts: no stage falls because of it.
    """
    used = Use.objects.elsewhere().filter(output__topic=OuterRef("pk"), output__state="published")
    used = used.filter(output__hidden_at=None).order_by().values("output__topic")
    return used.annotate(places=Count("organization_key", distinct=True)).filter(places__gte=ELSEWHERE)


def _shown():
    return {"hidden_at": None, "experiment__hidden_at": None}


def _of(model, topic, **facts):
    return model._base_manager.filter(**{topic: OuterRef("pk")}, **facts)
