from django import template

from network.picks import openness, picks
from network.picks.forms import PickForm

register = template.Library()


@register.inclusion_tag("network/_people.html", takes_context=True)
def people_to_follow_up_with(context, colab):
    """Render who else was at a co-lab, each with the reader's pick. One query."""
    others = picks.others(colab, context["user"])
    for other in others or []:
        chosen = {"reason": other.my_reason, "note": other.my_note} if other.my_reason else {}
        other.form = PickForm(colab=colab, chosen=other, initial=chosen)
    asked = openness.is_asked_for(colab)
    shared = {name: context.get(name) for name in ("csrf_token", "messages")}
    return {"others": others, "asked": asked, "colab": colab} | shared
