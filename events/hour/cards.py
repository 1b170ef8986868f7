"""The eighteen method cards. No database."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.hour.method import Method, Mode


def _card(key: str, *modes: Mode, **fields: Any) -> tuple[str, Method]:
    return key, Method(modes=modes, **fields)


CARDS: dict[str, Method] = dict(
    [
        _card(
            "arrive",
            Mode.LISTEN,
            title=_("Arrive"),
            invitation=_("Say your name, and in one word how you are today. Read the question once, aloud."),
            minutes=5,
            reminders=(
                _("Greet everyone by name as they come in."),
                _("Say that nothing is recorded, and that listening is welcome."),
                _("Begin on time, also with three people."),
            ),
        ),
        _card(
            "silent",
            Mode.WRITE,
            writes_alone=True,
            title=_("Write in silence"),
            invitation=_("Write. Nobody speaks. What have you seen yourself?"),
            minutes=3,
            reminders=(
                _("Keep the silence yourself."),
                _("Show what was written when most have written."),
                _("Nobody has to write."),
            ),
        ),
        _card(
            "round",
            Mode.LISTEN,
            title=pgettext_lazy("method", "Round"),
            invitation=_(
                "One after the other, about two minutes. You may pass, and come back. Nobody answers yet."
            ),
            minutes=20,
            each=2,
            reminders=(
                _("Say who speaks next and who is after that."),
                _("Thank each, and comment on nobody."),
                _("Do not call on those who came to listen."),
            ),
        ),
        _card(
            "firsthand",
            Mode.LISTEN,
            title=_("First hand"),
            invitation=_("Those who have lived it speak first. The others ask only what helps to see it."),
            minutes=12,
            reminders=(
                _("Ask what they saw, not what they think of it."),
                _("Stop advice, kindly."),
                _("Let silence stand."),
            ),
        ),
        _card(
            "one-two-four-all",
            Mode.WRITE,
            Mode.GROUPS,
            title=_("Alone, in pairs, in fours, all"),
            invitation=_(
                "Alone for two minutes, in pairs for four, in fours for six, then all together for eight: "
                "one thing that stands out from each four."
            ),
            minutes=20,
            group=4,
            reminders=(
                _("Say aloud when to change."),
                _("Each four tells one thing, not all of them."),
                _("What is told twice is worth a note."),
            ),
        ),
        _card(
            "pairs",
            Mode.GROUPS,
            title=_("Pairs"),
            invitation=_(
                "One speaks for two minutes. The other listens, and gives no advice. Change. Then talk."
            ),
            minutes=8,
            group=2,
            reminders=(
                _("Make groups on this page, then send people to their rooms in the call."),
                _("Call out the change after two minutes."),
                _("With an odd number, one group is of three."),
            ),
        ),
        _card(
            "fours",
            Mode.GROUPS,
            title=_("Stories in fours"),
            invitation=_(
                "Each tells of a time when it worked, for four minutes. What do the stories have in common?"
            ),
            minutes=16,
            group=4,
            reminders=(
                _("Ask for stories, not for opinions."),
                _("Call out the time every four minutes."),
                _("Ask each four for what their stories share."),
            ),
        ),
        _card(
            "tables",
            Mode.GROUPS,
            title=_("Two tables"),
            invitation=_("Two tables, one question. After ten minutes change: one stays and tells."),
            minutes=20,
            group=5,
            reminders=(
                _("Ask at each table who stays."),
                _("Call out the change after ten minutes."),
                _("At the end, hear the two who stayed."),
            ),
        ),
        _card(
            "quickmap",
            Mode.MAP,
            title=_("Quick map"),
            invitation=_("Write down whom you work with on this: two organizations, no names of people."),
            minutes=6,
            reminders=(
                _("Organizations only, no people."),
                _("Ask what stands there twice."),
                _("Ask who is missing."),
            ),
        ),
        _card(
            "triangles",
            Mode.LISTEN,
            title=_("Introduce people to one another"),
            invitation=_("Who here should talk to whom? Say it aloud: “you two, because …”."),
            minutes=6,
            reminders=(
                _("Begin with one that you see yourself."),
                _("Remind people of “Talk more” beside each name."),
                _("Nobody has to say yes aloud."),
            ),
        ),
        _card(
            "differently",
            Mode.LISTEN,
            title=_("I see it differently"),
            invitation=_("Say where you see it another way, beginning with “I”."),
            minutes=8,
            reminders=(
                _("Thank whoever goes first."),
                _("Nobody has to agree in the end."),
                _("Ask: what would have to be true for both?"),
            ),
        ),
        _card(
            "stuck",
            Mode.GROUPS,
            title=_("Where are you stuck?"),
            invitation=_(
                "One tells where they are stuck. The others think aloud for them, while they listen. "
                "Then change."
            ),
            minutes=16,
            group=3,
            reminders=(
                _("Five minutes for each of the three."),
                _("Whoever is stuck says nothing while the others think."),
                _("Nobody has to take the advice."),
            ),
        ),
        _card(
            "hatch",
            Mode.HATCH,
            title=_("Hatch an experiment"),
            invitation=_(
                "Finish the sentence: we believe that if we … then … We test it by … We share it by …"
            ),
            minutes=12,
            reminders=(
                _("Small enough to begin this month."),
                _("One person writes for each group."),
                _("Ask how they will know."),
            ),
        ),
        _card(
            "dots",
            Mode.DOTS,
            title=_("Three dots"),
            invitation=_("You have three dots. Which would you try?"),
            minutes=4,
            reminders=(
                _("Read the notes aloud once."),
                _("Dots are a way to look, not a decision."),
                _("Ask what speaks for a note with a single dot."),
            ),
        ),
        _card(
            "talk",
            Mode.LISTEN,
            title=_("Open talk"),
            invitation=_("Go on from what somebody said."),
            minutes=15,
            reminders=(
                _("Ask those who have not spoken, but not those who listen."),
                _("Ask for an example."),
                _("What comes up and does not fit now: write it as a note."),
            ),
        ),
        _card(
            "pause",
            Mode.LISTEN,
            title=pgettext_lazy("method", "Pause"),
            invitation=_("Two minutes. Stretch, look out of the window."),
            minutes=2,
            reminders=(
                _("Switch your camera off."),
                _("Come back on time."),
                _("Begin again with a breath."),
            ),
        ),
        _card(
            "keep",
            Mode.KEEP,
            title=_("What I keep"),
            invitation=_("Write the one thing that you take with you. Choose who may read it."),
            minutes=5,
            reminders=(
                _("Keep the silence for two minutes."),
                _("Say who reads what: it stands in the box."),
                _("Nobody has to share."),
            ),
        ),
        _card(
            "close",
            Mode.PULSE,
            title=pgettext_lazy("method", "Close"),
            invitation=_("One sentence each, or pass."),
            minutes=5,
            reminders=(
                _("Say what happens next, and by when."),
                _("End on time: the page stays open for fifteen minutes."),
                _("Thank everyone."),
            ),
        ),
    ]
)
