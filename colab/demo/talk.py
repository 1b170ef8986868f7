# ruff: noqa: E501 (rows of a table)
"""Forums, topics and posts of the demonstration, in the three languages of the site."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Space:
    slug: str
    kind: str
    language: str
    name: str
    purpose: str
    principles: str = ""
    is_public: bool = True
    about_what: str = ""
    for_whom: str = ""
    relationships: str = ""
    rhythm_weeks: int | None = None
    supports: str = ""


@dataclass(frozen=True)
class Thread:
    forum: str
    author: str
    days: int  # ago
    title: str
    text: str
    tags: str
    replies: list = field(default_factory=list)  # (author, text)
    wants: list = field(default_factory=list)  # (who, share/listen/unsure, reason)
    asks: list = field(default_factory=list)  # (who, statement, for whom better, why, whether it holds)
    until: int = 0  # days ago, when the last of it was said


SPACES = [
    Space("service-counters", "practice", "en", "Service counters", "What works where people come in person, call or write.",
          "- Speak of what you did yourself.\n- Ask before you advise.\n- What is said here may be used; who said it stays here.",
          about_what="Receiving people so that nobody has to come twice", for_whom="People at counters, on the telephone and behind letters",
          relationships="Between the counter and those who write the forms", rhythm_weeks=6),
    Space("open-learning", "open", "en", "Open floor", "For everything that has no forum of its own yet."),
    Space("services-en-francais", "learning", "fr", "Services en français", "Apprendre ensemble à mieux servir les gens en français.",
          "- On parle de ce qu’on a vécu.\n- Toutes les expériences se valent.",
          about_what="Un accueil en français tous les jours", for_whom="Les personnes qui le portent dans de petites équipes", rhythm_weeks=8),
    Space("servicios-en-comunidad", "practice", "es", "Servicios en comunidad", "Lo que aprendemos al atender a la gente de cerca.",
          "- Hablamos desde la experiencia.\n- Escuchar también es participar.",
          about_what="Atender a la gente donde está", for_whom="Quienes trabajan fuera de la oficina"),
    Space("winter-lab", "lab", "en", "Winter storm lab", "Trying out better ways to get through the next storm, together.",
          about_what="How do we reach everybody in the first two days of a storm?", rhythm_weeks=4),
    Space("after-hard-days", "healing", "en", "After hard days", "A quiet place for people whose work has been heavy.",
          "- Nothing here carries a name.\n- Nobody has to answer.", is_public=False,
          about_what="Work that stays with us in the evening", for_whom="Anyone who serves people in hard moments",
          supports="- In an emergency: 911\n- In the United States and Canada, call or text 988, at any hour.\n- Your employer’s assistance program, if there is one."),
]  # fmt: skip

STEWARDS = {
    "service-counters": "member1",
    "services-en-francais": "member3",
    "servicios-en-comunidad": "member4",
    "winter-lab": "member5",
    "after-hard-days": "member13",
}
# A proposal that stands: (space, who proposes, days ago, text, what changes), who agrees, and who has a concern.
PROPOSAL = ("service-counters", "member9", 5,
    "- Speak of what you did yourself.\n- Ask before you advise.\n- Say where it did not work.\n- What is said here may be used; who said it stays here.",
    "One line more: what did not work saves others the way.")  # fmt: skip
AGREE = ("member1", "member11", "member6")
CONCERN = ("member14", "Only if nobody has to name their office.")
READY = {"after-hard-days": "member13"}  # to facilitate

THREADS = [
    Thread("service-counters", "member1", 40, "Appointments or a queue at the counter?",
        "We moved to **appointments only** last spring. Missed appointments are now our biggest loss of time. "
        "Did anyone go back to a queue, or mix both?\n\n- Mondays: queue\n- other days: appointments?",
        "counters, waiting",
        [("member9", "We keep two windows without appointment. It costs us little and calms everyone."),
         ("member11", "> Did anyone go back\n\nWe did, for one month. People liked it, staff did not."),
         ("member6", "A text message the day before halved the missed ones here.")],
        [("member9", "share", "We tried three ways in two years."), ("member11", "share", ""), ("member5", "listen", "We decide in spring."),
         ("member2", "listen", ""), ("member8", "unsure", ""), ("member13", "listen", "")]),
    Thread("service-counters", "member8", 21, "Letters that people understand",
        "Our notices come back with questions on every second one. Who has rewritten theirs, and how did you know it helped?",
        "plain language",
        [("member3", "Chez nous, on a demandé à dix personnes de lire la lettre à voix haute."),
         ("member14", "We counted the calls that a letter causes. That number convinced the lawyers.")],
        [("member14", "share", "Numbers before and after."), ("member3", "share", ""), ("member10", "listen", ""), ("member4", "listen", "")]),
    Thread("service-counters", "member11", 12, "When somebody shouts",
        "How do you look after the person at the window afterwards? Procedures we have; an hour to talk we do not.",
        "safety, staff",
        [("member13", "Five minutes with a colleague, away from the counter, straight after. Nothing else helped as much.")],
        [("member13", "share", "It is worth an hour."), ("member1", "listen", "")]),
    Thread("open-learning", "member2", 9, "Small grants without a forty-page form",
        "We give out grants of a few hundred dollars and ask for forty pages. Has anyone cut this down and lived?",
        "grants, plain language",
        [("member6", "Two pages and a conversation. The auditors were fine with it, since we wrote down the conversation.")],
        [("member6", "share", "Our two pages."), ("member12", "listen", ""), ("member7", "share", "")]),
    Thread("open-learning", "member13", 3, "Handing over when somebody retires",
        "Thirty years of knowledge leave with one person in March. What did you do that worked?", "knowledge",
        [("member5", "We recorded walks: one hour, one place, one story.")], [("member5", "share", "Recorded walks.")]),
    Thread("services-en-francais", "member3", 30, "Accueillir en français quand on est deux",
        "Notre équipe est petite. Comment gardez-vous un accueil en français **tous les jours** sans épuiser les deux mêmes personnes?",
        "accueil, personnel",
        [("member10", "On partage une ligne téléphonique avec trois villes voisines."),
         ("organizer2", "Cela mérite une heure ensemble, je crois.")],
        [("member10", "share", "Notre ligne partagée."), ("organizer2", "listen", ""), ("member4", "unsure", "")]),
    Thread("services-en-francais", "member10", 6, "Des heures du conte qui ne coûtent rien",
        "Les nôtres se remplissent, mais l’argent manque. Vos idées?", "bibliothèques", [("member3", "Des bénévoles de l’école secondaire!")], []),
    Thread("servicios-en-comunidad", "member4", 26, "Trámites sin internet",
        "Casi todo se pasó a la red y mucha gente se quedó fuera. ¿Qué ayuda de verdad a quien no tiene conexión?",
        "acceso, mostradores",
        [("member7", "Una mesa en la biblioteca, dos tardes por semana, con personas que acompañan."),
         ("member12", "Los promotores de salud llevan una tableta y firman ahí mismo.")],
        [("member7", "share", "La mesa en la biblioteca."), ("member12", "share", ""), ("moderator", "listen", "")]),
    Thread("servicios-en-comunidad", "member12", 4, "Vacunas en el mercado",
        "El sábado vacunamos entre los puestos. ¿Quién lo ha hecho y qué cambiaría?", "salud", [("member4", "La sombra. Y agua.")],
        [("member4", "share", "")]),
    Thread("winter-lab", "member5", 50, "Who calls the people who live alone?",
        "In the last storm we learned of three people after four days. We want to try a calling list kept by neighbours.",
        "storms, neighbours",
        [("member6", "We did it by postal route. The carriers know."), ("member14", "Ours is a radio net; old but it works.")],
        [("member6", "share", "By postal route."), ("member14", "share", "The radio net."), ("member13", "listen", "")],
        [("member5", "How might we call everybody who lives alone in the first two days?", "People who live alone", "", True),
         ("member6", "How might we reach everybody who lives alone in the first two days?", "People who live alone", "Not everybody has a telephone that works.", True),
         ("member14", "How might neighbours reach everybody who lives alone in the first two days?", "People who live alone, and those who worry about them", "Nobody from outside gets through on the first day.", False)]),
    Thread("winter-lab", "member13", 18, "The warming centre that nobody came to",
        "It was open, heated and staffed for three nights. Four people came. Some told us later that they did not know; others, that they could not bring the dog.",
        "storms", [("member9", "Ours filled up once the bus stopped in front of it.")], [],
        [("member13", "How might we open warming centres that people want to come to?", "People whose heating fails", "", True)]),
    Thread("after-hard-days", "member11", 8, "The call I keep hearing",
        "It was months ago. I would like to hear how others let such a call go.", "", [("member13", "I still carry one. You are not alone.")], []),
]  # fmt: skip
