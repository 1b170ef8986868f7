"""What people fill in: a topic, a post, a nomination, a reason."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.text import languages
from forums.models import Intention, Post, Topic
from forums.topics import tagging


class Text(forms.CharField):
    """Markdown, with one kind of line end; `draft` names it on the device of who writes it.

    `mentions` is the address that offers people to mention, or "".
    """

    def __init__(self, draft="", mentions="", **options):
        options.setdefault("max_length", Post._meta.get_field("text").max_length)
        self.mentions = mentions
        named = {"data-draft": draft, "data-mentions": mentions}
        attrs = {"data-markdown": True, "rows": 8} | {name: value for name, value in named.items() if value}
        super().__init__(widget=forms.Textarea(attrs=attrs), **options)

    def to_python(self, value):
        return super().to_python((value or "").replace("\r\n", "\n"))


class Line(forms.CharField):
    """One line: runs of white space are one space."""

    def to_python(self, value):
        return " ".join(super().to_python(value or "").split())


class Tags(Line):
    """Names with commas between; suggestions come while they are written."""

    def __init__(self):
        super().__init__(
            label=_("Tags"),
            required=False,
            help_text=_("Up to five, with commas between: budget, open data"),
            widget=forms.TextInput(attrs={"list": "tag-suggestions", "autocomplete": "off"}),
        )

    def clean(self, value):
        found = tagging.names(super().clean(value))
        if len(found) > tagging.AT_MOST:
            text = ngettext("At most %(number)d tag.", "At most %(number)d tags.", tagging.AT_MOST)
            raise forms.ValidationError(text % {"number": tagging.AT_MOST})
        if any(len(name) > tagging.LONGEST for name in found):
            raise forms.ValidationError(_("A tag is a word or two: one of these is too long."))
        return found


class Buttons:
    """The end of a Form, as crispy lays it out."""

    def render(self, form, context, **options):
        return render_to_string("core/_buttons.html", {"submit": form.submit, "second": form.second()})


class Form(forms.Form):
    """A form that knows its own buttons: `submit` says what the first one does, `second` may follow it."""

    submit = _("Save")
    css_class = "form"

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_class = self.css_class
        helper.form_action = self.action()
        helper.attrs = self.attrs()
        helper.layout = Layout(*self.fields, Buttons())
        return helper

    def action(self):
        """Where it posts; "" is the page it stands on."""
        return ""

    def attrs(self):
        """Attributes of the form element."""
        return {}

    def second(self):
        """(address, text, only without script) of a second button that sends the same fields, or None."""
        return None


def _people_for(forum, topic=None):
    """The address that offers people to mention; "" where nobody is named (rule 20)."""
    if forum.unattributed:
        return ""
    if topic is None:
        return reverse("forums:people_for_new", args=[forum.slug])
    return reverse("forums:people_for_reply", args=[topic.pk])


class TopicForm(Form):
    title = Line(
        label=_("Title"),
        max_length=Topic._meta.get_field("title").max_length,
        min_length=5,
        help_text=_("What do you want to talk about? One question works best."),
    )
    tags = Tags()
    language = forms.ChoiceField(label=_("Language you write in"), choices=languages.CHOICES)
    nominate = forms.BooleanField(
        label=_("Consider this for a co-lab"),
        required=False,
        help_text=_("An organizer may turn it into a one-hour online conversation of ten people."),
    )
    part = forms.ChoiceField(
        label=_("What would you do there?"),
        choices=Intention,
        initial=Intention.UNSURE,
        required=False,
        widget=forms.RadioSelect,
    )
    reason = Line(label=_("Why this deserves a conversation"), required=False, max_length=500)
    submit = _("Post topic")

    def __init__(self, forum, *args, **options):
        super().__init__(*args, **options)
        self.forum = forum
        self.fields["text"] = Text(
            draft=f"topic-{forum.pk}",
            mentions=_people_for(forum),
            label=_("Text"),
            help_text=_("What you have tried, what you would like to learn. You can use Markdown."),
        )
        self.order_fields(["title", "text", "tags", "language", "nominate", "part", "reason"])
        self.fields["title"].widget.attrs |= {
            "autocomplete": "off",
            "data-hx-get": reverse("forums:similar"),
            "data-hx-trigger": "input changed delay:500ms",
            "data-hx-target": "#similar",
        }
        self.fields["tags"].widget.attrs |= {
            "data-hx-get": reverse("forums:suggest_tags"),
            "data-hx-trigger": "input changed delay:250ms",
            "data-hx-target": "#tag-suggestions",
        }

    def clean_part(self):
        return self.cleaned_data["part"] or Intention.UNSURE

    def action(self):
        return reverse("forums:new_topic", args=[self.forum.slug])

    def second(self):
        return reverse("forums:preview_topic", args=[self.forum.slug]), _("Preview"), False


class ReplyForm(Form):
    submit = _("Post reply")

    def __init__(self, topic, *args, **options):
        super().__init__(*args, **options)
        self.topic = topic
        people = _people_for(topic.forum, topic)
        how = _("To mention somebody, write @ and their full name.") if people else ""
        self.fields["text"] = Text(
            draft=f"reply-{topic.pk}", mentions=people, label=_("Your reply"), help_text=how
        )

    def action(self):
        return reverse("forums:reply", args=[self.topic.pk])

    def second(self):
        return reverse("forums:preview_reply", args=[self.topic.pk]), _("Preview"), True


class PostForm(Form):
    """A post that is edited; with the first of a topic, also the topic's title and tags."""

    submit = _("Save changes")

    def __init__(self, post, *args, **options):
        super().__init__(*args, **options)
        if post.number == 1:
            title = TopicForm.base_fields["title"]
            self.fields["title"] = Line(
                label=title.label, max_length=title.max_length, min_length=title.min_length
            )
            self.fields["tags"] = Tags()
        self.fields["text"] = Text(mentions=_people_for(post.topic.forum, post.topic), label=_("Text"))


class NominationForm(Form):
    part = forms.ChoiceField(
        label=_("What would you do there?"), choices=Intention, initial=Intention.UNSURE, widget=forms.RadioSelect
    )
    reason = Line(
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


class ReasonForm(Form):
    """Why a moderator hides something."""

    reason = Line(
        label=_("Reason"),
        max_length=300,
        help_text=_("It stands where the text was, so that its author and others understand."),
    )


class ReportForm(Form):
    reason = Line(label=_("What is wrong with it?"), max_length=500)
    submit = _("Send to the moderators")
