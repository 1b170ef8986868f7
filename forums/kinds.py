"""What holds in each kind of space: one table of plain values, without a database (R-KIND-TABLE).

Callers ask the table (`forum.rules.words_leave`) and never compare the kind. A row has no defaults: a kind
that leaves a question out cannot be imported.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

# Answers to "who?", from many to few.
READERS = "everyone who may read the space"
THERE = "those who were at the co-lab"
OPEN = "those of them who are open to be asked"
NEW_PEOPLE = "people who had no seat before"
MEMBERS_THEN = "those who were members when it was announced"

# Pages of a space.
TOPICS, ABOUT, CHALLENGES = "topics", "about", "challenges"

# Kinds of notes, values of `followups.Insight.Kind`.
INSIGHT, STORY, IDEA, QUESTION, RESOURCE = "insight", "story", "idea", "question", "resource"


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The answers of one kind."""

    about: str  # what it is for, on the page of a space
    asks_what: str  # the question whose answer is `Forum.about_what`; "" asks nothing (R-NAMES-ITS-PROJECT)
    asks_supports: bool  # where people can turn to (R-NAMES-SUPPORTS)
    asks_readiness: bool  # of whoever facilitates an hour (R-READY)
    opens_on: str  # which of its pages one sees first: TOPICS, ABOUT or CHALLENGES
    may_be_public: bool  # else members alone read it
    names_authors: bool  # beside what they wrote, and to others with a seat (R-UNATTRIBUTED)
    words_leave: (
        bool  # titles and texts, in mails, calendars, addresses and the administration (R-WORDS-STAY)
    )
    agrees_to_principles: bool  # by a box of its own, before one takes a seat (R-BRAVE-HOUR)
    asks_afterwards: bool  # in the mail after a co-lab: for insights, picks and a follow-up
    harvest_for: str  # READERS or THERE (R-HARVEST-THERE)
    picks_among: str  # THERE or OPEN (R-OPEN-TO-BE-ASKED)
    run_sheet: str  # which is proposed for an hour, a key of `events.hour.run_sheets` (R-ALWAYS-A-RUN-SHEET)
    notes: tuple[str, ...]  # kinds of notes of an hour, the first one chosen; () where none is shared
    asks_after: str  # the question above the box for what one takes away, after the hour; "" asks nothing
    seats_first: str  # of a follow-up: NEW_PEOPLE, MEMBERS_THEN or THERE (R-SEATS-KEPT)
    asks_pulse: bool  # three taps, and the objectives (R-PULSE)
    in_library: bool
    asks_about_leading: bool  # among the questions for oneself after an hour
    has_challenges: bool  # topics with a statement, which is worded anew together (R-NO-CHALLENGE-IN-HEALING)
    proposes_challenges: bool  # the box of a new topic is ticked, and it is a way into the space


RULES = {
    "open": Rules(
        about=_("An open forum: for what has no place of its own yet."),
        asks_what="",
        asks_supports=False,
        asks_readiness=False,
        opens_on=TOPICS,
        may_be_public=True,
        names_authors=True,
        words_leave=True,
        agrees_to_principles=False,
        asks_afterwards=True,
        harvest_for=READERS,
        picks_among=THERE,
        run_sheet="rounds",
        notes=(INSIGHT, IDEA, QUESTION, RESOURCE),
        asks_after=_("What was valuable?"),
        seats_first=NEW_PEOPLE,
        asks_pulse=True,
        in_library=True,
        asks_about_leading=False,
        has_challenges=True,
        proposes_challenges=False,
    ),
    "practice": Rules(
        about=_("A community of practice: people who do the same work share what works, to do it better."),
        asks_what=_("Which practice do you want to get better at?"),
        asks_supports=False,
        asks_readiness=False,
        opens_on=TOPICS,
        may_be_public=True,
        names_authors=True,
        words_leave=True,
        agrees_to_principles=False,
        asks_afterwards=True,
        harvest_for=READERS,
        picks_among=THERE,
        run_sheet="what-works",
        notes=(INSIGHT, STORY, IDEA, QUESTION, RESOURCE),
        asks_after=_("What was valuable? Can others use it?"),
        seats_first=NEW_PEOPLE,
        asks_pulse=True,
        in_library=True,
        asks_about_leading=False,
        has_challenges=True,
        proposes_challenges=False,
    ),
    "learning": Rules(
        about=_(
            "A community of learning: people on the same project or in the same role learn from one another "
            "as they go."
        ),
        asks_what=_("Which project is it, and which role in it do people have?"),
        asks_supports=False,
        asks_readiness=False,
        opens_on=TOPICS,
        may_be_public=True,
        names_authors=True,
        words_leave=True,
        agrees_to_principles=False,
        asks_afterwards=True,
        harvest_for=READERS,
        picks_among=THERE,
        run_sheet="where-we-are",
        notes=(INSIGHT, STORY, IDEA, QUESTION, RESOURCE),
        asks_after=_("What was valuable? What did you learn about leading?"),
        seats_first=MEMBERS_THEN,
        asks_pulse=True,
        in_library=True,
        asks_about_leading=True,
        has_challenges=True,
        proposes_challenges=False,
    ),
    "healing": Rules(
        about=_(
            "A community of healing: people with a common experience listen to one another. Nothing carries "
            "a name here, and nothing leaves it."
        ),
        asks_what=_("Which experience do people share?"),
        asks_supports=True,
        asks_readiness=True,
        opens_on=ABOUT,
        may_be_public=False,
        names_authors=False,
        words_leave=False,
        agrees_to_principles=True,
        asks_afterwards=False,
        harvest_for=THERE,
        picks_among=OPEN,
        run_sheet="circle",
        notes=(),
        asks_after="",
        seats_first=THERE,
        asks_pulse=False,
        in_library=False,
        asks_about_leading=False,
        has_challenges=False,
        proposes_challenges=False,
    ),
    "lab": Rules(
        about=_(
            "A social innovation lab: people from many sides look at a difficult question together and try "
            "out answers."
        ),
        asks_what=_("What is the question?"),
        asks_supports=False,
        asks_readiness=False,
        opens_on=CHALLENGES,
        may_be_public=True,
        names_authors=True,
        words_leave=True,
        agrees_to_principles=False,
        asks_afterwards=True,
        harvest_for=READERS,
        picks_among=THERE,
        run_sheet="hatch",
        notes=(IDEA, INSIGHT, QUESTION, RESOURCE),
        asks_after=_("What was valuable? What will we test?"),
        seats_first=NEW_PEOPLE,
        asks_pulse=True,
        in_library=True,
        asks_about_leading=False,
        has_challenges=True,
        proposes_challenges=True,
    ),
}


def of(kind):
    """Return the Rules of a kind, a value of `Forum.Kind`."""
    return RULES[kind]


def where(**answers):
    """Return the kinds that answer so, for queries: `where(words_leave=False)`."""
    return [
        kind
        for kind, rules in RULES.items()
        if all(getattr(rules, question) == answer for question, answer in answers.items())
    ]
