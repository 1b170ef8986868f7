"""Four unfinished sentences, a place that tests them, and what it showed."""

from datetime import timedelta
from urllib.parse import urlencode

from django import forms
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from core.text import languages
from core.web.fields import LineField, MarkdownField
from core.web.forms import BUTTONS, THEIRS, EditsOnce, RowForm
from core.web.repetition import SentOnce
from learning.models import Experiment, Trial

USUALLY = timedelta(days=60)  # from beginning it to telling what it showed
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


LABELS = {
    "if_we": _("If we …"),
    "then": _("then …"),
    "test_by": _("We test it by …"),
    "share_by": _("We share what we learn by …"),
}  # each is finished by its author


def _rest(text, start):
    """Return a sentence without its beginning, which stands before it already."""
    for code, _name in languages.CHOICES:
        with translation.override(code):
            words = str(start).removesuffix("…").strip()
        if text.casefold().startswith(words.casefold() + " "):
            return text[len(words) :].lstrip(" …,:")
    return text


def _line(model, name, label, *, rows=0, **options):
    widget = {"widget": forms.Textarea(attrs={"rows": rows})} if rows else {}
    return LineField(label=label, max_length=model._meta.get_field(name).max_length, **widget, **options)


class ExperimentForm(RowForm, forms.Form):
    """Sentences to finish; `row` is the topic."""

    address = "learning:begin_experiment"
    submit = _("Begin the experiment")
    if_we = _line(Experiment, "if_we", LABELS["if_we"], rows=2)
    then = _line(Experiment, "then", LABELS["then"], rows=2)
    test_by = _line(Experiment, "test_by", LABELS["test_by"], rows=2)
    share_by = _line(Experiment, "share_by", LABELS["share_by"], rows=2)
    share_on = forms.DateField(label=_("On which day?"), widget=DAY)
    language = forms.ChoiceField(label=_("Language you write in"), choices=languages.CHOICES)

    def __init__(self, topic, *args, initial=None, comes_from=None, **options):
        """`comes_from` are the parameters of the address of the page: see `views.begin`."""
        start = {"share_on": timezone.localdate() + USUALLY, "language": topic.language}
        super().__init__(topic, *args, initial=start | (initial or {}), **options)
        for name in LABELS:
            self.fields[name].widget.attrs["data-draft"] = f"experiment-{name}-{topic.pk}"
        self.comes_from = comes_from or {}

    def clean(self):
        cleaned = super().clean()
        for name in LABELS.keys() & cleaned.keys():
            cleaned[name] = _rest(cleaned[name], LABELS[name])
        return cleaned

    def action(self):
        given = urlencode({name: row.pk for name, row in self.comes_from.items() if row})
        return super().action() + (f"?{given}" if given else "")


class ChangedExperimentForm(EditsOnce, ExperimentForm):
    """The same of an experiment; what is expected is shown alone once a place has told (R-IF-THEN-FIXED)."""

    address = "learning:change_experiment"
    submit = _("Save changes")

    def __init__(self, experiment, *args, is_fixed=False, **options):
        names = (*LABELS, "share_on", "language")
        options["initial"] = {name: getattr(experiment, name) for name in names}
        super().__init__(experiment.topic, *args, **options)
        self.row = experiment
        if is_fixed:
            del self.fields["if_we"], self.fields["then"]
        for name in LABELS.keys() & self.fields.keys():
            self.fields[name].widget.attrs["data-draft"] = f"experiment-{name}-edit-{experiment.pk}"

    def parts(self):
        return [*self.fields, BUTTONS, THEIRS]


class OfferForm(RowForm, forms.Form):
    """What stands beside a place that is offered; all of it can be left out."""

    address = "learning:offer_trial"
    submit = _("We could test this here")
    where = _line(Trial, "where", _("Where?"), required=False)
    when = _line(Trial, "when", _("When?"), required=False)


TOLD = {"showed", "learnt", "evidence_url", "language"}  # what is kept of it


class TellForm(EditsOnce, RowForm, SentOnce):
    """What a trial showed, in its four answers, and what was learnt."""

    address = "learning:tell_trial"
    submit = _("Tell it")
    showed = forms.ChoiceField(
        label=_("Did it lead to what you expected?"), choices=Trial.Showed, widget=forms.RadioSelect
    )
    learnt = MarkdownField(
        label=_("What did you learn?"),
        max_length=Trial._meta.get_field("learnt").max_length,
        required=False,
        rows=6,
        help_text=_("What did not turn out as you expected helps others as much."),
    )
    evidence_url = forms.URLField(
        label=_("Where more can be read"), required=False, assume_scheme="https", max_length=200
    )
    language = forms.ChoiceField(label=_("Language you write in"), choices=languages.CHOICES)
    in_topic = forms.BooleanField(
        label=_("Post it as a reply in the topic, too"), required=False, initial=True
    )

    def __init__(self, trial, *args, **options):
        options["initial"] = {
            "showed": trial.showed,
            "learnt": trial.learnt,
            "evidence_url": trial.evidence_url,
            "language": trial.language,
        }
        super().__init__(trial, *args, **options)
        self.fields["learnt"].widget.attrs["data-draft"] = f"trial-{trial.pk}"
        if trial.post_id:
            del self.fields["in_topic"]

    def repeats(self, cleaned):
        return super().repeats({name: cleaned.get(name) for name in TOLD & cleaned.keys()})
