from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.text import languages
from core.web.forms import RowForm, WithButtons
from followups.models import Comment, Insight
from forums.models import Forum

TEXTAREA = {"data-markdown": "", "rows": 6}


class InsightForm(WithButtons, forms.ModelForm):
    submit = _("Keep the change")

    class Meta:
        model = Insight
        fields = ["text"]
        widgets = {"text": forms.Textarea(TEXTAREA | {"data-draft": "insight"})}
        help_texts = {
            "text": _("What will you use, try, or think about differently? A few lines are enough.")
        }


class NewInsightForm(RowForm, InsightForm):
    submit = _("Add my insight")
    address = "followups:write_insight"


class CommentForm(WithButtons, forms.ModelForm):
    submit = _("Answer")
    submit_class = "btn-small"

    class Meta:
        model = Comment
        fields = ["text"]
        widgets = {"text": forms.Textarea({"rows": 3})}

    def __init__(self, *args, insight, **kwargs):
        self.insight = insight
        super().__init__(*args, auto_id=f"comment-{insight.pk}-%s", **kwargs)

    def action(self):
        return reverse("followups:comment", args=[self.insight.pk])


class TopicFromInsightForm(WithButtons, forms.Form):
    """A topic that grows out of an insight, in a forum whose readers may read the insight."""

    forum = forms.ModelChoiceField(Forum.objects.none(), label=_("Forum"), empty_label=None)
    title = forms.CharField(label=_("Title"), max_length=150)
    text = forms.CharField(label=_("Text"), max_length=30_000, widget=forms.Textarea(TEXTAREA))
    tags = forms.CharField(
        label=_("Tags"), max_length=200, required=False, help_text=_("A few words, with commas between them.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=languages.CHOICES)
    submit = _("Post the topic")

    def __init__(self, *args, insight, person, **kwargs):
        super().__init__(*args, **kwargs)
        home = insight.colab.topic.forum
        forums = Forum.objects.visible_to(person)
        self.fields["forum"].queryset = (
            forums.filter(is_public=True) if home.is_public else forums.filter(pk=home.pk)
        )
        self.initial = {
            "forum": home,
            "language": insight.language,
            "text": "\n".join(f"> {line}" for line in insight.text.splitlines())
            + f"\n\n[{insight.colab}]({reverse('followups:after', args=[insight.colab_id])})\n\n",
        } | self.initial

    def clean_tags(self):
        return [tag.strip() for tag in self.cleaned_data["tags"].split(",") if tag.strip()]
