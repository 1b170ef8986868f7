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
    begun: int = 0  # minutes ago, of the one that is under way; `days` is 0 then
    sheet: str = ""  # the run sheet, where it is not the usual one of its space
    plan: dict = field(default_factory=dict)  # host, host_offers, care_note, keeps
    objectives: list = field(default_factory=list)  # (dimension, text)
    notes: list = field(default_factory=list)  # (who, kind, audience, text, tags), written in the silent step
    pulses: list = field(default_factory=list)  # (who, the three taps, ticks at the objectives)
    steps: list = field(default_factory=list)  # (who, text, days from today, readable)
    came_of_it: list = field(
        default_factory=list
    )  # (who, answer, line, whether they may be asked), a month later
    reflections: list = field(default_factory=list)  # (who, boxes, title of the story or "")


HOURS = [
    Hour("Who calls the people who live alone?", "organizer2", "What a calling list needs", "What would you need to begin calling tomorrow?",
        days=-34, chosen_for="relevance", chosen_because="The next storm will not wait.", facilitator="member5",
        people=[("member6", "share", "By postal route."), ("member14", "share", "The radio net."), ("member13", "listen", "")],
        insights=[("member6", "A list on paper, with one neighbour for each street. Nobody asked for more.", [])],
        came_of_it=[("member6", "used", "Three streets have a list", True), ("member14", "not-yet", "", True), ("member13", "no", "", False)],
        reflections=[
            ("member6", {1: "We each drew one street, with a name at every door that we know.",
                2: "That a list does not begin with an office. It begins with one neighbour who says yes.",
                4: "The sheet that Winter lab uses: name, telephone, who has a key.",
                5: "Three streets call one another now when the wind is announced. We did not have to ask twice.",
                6: "I find it hard to ask people at their door."}, "Three streets that call one another"),
            ("member14", {3: "Two people with a generator, and one who can drive in snow.", 6: "I talk more than I listen when I know a matter well."}, "")]),
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
        asks=[("member1", "I could not come, and would like to hear it."), ("member13", ""), ("member6", ""), ("member16", "")],
        plan={"host": "Harbour Region libraries", "host_offers": "Interpretation in French and English.",
            "care_note": "We speak of people who shouted at the counter.", "keeps": "Three things that a small counter can try."},
        objectives=[("me", "One thing that I will try at my own counter"), ("networks", "Who else is changing their queue")],
        notes=[("member9", "idea", "readers", "Remind people at noon the day before, by text.", ["reminders"]),
            ("member11", "story", "readers", "The month we went back to a queue, the door was quiet and the staff was not.", ["waiting"]),
            ("member2", "question", "readers", "Who keeps a window free without being asked?", ["waiting"]),
            ("member8", "resource", "ten", "Our list of reasons why people come without an appointment.", []),
            ("member5", "insight", "me", "Ask Ana how she counts the missed ones.", [])],
        pulses=[("member9", [2, 2, 2], [2, 2]), ("member11", [2, 2, 1], [2, 1]), ("member5", [2, 1, 2], [1, 2]),
            ("member2", [1, 2, None], [2, None]), ("member8", [2, None, 1], [None, 1])],
        steps=[("member5", "Try reminders at noon, and count the missed appointments", 5, "readers"),
            ("member9", "Send the wording of our message to those who asked", 12, "us")]),
    Hour("Accueillir en français quand on est deux", "organizer2", "Accueillir en français à deux",
        "Qu’est-ce qui vous permet de tenir toute l’année?", days=-2, hour=18, chosen_for="relevance",
        chosen_because="Les nouvelles règles commencent en janvier.", harvester="member4",
        people=[("member10", "share", "Notre ligne partagée."), ("member3", "listen", "")],
        insights=[("member3", "Une ligne pour quatre villes : je ne l’aurais pas imaginé possible.", [])],
        notes=[("member10", "idea", "readers", "Une feuille de phrases à l’accueil, dans les deux langues.", ["accueil"]),
            ("member3", "question", "readers", "Qui répond quand la seule personne qui parle français est en vacances?", ["accueil"])]),
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
    Hour("Handing over when somebody retires", "organizer1", "What leaves with the person", "What did you find out only after somebody had left?",
        days=0, begun=10, sheet="what-works", facilitator="member14", harvester="member4", chosen_for="relevance",
        chosen_because="Two of you hand over this winter.",
        people=[("member1", "share", "Eleven years of notes in one drawer."), ("member6", "share", ""), ("member9", "listen", ""),
            ("member12", "share", ""), ("member13", "listen", "I take over in spring."), ("member2", "share", ""), ("member8", "listen", "")],
        objectives=[("work", "What to ask in the last two weeks")],
        notes=[("member1", "story", "ten", "The key to the second cupboard.", []),
            ("member6", "insight", "ten", "Whom they called when something was stuck: nobody had written it down.", []),
            ("member12", "idea", "ten", "Let the new one sit in for two Mondays.", []),
            ("organizer1", "question", "me", "Ask member services for their list.", [])]),
]  # fmt: skip
