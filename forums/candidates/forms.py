from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.web.fields import LineField
from core.web.forms import WithButtons
from forums.models import Intention


class IntentionField(forms.ChoiceField):
    def __init__(self, **options):
        super().__init__(
            label=_("What would you do there?"),
            choices=Intention,
            initial=Intention.UNSURE,
            widget=forms.RadioSelect,
            **options,
        )


class NominationForm(WithButtons, forms.Form):
    intention = IntentionField()
    reason = LineField(
        label=_("Why this deserves a conversation"),
        required=False,
        max_length=500,
        help_text=_("Others can read it. It helps organizers to choose."),
    )
    submit = _("Suggest for a co-lab")

    def __init__(self, topic, *args, post=None, in_panel=False, **options):
        super().__init__(*args, **options)
        self.topic, self.post, self.in_panel = topic, post, in_panel

    def action(self):
        address = reverse("forums:nominate", args=[self.topic.pk])
        return f"{address}?post={self.post.number}" if self.post else address

    def attrs(self):
        swap = {"data-hx-post": self.action(), "data-hx-target": "#nominations", "data-hx-swap": "outerHTML"}
        return swap if self.in_panel else {}
