from django import forms
from django.utils.translation import gettext_lazy as _

from core.web.fields import MarkdownField
from core.web.forms import EditsOnce
from followups.models import Harvest

TEXTS = ("summary", "themes", "next_steps")
TEXTAREA = {"data-markdown": "", "rows": 6}


class HarvestForm(EditsOnce, forms.ModelForm):
    submit = _("Record the harvest")

    class Meta:
        model = Harvest
        fields = ["summary", "themes", "next_steps", "nothing_to_record"]
        field_classes = dict.fromkeys(TEXTS, MarkdownField)
        widgets = {name: forms.Textarea(TEXTAREA) for name in TEXTS}
        help_texts = {
            "summary": _("What was talked about, in a few sentences."),
            "themes": _("What came up again and again. A list is fine."),
            "next_steps": _("Who wants to try what, and what could come next."),
            "nothing_to_record": _("Closes the co-lab without a record."),
        }

    def __init__(self, colab, *args, **options):
        super().__init__(*args, instance=getattr(colab, "harvest", None), **options)
        for name in TEXTS:
            self.fields[name].widget.attrs["data-draft"] = f"harvest-{colab.pk}"

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("nothing_to_record") and "summary" not in self.errors and not cleaned["summary"]:
            self.add_error("summary", _("Write a summary, or say that there is nothing to record."))
        return cleaned
