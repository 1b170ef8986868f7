# ruff: noqa: E501 (rows of a table)
"""The co-labs of the demonstration, in every state, dated from today."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Hour:
    topic: str  # its title
    organizer: str
    title: str
    question: str
    days: int  # from today; negative: ago
    hour: int = 19  # UTC
    seats: int = 10
    state: str = "announced"  # or "draft", "called_off"
    chosen_for: str = "popularity"
    chosen_because: str = "Many of you asked for it."
    description: str = ""
    facilitator: str = ""
    harvester: str = ""
    reason: str = ""  # of calling off
    follows: str = ""  # title
    people: list = field(default_factory=list)  # (who, share/listen/unsure, what they bring), in order
    insights: list = field(default_factory=list)  # (who, text, [(who, comment)])
    harvest: dict = field(default_factory=dict)
    picks: list = field(default_factory=list)  # (who, whom, reason, note)
    asks: list = field(default_factory=list)  # (who, reason)


HOURS = [
    Hour("Appointments or a queue at the counter?", "organizer1", "Appointments, a queue, or both",
        "What happens at your counter when nobody needs an appointment?", days=-23, harvester="member14", facilitator="member10",
        description="Bring **one number** from your counter, if you have one.",
        people=[("member9", "share", "Three ways in two years."), ("member11", "share", ""), ("member5", "listen", "I decide in spring."),
            ("member2", "listen", ""), ("member8", "unsure", "")],
        insights=[("member5", "The text message the day before is what I will try first. It costs **next to nothing**.",
                [("member9", "Send it at noon, not in the evening.")]),
            ("member2", "Hearing that two open windows calm a whole room.", [])],
        harvest={"summary": "Five counters compared appointments, queues and mixtures. A mixture served best where mornings are busy.",
            "themes": "- reminders the day before\n- two windows without appointment\n- say how long it will take",
            "next_steps": "Heron Bay and Puffin Cove try reminders and compare their numbers in three months."},
        picks=[("member5", "member9", "information", "How did you word the message?"), ("member9", "member5", "opportunity", ""),
            ("member2", "member11", "other", "")],
        asks=[("member1", "I could not come, and would like to hear it."), ("member13", "")]),
    Hour("Accueillir en français quand on est deux", "organizer2", "Accueillir en français à deux",
        "Qu’est-ce qui vous permet de tenir toute l’année?", days=-2, hour=18, chosen_for="relevance",
        chosen_because="Les nouvelles règles commencent en janvier.", harvester="member4",
        people=[("member10", "share", "Notre ligne partagée."), ("member3", "listen", "")],
        insights=[("member3", "Une ligne pour quatre villes : je ne l’aurais pas imaginé possible.", [])]),
    Hour("Appointments or a queue at the counter?", "organizer1", "Appointments, a queue, or both – again, with new people",
        "What would you try first at your own counter?", days=11, follows="Appointments, a queue, or both",
        chosen_because="Two people who could not come asked for it.",
        people=[("member1", "listen", ""), ("member9", "share", "I was there the first time."), ("member13", "share", "")]),
    Hour("Trámites sin internet", "organizer1", "Trámites sin internet", "¿Qué ayuda de verdad a quien no tiene conexión?", days=9, hour=18, seats=3,
        people=[("member7", "share", "La mesa en la biblioteca."), ("member12", "share", ""), ("moderator", "listen", ""),
            ("member4", "listen", "Quiero empezar en mayo."), ("member3", "listen", "")]),
    Hour("Letters that people understand", "organizer1", "Letters that people understand",
        "How did you know that your new letter helped?", days=16, facilitator="member14", harvester="member3",
        description="Bring a letter **before and after**, without names.",
        people=[("member10", "listen", ""), ("member4", "listen", ""), ("member2", "share", "")]),
    Hour("When somebody shouts", "organizer1", "When somebody shouts", "What do you do in the half hour afterwards?", days=18,
        state="draft", chosen_for="relevance", chosen_because="Three of you wrote about it this month."),
    Hour("Who calls the people who live alone?", "organizer2", "Who calls the people who live alone?", "Who keeps the list, and who calls?",
        days=8, state="called_off", reason="The storm has come: those who would talk about it are out helping.",
        people=[("member6", "share", "By postal route."), ("member14", "share", "The radio net.")]),
]  # fmt: skip
