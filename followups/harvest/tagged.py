"""Declares that notes and harvests have tags: whoever reads none of those that have one does not see it."""

from followups.models import Harvest, Insight
from forums.topics import tagging

for model in (Insight, Harvest):
    use = tagging.Use(model, model.objects.visible_to, "colab__topic__forum__kind")
    tagging.uses.add(model._meta.label, use)
