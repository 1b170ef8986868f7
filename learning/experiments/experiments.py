"""What people try: beginning an experiment, offering a place that tests it, and telling what it showed.

See R-EXPERIMENT-OF-A-TOPIC, R-IF-THEN-FIXED, R-EACH-TELLS and R-TOLD-IN-ITS-TOPIC.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from core.text.markup import render
from core.web import refusals
from forums.models.locking import holding
from forums.topics import topics
from learning.models import Experiment, Trial
from mailing import outbox
from participants import limits

WITHIN = timedelta(days=730)  # from today, until it is to be told
SENTENCES = ("if_we", "then", "test_by", "share_by")
FIXED = ("if_we", "then")
State = Trial.State


class Refused(refusals.Refused):
    """Why an experiment is not begun, changed or told; the text is for the person."""


def begin(topic, by, *, share_on, follows=None, colab=None, language="en", **sentences):
    """Begin an experiment in a topic, with its author's own trial. Return it. Idempotent.

    `sentences` are SENTENCES. Raise Refused, and limits.Refused.
    """
    with holding(topic) as topic:
        same = Experiment.objects.filter(topic=topic, author=by, share_on=share_on, **sentences)
        if before := same.first():
            return before
        _require_place(topic, by)
        _require_date(share_on)
        limits.spend(by, "experiment")
        words = sentences | {"share_on": share_on, "language": language}
        made = Experiment.objects.create(topic=topic, author=by, follows=follows, colab=colab, **words)
        mine = {"organization": by.organization, "state": State.TAKEN_UP, "language": language}
        Trial.objects.create(experiment=made, participant=by, **mine)
        return made


def _require_place(topic, by):
    if not topic.forum.rules.in_library:
        raise Refused(_("Nothing is tried out from this space. Begin it in another one."))
    if topic.is_closed or topic.is_hidden or not topic.forum.readers_among([by]):
        raise Refused(_("This topic is closed: nothing new is tried in it."))


def _require_date(day):
    if not timezone.localdate() <= day <= timezone.localdate() + WITHIN:
        raise Refused(_("Choose a date from today on, within the next two years."))


def change(experiment, by, **fields):
    """Change sentences and the day, by its author; what is expected is fixed once a place has told.

    Idempotent. Raise Refused, and limits.Refused.
    """
    with holding(experiment.topic):
        held = Experiment.objects.select_for_update(no_key=True).get(pk=experiment.pk)
        if held.author_id != by.pk:
            raise Refused(_("Only whoever began it can change its sentences."))
        new = {name: value for name, value in fields.items() if getattr(held, name) != value}
        if not new:
            return
        if set(new) & set(FIXED) and held.trials.told().exists():
            text = _("A place has told what it showed, so “if” and “then” stay. Begin another experiment.")
            raise Refused(text)
        if "share_on" in new:
            _require_date(new["share_on"])
        limits.spend(by, "edit")
        for name, value in new.items():
            setattr(held, name, value)
        held.edited_at = timezone.now()
        held.save(update_fields=[*new, "edited_at"])


def offer(experiment, by, where="", when=""):
    """Offer a place that tests it, and tell its author, or test it at once where they have left.

    Return the Trial. Idempotent.

    Raise Refused, and limits.Refused.
    """
    with holding(experiment.topic) as topic:
        trial = experiment.trials.filter(participant=by).first()
        if trial and trial.state != State.WITHDRAWN:
            return trial
        _require_place(topic, by)
        limits.spend(by, "trial")
        trial = trial or Trial(experiment=experiment, participant=by)
        trial.organization, trial.where, trial.when = by.organization, where, when
        trial.language = by.language
        trial.state = State.OFFERED if experiment.author.is_active else State.TAKEN_UP
        trial.save()
        if trial.state == State.OFFERED:
            key = f"trial-offered:{trial.pk}:{experiment.author_id}:{_moment()}"
            outbox.post("trial-offered", experiment.author, key, trial=trial.pk)
        return trial


def _moment():
    """Return what tells two mails about a place apart: once taken back, it can be offered anew."""
    return timezone.now().isoformat()


def take_up(trial, by):
    """Say yes to a place that was offered, by the author of the experiment. Idempotent. Raise Refused."""
    with holding(trial.experiment.topic):
        held = _held(trial)
        if held.experiment.author_id != by.pk:
            raise Refused(_("Only whoever began the experiment can take it up."))
        if held.state == State.OFFERED:
            _set(held, state=State.TAKEN_UP)
            key = f"trial-taken-up:{held.pk}:{held.participant_id}:{_moment()}"
            outbox.post("trial-taken-up", held.participant, key, trial=held.pk)


def withdraw(trial, by):
    """Take a place back, by its own person, before it is told. Idempotent. Raise Refused."""
    with holding(trial.experiment.topic):
        held = _held(trial)
        _require_own(held, by)
        if held.state == State.TOLD:
            raise Refused(_("It is told already. You can change what you told."))
        _set(held, state=State.WITHDRAWN)


def tell(trial, by, showed, *, in_topic=True, opened=None, **words):
    """Tell what it showed, by its own person, and in a reply in the topic as well. Return the Trial.

    `words` are `learnt`, `evidence_url` and their `language`. What was told can be told anew; the reply stays
    its teller's, who edits it there. Idempotent.

    Raise Refused, topics.Refused where the topic takes no reply, and limits.Refused.
    """
    with holding(trial.experiment.topic) as topic:
        held = _held(trial)
        _require_own(held, by)
        if held.state not in {State.TAKEN_UP, State.TOLD}:
            raise Refused(_("Whoever began the experiment has not taken your place up yet."))
        said = {"showed": showed, "learnt": "", "evidence_url": "", "language": held.language} | words
        if held.state == State.TOLD and all(getattr(held, name) == value for name, value in said.items()):
            return held
        if held.state == State.TOLD:
            limits.spend(by, "edit")
        post = held.post
        if in_topic and not post:
            post = topics.reply(topic, by, _reply(held, showed, said["learnt"]), opened)
        told = {"state": State.TOLD, "told_at": held.told_at or timezone.now(), "post": post}
        return _set(held, **said, learnt_html=render(said["learnt"]), **told)


def _reply(trial, showed, learnt):
    """Return the Markdown of the reply that tells what a trial showed."""
    link = _("[What it showed](%(url)s): %(showed)s") % {
        "url": trial.experiment.get_absolute_url(),
        "showed": Trial.Showed(showed).label,
    }
    return f"{link}\n\n{learnt}".strip()


def _held(trial):
    rows = Trial.objects.select_for_update(no_key=True, of=("self",)).select_related("experiment__topic")
    return rows.get(pk=trial.pk)


def _require_own(trial, by):
    if trial.participant_id != by.pk:
        raise Refused(_("Each place tells its own: only whoever offered it can do that."))


def _set(trial, **fields):
    for name, value in fields.items():
        setattr(trial, name, value)
    trial.save(update_fields=list(fields))
    return trial
