from django.utils.translation import gettext_lazy as _

from learning.models import Output, Use
from mailing.registry import Letter, everyone, letter, places


@letter(
    "output-used",
    label=_("Somebody uses what I helped to make"),
    optional=True,
    may_wait=True,
    reaches=everyone,
)
def output_used(message):
    """None where it is not used any more, or cannot be read."""
    outputs = Output.objects.readable_by(message.recipient).filter(hidden_at=None)
    rows = Use.objects.filter(pk=message.about["use"], ended_at=None, hidden_at=None, output__in=outputs)
    use = rows.select_related("output__topic__forum", "participant").first()
    if use is None:
        return None
    context = {"use": use, "output": use.output, "address": use.output.get_absolute_url()}
    return Letter("learning/email/output_used", context)


def _page_of(person, pk):
    found = Output.objects.visible_to(person).filter(uses=pk).first()
    return found.get_absolute_url() if found else ""


places.add("use", _page_of)
