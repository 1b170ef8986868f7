from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.text import languages
from core.web.fields import LineField, MarkdownField
from core.web.forms import EditsOnce, RowForm, WithButtons
from core.web.repetition import SentOnce
from forums.candidates.forms import IntentionField
from forums.challenges.forms import better_for_field, text_field
from forums.models import Intention, Post, Topic
from forums.topics import mentions, tagging


class PostField(MarkdownField):
    def __init__(self, **options):
        super().__init__(max_length=Post._meta.get_field("text").max_length, **options)


class TagsField(LineField):
    """Names separated by commas, at most so many, with suggestions."""

    def __init__(self, most=tagging.MAX_TAGS, **options):
        self.most = most
        options = {
            "label": _("Tags"),
            "required": False,
            "help_text": _("Up to five, with commas between: budget, open data"),
            "widget": forms.TextInput(attrs={"list": "tag-suggestions", "autocomplete": "off"}),
        } | options
        super().__init__(**options)

    def complete(self):
        """Complete what is typed, in the datalist of the page; for a field named "tags"."""
        self.widget.attrs |= {
            "data-hx-get": reverse("forums:suggest_tags"),
            "data-hx-trigger": "input changed delay:250ms",
            "data-hx-target": "#tag-suggestions",
        }

    def clean(self, value):
        found = tagging.parse(super().clean(value))
        if len(found) > self.most:
            text = ngettext("At most %(number)d tag.", "At most %(number)d tags.", self.most)
            raise forms.ValidationError(text % {"number": self.most})
        if any(len(name) > tagging.MAX_LENGTH for name in found):
            raise forms.ValidationError(_("A tag is a word or two: one of these is too long."))
        return found


def _people_for(forum, topic=None):
    """Return the address of suggestions for mentions; "" where names are withheld (R-UNATTRIBUTED)."""
    if forum.unattributed:
        return ""
    if topic is None:
        return reverse("forums:people_for_new", args=[forum.slug])
    return reverse("forums:people_for_reply", args=[topic.pk])


class TopicForm(WithButtons, SentOnce):
    title = LineField(
        label=_("Title"),
        max_length=Topic._meta.get_field("title").max_length,
        min_length=5,
        help_text=_("What do you want to talk about? One question works best."),
    )
    tags = TagsField()
    language = forms.ChoiceField(label=_("Language you write in"), choices=languages.CHOICES)
    challenge = forms.BooleanField(
        label=_("A challenge that others have, too"),
        required=False,
        help_text=_("It gets a statement, which others can word anew with you."),
    )
    statement = text_field(_("If the box is ticked. Begin with: How might we …"), required=False)
    better_for = better_for_field()
    nominate = forms.BooleanField(
        label=_("Suggest this topic for a co-lab"),
        required=False,
        help_text=_("An organizer may turn it into a one-hour online conversation of ten people."),
    )
    intention = IntentionField(required=False)
    reason = LineField(label=_("Why this deserves a conversation"), required=False, max_length=500)
    submit = _("Post topic")

    def __init__(self, forum, *args, **options):
        super().__init__(*args, **options)
        self.forum = forum
        self.fields["text"] = PostField(
            draft=f"topic-{forum.pk}",
            mentions=_people_for(forum),
            label=_("Text"),
            help_text=_("What you have tried, what you would like to learn. You can use Markdown."),
        )
        self.order_fields(["title", "text", "tags", "language"])
        if forum.rules.has_challenges:
            self.fields["challenge"].initial = forum.rules.proposes_challenges
        else:
            self.without_challenge()
        self.fields["title"].widget.attrs |= {
            "autocomplete": "off",
            "data-hx-get": reverse("forums:similar"),
            "data-hx-trigger": "input changed delay:500ms",
            "data-hx-target": "#similar",
        }
        self.fields["tags"].complete()

    def without_challenge(self):
        for name in ("challenge", "statement", "better_for"):
            del self.fields[name]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("challenge") and not cleaned.get("statement") and "statement" not in self.errors:
            self.add_error("statement", _("Say what the challenge is, or untick the box above."))
        return cleaned

    def clean_intention(self):
        return self.cleaned_data["intention"] or Intention.UNSURE

    def action(self):
        return reverse("forums:new_topic", args=[self.forum.slug])

    def second(self):
        return reverse("forums:preview_topic", args=[self.forum.slug]), _("Preview"), False


class SpaceSelect(forms.Select):
    """Spaces to choose from, each name in the language it was written in."""

    def create_option(self, name, value, *args, **options):
        option = super().create_option(name, value, *args, **options)
        if value:
            option["attrs"]["lang"] = value.instance.language
        return option


class TopicInSpaceForm(TopicForm):
    """A new topic from something else, in one of `spaces`; `draft` names where the browser keeps it."""

    def __init__(self, home, spaces, *args, draft, **options):
        super().__init__(home, *args, **options)
        self.fields["forum"] = forms.ModelChoiceField(
            spaces, label=_("Forum"), initial=home, empty_label=None, widget=SpaceSelect
        )
        self.fields["nominate"].initial = True  # the loop goes on
        if "challenge" in self.fields:  # the space is still to be chosen
            self.without_challenge()
        self.order_fields(["forum", *self.fields])
        self.fields["text"].widget.attrs["data-draft"] = draft


class ReplyForm(RowForm, SentOnce):
    submit = _("Post reply")
    address = "forums:reply"

    def __init__(self, topic, *args, **options):
        super().__init__(topic, *args, **options)
        people = _people_for(topic.forum, topic)
        how = _("To mention somebody, write @ and their full name.") if people else ""
        self.fields["text"] = PostField(
            draft=f"reply-{topic.pk}", mentions=people, label=_("Your reply"), help_text=how
        )
        if self.initial.get("text"):
            self.fields["text"].widget.attrs["data-quotation"] = True

    def second(self):
        return reverse("forums:preview_reply", args=[self.row.pk]), _("Preview"), True


class PostForm(EditsOnce):
    """Edits a post; if it is the first of its topic, also the topic's title and tags."""

    submit = _("Save changes")

    def __init__(self, post, *args, **options):
        super().__init__(*args, **options)
        self.post = post
        if post.number == 1:
            title = TopicForm.base_fields["title"]
            self.fields["title"] = LineField(
                label=title.label, max_length=title.max_length, min_length=title.min_length
            )
            self.fields["tags"] = TagsField()
        self.fields["text"] = PostField(mentions=_people_for(post.topic.forum, post.topic), label=_("Text"))

    def repeats(self, cleaned):
        topic = self.post.topic
        linked = mentions.link(cleaned.get("text", ""), self.post.author, topic.forum, topic)
        same_tags = set(cleaned.get("tags", ())) == set(tagging.parse(self.initial.get("tags", "")))
        same_title = cleaned.get("title") == self.initial.get("title")
        return linked == self.initial["text"] and same_title and same_tags
