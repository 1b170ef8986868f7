from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.web.fields import MarkdownField
from core.web.forms import EditsOnce, WithButtons
from core.web.repetition import SentOnce
from followups.models import Comment, Insight
from followups.notes import sharing
from forums.models import Forum
from forums.topics.forms import TopicInSpaceForm

TEXTAREA = {"data-markdown": "", "rows": 6}


class InsightForm(EditsOnce, forms.ModelForm):
    """The words of a note, and what it is; who reads it is changed beside it."""

    submit = _("Keep the change")

    class Meta:
        model = Insight
        fields = ["text", "kind", "first_hand"]
        field_classes = {"text": MarkdownField}
        widgets = {"text": forms.Textarea(TEXTAREA)}
        labels = {"kind": _("What it is")}
        help_texts = {
            "text": _("What will you use, try, or think about differently? A few lines are enough.")
        }

    def __init__(self, colab, *args, **options):
        super().__init__(*args, **options)
        self.colab, kinds = colab, list(colab.topic.forum.rules.notes)
        if not kinds:
            del self.fields["kind"], self.fields["first_hand"]
            return
        stands = [] if self.instance.kind in kinds or not self.instance.text else [self.instance.kind]
        self.fields["kind"].choices = [(one, Insight.Kind(one).label) for one in kinds + stands]

    def note(self):
        """Return what `insights.write` and `insights.edit` take."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "begun"}


class NewInsightForm(InsightForm):
    """A note after the hour: what it is, and who reads it (R-SHARING-SAYS-WHO)."""

    submit = _("Keep this note")
    audience = forms.ChoiceField(label=_("Who reads it"), initial=Insight.Audience.READERS)

    def __init__(self, colab, *args, **options):
        rules = colab.topic.forum.rules
        options["initial"] = {"kind": next(iter(rules.notes), Insight.Kind.INSIGHT)}
        super().__init__(colab, *args, **options)
        self.fields["text"].label = rules.asks_after or self.fields["text"].label
        self.fields["text"].widget.attrs["data-draft"] = f"insight-{colab.pk}"
        self.fields["audience"].choices = sharing.choices(colab)
        self.order_fields(["text", "kind", "audience"])

    def action(self):
        return reverse("followups:write_insight", args=[self.colab.pk])


class CommentForm(WithButtons, SentOnce, forms.ModelForm):
    submit = _("Answer")
    submit_class = "btn-small"

    class Meta:
        model = Comment
        fields = ["text"]
        field_classes = {"text": MarkdownField}
        widgets = {"text": forms.Textarea({"rows": 3})}
        labels = {"text": _("Your answer")}

    def __init__(self, *args, insight, **kwargs):
        self.insight = insight
        super().__init__(*args, auto_id=f"comment-{insight.pk}-%s", **kwargs)
        self.fields["text"].widget.attrs["data-draft"] = f"comment-{insight.pk}"

    def action(self):
        return reverse("followups:comment", args=[self.insight.pk])


class ChangedCommentForm(EditsOnce, forms.ModelForm):
    submit = _("Save changes")

    class Meta(CommentForm.Meta):
        widgets = {"text": forms.Textarea(TEXTAREA)}


class TopicFromInsightForm(TopicInSpaceForm):
    """A new topic that links to an insight, in a forum whose readers may read the insight."""

    def __init__(self, insight, person, *args, **options):
        self.insight, home = insight, insight.colab.topic.forum
        readable = Forum.objects.visible_to(person)
        spaces = readable.filter(is_public=True) if home.is_public else readable.filter(pk=home.pk)
        super().__init__(home, spaces, *args, draft=f"topic-from-insight-{insight.pk}", **options)

    def action(self):
        return reverse("followups:post_as_topic", args=[self.insight.pk])

    def second(self):
        return reverse("followups:preview_topic", args=[self.insight.pk]), _("Preview"), False
