"""The style guide: every component in every state."""

from datetime import UTC, datetime
from types import SimpleNamespace

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from colab.templatetags.ui import ICONS
from core.web.fields import LineField, MailboxField, MarkdownField
from core.web.forms import BUTTONS, Fold, More, WithButtons, posted
from core.web.responses import form_page

CHOICES = [
    ("share", gettext_lazy("Share what I know")),
    ("listen", gettext_lazy("Listen")),
    ("unsure", gettext_lazy("Not sure yet")),
]

STATES = ["draft", "announced", "open", "full", "waiting", "seated", "held", "called_off"]
STATES += ["candidate", "closed", "pinned", "hidden"]


class Sample(WithButtons, forms.Form):
    title = LineField(
        label=gettext_lazy("Title"), help_text=gettext_lazy("One question works best."), max_length=80
    )
    email = MailboxField(
        label=gettext_lazy("E-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    forum = forms.ChoiceField(label=gettext_lazy("Forum"), choices=[("", "—"), ("libraries", "Libraries")])
    intention = forms.ChoiceField(
        label=gettext_lazy("What would you do there?"), choices=CHOICES, widget=forms.RadioSelect
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Tell me about"),
        choices=CHOICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    starts = forms.SplitDateTimeField(
        label=gettext_lazy("Start"),
        help_text=gettext_lazy("In your own time zone, for example 2027-03-14 and 14:30."),
        widget=forms.SplitDateTimeWidget(date_attrs={"type": "date"}, time_attrs={"type": "time"}),
    )
    text = MarkdownField(
        label=gettext_lazy("Text"), help_text=gettext_lazy("You can use Markdown."), draft="style"
    )
    nominate = forms.BooleanField(
        label=gettext_lazy("Suggest this topic for a co-lab"),
        help_text=gettext_lazy("An organizer may turn it into a one-hour conversation."),
        required=False,
    )
    submit = gettext_lazy("Try it")

    def parts(self):
        hint = _("It is filled in already: open it if you want something else.")
        fold = Fold(_("A fold"), "topics", "nominate", hint=hint)
        return [
            "title",
            "forum",
            "intention",
            "starts",
            "text",
            More(_("Use another one"), "email"),
            fold,
            BUTTONS,
        ]


def page(request):
    """Staff only. The form can be submitted, to see its errors."""
    if not request.user.is_staff:
        raise Http404
    form = Sample(posted(request))
    refused = Sample({"no-title": "x" * 100, "no-email": "nobody", "no-starts_0": "2027-03-16"}, prefix="no")
    context = {
        "form": form,
        "refused": refused,
        "icons": ICONS,
        "people": PEOPLE,
        "steps": _steps(),
        "rows": _rows(),
        "levels": [0, 3, 7, 10],
        "instant": datetime(2027, 3, 16, 18, tzinfo=UTC),
        "states": STATES,
    }
    return form_page(request, "colab/styleguide/components.html", **context)


def dialog(request):
    """A confirmation as a page and as a dialog."""
    if not request.user.is_staff:
        raise Http404
    if request.method == "POST":
        return redirect("style")
    context = {"action_text": _("Call off"), "back_url": reverse("style"), "dangerous": True}
    return render(request, "colab/styleguide/dialog.html", context)


class _Person(SimpleNamespace):
    def __str__(self):
        return self.name


PEOPLE = [
    _Person(pk=number, name=name, organization=organization)
    for number, (name, organization) in enumerate(
        [
            ("Sample Person", "A county library"),
            (
                "Someone With A Very Long Name Indeed",
                "The department of an example city, region and district",
            ),
            ("Solo", ""),
        ],
        start=1,
    )
]


def _steps():
    return [
        {"label": _("Topic"), "state": "done", "url": "#"},
        {"label": _("Suggested for a co-lab"), "state": "done", "note": _("by 4 people")},
        {"label": pgettext("step", "Candidate"), "state": "done"},
        {"label": _("Co-lab"), "state": "now", "note": _("7 of 10 seats")},
        {"label": _("Notes"), "state": "next"},
        {"label": _("Follow-up"), "state": "next"},
    ]


def _rows():
    lines = [
        ("St. John’s", "15:30", "comfortable", _("comfortable"), 15.5),
        ("Toronto", "14:00", "comfortable", _("comfortable"), 14),
        ("Vancouver", "11:00", "daytime", _("daytime"), 11),
        ("Honolulu", "07:00", "early", _("before 8:00"), 7),
    ]
    names = ("city", "time", "band", "band_text", "hour")
    return [dict(zip(names, line, strict=True)) for line in lines]
