"""What pages of other parts show of who wants to talk to whom."""

from django import template

from network.picks import picks
from network.picks.forms import PickForm

register = template.Library()


@register.inclusion_tag("network/_people.html", takes_context=True)
def people_to_follow_up_with(context, colab):
    """Who else was at a co-lab, each with the reader's choice; for somebody who was there. One query."""
    others = picks.others_present(colab, context["user"])
    for other in others:
        chosen = {"reason": other.my_reason, "note": other.my_note} if other.my_reason else {}
        other.form = PickForm(colab=colab, chosen=other, initial=chosen)
    return {"others": others, "colab": colab, "csrf_token": context.get("csrf_token")}
