"""What a topic became, as steps of its story: tried, and used elsewhere."""

from django.db.models import F, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from followups import timeline
from followups.timeline import Step
from forums.models import Topic
from learning.models import Trial, Use


def of_topic(topic):
    """Return the Steps that were done: the first trial that was told, the first use elsewhere; one query."""
    if not topic.forum.rules.in_library:
        return []
    shown = {"hidden_at": None, "experiment__hidden_at": None, "experiment__topic": OuterRef("pk")}
    told = Trial.objects.told().filter(**shown).order_by("told_at", "pk")
    used = Use.objects.elsewhere().filter(output__topic=OuterRef("pk"), output__hidden_at=None)
    used = used.filter(output__state="published").order_by("created_at", "pk")
    found = Topic.objects.filter(pk=topic.pk).values(
        tried=Subquery(told.values("told_at")[:1]),
        experiment=Subquery(told.values(key=F("experiment"))[:1]),
        used=Subquery(used.values("created_at")[:1]),
        output=Subquery(used.values(key=F("output"))[:1]),
    )
    return list(_steps(found.get()))


def _steps(found):
    if found["tried"]:
        yield Step(
            _("Tried"), True, reverse("learning:experiment", args=[found["experiment"]]), found["tried"]
        )
    if found["used"]:
        yield Step(
            _("Used elsewhere"), True, reverse("learning:output", args=[found["output"]]), found["used"]
        )


timeline.further.add("what it became", of_topic)
