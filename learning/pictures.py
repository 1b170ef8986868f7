"""Pictures with which links to what was learnt unfurl elsewhere: numbers alone (R-UNFURLS)."""

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import get_object_or_404

from core.charts import unfurled
from core.web import pictures, polling
from learning.library import shelves
from learning.models import MonthlyDigest, Output, Reflection
from learning.monthly import shown as monthly
from learning.reflection import questions, stories
from learning.uses import shown

VISITOR = AnonymousUser()


@polling.for_programs
def of_harvest(request, pk):
    """As many sheets as notes were shared."""
    found = get_object_or_404(shelves.harvests(VISITOR), pk=pk)
    notes = len(shelves.notes(VISITOR).filter(colab=found.colab_id).values_list("pk")[: unfurled.MOST])
    return pictures.png(unfurled.sheets(notes, notes))


@polling.for_programs
def of_output(request, pk):
    """As many places as other organizations use it."""
    found = get_object_or_404(Output.objects.readable_by(VISITOR).filter(hidden_at=None), pk=pk)
    return pictures.png(unfurled.around(shown.spread(found, VISITOR).organizations))


@polling.for_programs
def of_story(request, pk):
    """The questions, and those that the story answers."""
    found = get_object_or_404(Reflection.objects.visible_to(VISITOR).for_page(), pk=pk)
    asked = questions.of(found.colab.topic.forum.rules)
    return pictures.png(unfurled.sheets(len(stories.parts(found)), len(asked)))


@polling.for_programs
def of_monthly(request, pk):
    """As many sheets as it has lines."""
    found = get_object_or_404(MonthlyDigest.objects.published(), pk=pk)
    [content] = monthly.of([found])
    return pictures.png(unfurled.sheets(content.number, content.number))
