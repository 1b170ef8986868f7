"""The form that opens a space, five questions on one page, and the one that changes what stands about it."""

from django import forms
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.fields import MarkdownField
from core.web.forms import BUTTONS, THEIRS, EditsOnce, Section, WithButtons
from forums import kinds
from forums.models import Forum
from forums.spaces.readiness.readiness import ReadyField


def _asked_of_all():
    """The questions that kinds ask, each after its name, as one text."""
    asking = [(label, kinds.of(kind).asks_what) for kind, label in Forum.Kind.choices]
    parts = [format_lazy("{}: {}", label, question) for label, question in asking if question]
    return format_lazy(" ".join("{}" for _part in parts), *parts)


class About(forms.ModelForm):
    """What stands about a space, whoever writes it."""

    supports = MarkdownField(
        label=gettext_lazy("Where can people turn to when it is too much?"),
        max_length=Forum._meta.get_field("supports").max_length,
        required=False,
        rows=4,
        help_text=gettext_lazy("Numbers to call, people to talk to. A community of healing needs it."),
    )

    class Meta:
        model = Forum
        fields = ["name", "purpose", "about_what", "for_whom", "relationships", "rhythm_weeks", "supports"]
        fields += ["language"]
        labels = {
            "name": gettext_lazy("Name"),
            "language": gettext_lazy("Language"),
            "purpose": gettext_lazy("What do you want to achieve together?"),
            "about_what": gettext_lazy("What exactly is it about?"),
            "for_whom": gettext_lazy("For whom is it?"),
            "relationships": gettext_lazy("Between whom should trust grow?"),
            "rhythm_weeks": gettext_lazy("Weeks from one co-lab to the next"),
        }
        help_texts = {
            "for_whom": gettext_lazy("For example: people who answer the telephone in town halls."),
            "relationships": gettext_lazy("For example: between those who write the rules and the counter."),
            "rhythm_weeks": gettext_lazy(
                "From 1 to 26. When it lapses, the stewards are told in their weekly note. Empty: no rhythm."
            ),
        }


class OpeningForm(WithButtons, About):
    submit = gettext_lazy("Open this space")
    is_public = forms.TypedChoiceField(
        label=gettext_lazy("Who may read it?"),
        choices=[
            ("True", gettext_lazy("Anyone, also without an account")),
            ("False", gettext_lazy("Its members alone, who are invited")),
        ],
        coerce=lambda value: value == "True",
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("A community of healing is always for its members alone."),
    )
    ready = ReadyField(
        label=gettext_lazy("In a community of healing: tick all five if you facilitate in it yourself"),
        required=False,
        help_text=gettext_lazy(
            "No co-lab is announced in it before somebody is ready; members say so on its page."
        ),
    )

    class Meta(About.Meta):
        fields = [*About.Meta.fields, "kind", "is_public"]
        labels = About.Meta.labels | {"kind": gettext_lazy("Kind")}
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["supports"].widget.attrs["data-draft"] = "space"
        self.fields["kind"].choices = [(kind, kinds.of(kind).about) for kind in Forum.Kind.values]
        self.fields["about_what"].help_text = _asked_of_all()
        self.fields["is_public"].always_answered = True  # where the kind leaves a choice

    def parts(self):
        return [
            Section(_("1. What kind of space is it?"), "kind"),
            Section(_("2. What is it for?"), "name", "purpose", "about_what"),
            Section(_("3. Who is it for?"), "for_whom", "is_public", "language"),
            Section(_("4. What should grow in it?"), "relationships", "supports", "ready"),
            Section(_("5. How often do you want to meet?"), "rhythm_weeks"),
            BUTTONS,
        ]

    def action(self):
        return reverse("forums:open_space")

    def clean_is_public(self):
        """Who may read it is chosen, but where the kind leaves no choice."""
        kind, chosen = self.data.get("kind"), self.cleaned_data["is_public"]
        if kind in kinds.RULES and not kinds.of(kind).may_be_public:
            return False
        if chosen == "":
            raise forms.ValidationError(_("Say who may read it."), code="required")
        return chosen

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if kind and not kinds.of(kind).asks_readiness:
            self.errors.pop("ready", None)
            cleaned["ready"] = False
        return cleaned


class AboutForm(EditsOnce, About):
    class Meta(About.Meta):
        fields = [*About.Meta.fields, "review_on"]
        labels = About.Meta.labels | {"review_on": gettext_lazy("When do you look at all of this again?")}
        help_texts = About.Meta.help_texts | {
            "review_on": gettext_lazy("On that day the stewards are told in their weekly note.")
        }
        widgets = {"review_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["supports"].widget.attrs["data-draft"] = f"about-{self.instance.pk}"
        rules = self.instance.rules
        if rules.asks_what:
            self.fields["about_what"].label = rules.asks_what
        self.fields["about_what"].required = bool(rules.asks_what)
        self.fields["supports"].required = rules.asks_supports

    def parts(self):
        fields = [name for name in self.fields if name != "begun"]
        return [*fields, "begun", BUTTONS, THEIRS]

    def action(self):
        return reverse("forums:edit_about", args=[self.instance.slug])
