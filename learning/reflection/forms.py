"""Boxes for oneself, each with a tick for the story; and the one question a month later."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.text import languages
from core.web.fields import LineField
from core.web.forms import BUTTONS, THEIRS, EditsOnce, Piece, RowForm, Section
from learning.models import Reflection
from learning.models.reflections import LENGTH
from learning.reflection import reflections

NAMED = [("yes", _("My name")), ("no", _("“A participant”"))]
REMINDED = {"q2": "notes", "q3": "people", "q4": "harvest"}  # what stands beside which box


class Box(forms.CharField):
    """Some paragraphs, without marks."""

    def __init__(self, **options):
        widget = forms.Textarea(attrs={"rows": 4})
        super().__init__(max_length=LENGTH, required=False, widget=widget, **options)

    def to_python(self, value):
        return super().to_python((value or "").replace("\r\n", "\n").replace("\r", "\n"))


class Reminder(Piece):
    """What is known beside a box; `what` is a name of `reminders.of`."""

    def __init__(self, what):
        super().__init__("learning/reflection/_reminder.html")
        self.what = what

    def render(self, form, context, **options):
        with context.push(what=self.what):
            return super().render(form, context, **options)


class ReflectionForm(EditsOnce, RowForm, forms.Form):
    """The questions that are asked now; all of them can be left out (R-NOTHING-REQUIRED)."""

    address = "learning:reflect"
    submit = _("Keep my answers")

    def __init__(self, colab, mine, *args, **options):
        self.questions = reflections.asked(colab)
        start = {"title": mine.title, "named": "yes" if mine.named else "no", "language": mine.language}
        for one in self.questions:
            start |= {one.name: getattr(mine, one.name), _tick(one): one.number in mine.in_story}
        super().__init__(colab, *args, initial=start, **options)
        self.mine = mine
        for one in self.questions:
            self.fields[one.name] = Box(label=one.label, help_text=one.hint)
            self.fields[one.name].always_answered = True  # they can all be left out: said once, above
            self.fields[one.name].widget.attrs["data-draft"] = f"reflection-{one.name}-{colab.pk}"
            self.fields[_tick(one)] = forms.BooleanField(label=_("Part of my story"), required=False)
        self.fields |= _story_fields()

    def parts(self):
        boxes = []
        for one in self.questions:
            beside = [Reminder(REMINDED[one.name])] if one.name in REMINDED else []
            boxes += [one.name, *beside, _tick(one)]
        story = Section(_("If you want to tell it as a story"), "title", "named", "language")
        return [*boxes, story, "begun", BUTTONS, THEIRS]

    def kept(self):
        """Return what `reflections.keep` takes; boxes that are not asked yet stay as they are."""
        said, names = self.cleaned_data, [one.name for one in self.questions]
        asked = {one.number for one in self.questions}
        ticked = {one.number for one in self.questions if said[_tick(one)]}
        return {name: said[name] for name in (*names, "title", "language")} | {
            "named": said["named"] == "yes",
            "in_story": sorted(ticked | (set(self.mine.in_story) - asked)),
        }


def _tick(question):
    return f"story_{question.number}"


def _story_fields():
    length = Reflection._meta.get_field("title").max_length
    names = forms.ChoiceField(label=_("Told by"), choices=NAMED, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language you write in"), choices=languages.CHOICES)
    return {
        "title": LineField(label=_("Its title"), max_length=length, required=False),
        "named": names,
        "language": language,
    }


class MonthForm(RowForm, forms.Form):
    """What came of it, in five answers of one size (R-SAME-FOR-NO)."""

    address = "learning:month"
    submit = _("Keep my answer")
    came_of_it = forms.ChoiceField(
        label=_("Did anything come of it?"), choices=Reflection.Came, widget=forms.RadioSelect
    )
    came_line = LineField(
        label=_("In one line, for yourself"),
        max_length=Reflection._meta.get_field("came_line").max_length,
        required=False,
    )
    may_ask = forms.BooleanField(
        label=_("You may ask me for the story"),
        help_text=_("Whoever reads this space when signed in then sees your name on the page of its roles."),
        required=False,
    )

    def __init__(self, colab, mine, chosen, *args, **options):
        start = {name: getattr(mine, name) for name in ("came_of_it", "came_line", "may_ask")}
        if chosen in Reflection.Came:
            start["came_of_it"] = chosen
        super().__init__(colab, *args, initial=start, **options)
