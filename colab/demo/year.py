# ruff: noqa: E501 (rows of a table)
"""What happened in the demonstration before its last two months: an hour each month, and one story whole.

The story is that of "Asked only once": a challenge, an hour, an experiment in four places, one page that others
can use, and its use in two other districts.
"""

from colab.demo.hours import Hour
from colab.demo.kept import Kept
from colab.demo.talk import Thread
from colab.demo.tried import Try
from forums.models import Forum
from learning import months
from learning.value import readings as value
from network.map import readings as network
from network.models import NetworkReading

THREADS = [
    Thread("service-counters", "member14", 365, "Asked only once",
        "Our form asks for the address three times, and then somebody calls to ask for it. Where did you begin?", "forms, plain language",
        [("member8", "With the letters that come back. Half of them lacked something that we knew already."),
         ("member11", "We crossed out one line a month. Nobody has missed any.")],
        asks=[("member14", "How might we ask for everything only once?", "Everybody who fills in a form", "", True)], until=357),
    Thread("services-en-francais", "member10", 330, "Répondre dans la langue de la lettre",
        "Une lettre arrive en français, la réponse part en anglais. Comment faites-vous?", "courrier",
        [("member3", "Nous avons dix réponses toutes prêtes, relues à deux.")], until=312),
    Thread("winter-lab", "member6", 300, "Sandbags: who fetches them?",
        "We had two thousand, and nobody who could lift them. What did you do?", "storms",
        [("member5", "Half-filled bags. They hold as well, and anybody can carry one.")], until=281),
    Thread("servicios-en-comunidad", "member7", 270, "Citas para quien trabaja de día",
        "Abrimos de nueve a cuatro, justo cuando la gente trabaja. ¿Alguien abre por la tarde?", "mostradores",
        [("member4", "Un jueves al mes, hasta las ocho. Se llena.")], until=251),
    Thread("open-learning", "member2", 240, "Notes of meetings that somebody reads",
        "Ours are four pages and three weeks late. What do yours look like?", "knowledge",
        [("member13", "Five lines, before we leave the room.")], until=220),
    Thread("service-counters", "member9", 210, "A window for people who do not hear well",
        "We bought a loop; nobody knows that it is there. How do you tell people?", "counters",
        [("member1", "A sign at the door, and we say it on the telephone.")], until=190),
    Thread("services-en-francais", "organizer2", 180, "Traduire sans attendre trois semaines",
        "Nos affiches attendent la traduction plus longtemps qu’elles ne servent. Vos solutions?", "affiches",
        [("member10", "Des phrases courtes: elles se traduisent à deux en dix minutes.")], until=160),
    Thread("winter-lab", "member14", 150, "Who has a key?",
        "The hall was the shelter, and the key was on holiday.", "storms, neighbours",
        [("member6", "Three keys, three people, one list on the door of the shop.")], until=129),
    Thread("servicios-en-comunidad", "member12", 120, "Cómo llegar a la oficina",
        "La gente se baja en otra parada. ¿Quién ha puesto un mapa en la carta?", "acceso",
        [("member7", "Nosotros: tres calles, una flecha y el mercado.")], until=100),
    Thread("service-counters", "member11", 88, "The first ten minutes of a new colleague",
        "What do you say first to somebody who stands at the window alone for the first time?", "staff",
        [("member2", "Whom to ask, by name, and that nobody minds.")], until=70),
]  # fmt: skip

HOURS = [
    Hour("Asked only once", "organizer1", "One line fewer", "Which line of your form could go?", days=-345, facilitator="member13",
        people=[("member14", "share", "Our form, crossed out."), ("member8", "share", ""), ("member11", "share", "One line a month."),
            ("member2", "listen", ""), ("member9", "listen", "")],
        objectives=[("me", "One line that I will cross out"), ("work", "Whom to ask before a line goes")],
        notes=[("member14", "idea", "readers", "Ask for the address once, and show it afterwards to be corrected.", ["forms"]),
            ("member8", "insight", "readers", "Most lines were there for a law that is gone.", ["forms"]),
            ("member11", "story", "readers", "We left a line out by mistake. Nobody noticed for a year.", ["forms"]),
            ("member2", "question", "readers", "Who may cross out a line?", ["forms"])],
        pulses=[("member14", (2, 2, 2), (2, 1)), ("member8", (2, 2, 1), (2, 2)), ("member11", (2, 2, 2), (1, 2)), ("member2", (1, 2, 2), (0, 1))],
        picks=[("member14", "member2", "information", ""), ("member2", "member14", "other", "")],
        reflections=[("member11", {1: "Five people crossed out lines of one another’s forms.", 2: "That a form is a conversation that nobody planned.",
            5: "Our form has nine lines instead of twenty-two."}, "From twenty-two lines to nine")]),
    Hour("Répondre dans la langue de la lettre", "organizer2", "Dix réponses toutes prêtes", "Quelle réponse écrivez-vous le plus souvent?", days=-305,
        people=[("member3", "share", "Nos dix réponses."), ("member10", "share", ""), ("member16", "listen", ""), ("member17", "listen", "")],
        objectives=[("work", "Une réponse à relire à deux")],
        notes=[("member3", "resource", "readers", "Dix réponses, une page, relues à deux chaque printemps.", ["courrier"]),
            ("member16", "insight", "readers", "La première phrase suffit pour savoir si on a compris.", ["courrier"])],
        pulses=[("member3", (2, 2, 2), (2,)), ("member10", (2, 2, 1), (2,)), ("member16", (2, 1, 1), (1,)), ("member17", (1, 2, 1), (0,))],
        picks=[("member16", "member10", "information", ""), ("member10", "member16", "opportunity", ""),
            ("member16", "member3", "information", ""), ("member3", "member16", "other", ""),
            ("member16", "member17", "other", ""), ("member17", "member16", "other", "")]),
    Hour("Sandbags: who fetches them?", "organizer1", "Half-filled is enough", "Who carried what, and how far?", days=-274,
        people=[("member5", "share", ""), ("member6", "share", ""), ("member13", "listen", ""), ("member14", "listen", "")],
        objectives=[("networks", "Whom I call when the water rises")],
        pulses=[("member5", (2, 2, 2), (2,)), ("member6", (2, 2, 2), (2,)), ("member13", (2, 2, 1), (1,)), ("member14", (1, 2, 2), (2,))],
        notes=[("member13", "idea", "readers", "Lend bags between districts: nobody floods on the same day.", ["storms"])],
        picks=[("member6", "member5", "opportunity", ""), ("member5", "member6", "other", "")]),
    Hour("Citas para quien trabaja de día", "organizer1", "Un jueves hasta las ocho", "¿A qué hora viene la gente que no viene?", days=-244,
        people=[("member4", "share", "Nuestro jueves."), ("member7", "share", ""), ("member12", "listen", ""), ("member15", "listen", "")],
        objectives=[("us", "Un horario que probamos a la vez")],
        pulses=[("member4", (2, 2, 2), (2,)), ("member7", (2, 2, 2), (2,)), ("member12", (2, 2, 1), (1,)), ("member15", (2, 2, 2), (1,))],
        notes=[("member15", "question", "readers", "¿Y si el jueves se llena de quienes ya venían?", ["mostradores"])],
        picks=[("member15", "member7", "information", ""), ("member7", "member15", "other", ""),
            ("member4", "member15", "information", ""), ("member15", "member4", "other", "")]),
    Hour("Notes of meetings that somebody reads", "organizer1", "Five lines, before we leave", "Who reads your notes?", days=-213,
        people=[("member2", "share", ""), ("member13", "share", "Five lines."), ("member5", "listen", ""), ("member1", "listen", "")],
        notes=[("member13", "resource", "readers", "What we decided, who does it, until when. Nothing else.", ["knowledge"])],
        picks=[("member2", "member13", "other", ""), ("member13", "member2", "other", "")]),
    Hour("A window for people who do not hear well", "organizer1", "The loop that nobody knew of", "How do people learn what you have for them?", days=-183,
        people=[("member9", "share", ""), ("member1", "share", "A sign at the door."), ("member11", "listen", ""), ("member8", "listen", "")],
        objectives=[("me", "One sentence that I will say on the telephone")],
        pulses=[("member9", (2, 2, 2), (2,)), ("member1", (2, 2, 1), (2,)), ("member11", (2, 2, 2), (2,)), ("member8", (1, 2, 1), (1,))],
        notes=[("member9", "insight", "readers", "Nobody asks for what they do not know of.", ["counters"]),
            ("member1", "idea", "readers", "Say it in the message that people hear while they wait.", ["counters"])],
        picks=[("member9", "member1", "information", ""), ("member1", "member9", "information", "")]),
    Hour("Traduire sans attendre trois semaines", "organizer2", "Des phrases courtes", "Qu’est-ce qui attend une traduction chez vous?", days=-152,
        people=[("member10", "share", ""), ("member3", "share", ""), ("member17", "listen", ""), ("member4", "listen", "")],
        notes=[("member17", "idea", "readers", "Écrire court d’abord: la traduction vient après, et elle vient vite.", ["affiches"])],
        picks=[("member17", "member3", "information", ""), ("member3", "member17", "other", "")]),
    Hour("Who has a key?", "organizer1", "Three keys, one list", "Who could open your hall tonight?", days=-121,
        people=[("member14", "share", ""), ("member6", "share", "The list on the door."), ("member5", "listen", ""), ("member13", "listen", "")],
        notes=[("member6", "resource", "readers", "Name, telephone, how far they live. Renewed every October.", ["storms"])],
        picks=[("member13", "member6", "opportunity", ""), ("member6", "member13", "other", "")]),
    Hour("Cómo llegar a la oficina", "organizer1", "Tres calles y una flecha", "¿Dónde se pierde la gente?", days=-92,
        people=[("member12", "share", ""), ("member7", "share", "Nuestro mapa."), ("member4", "listen", ""), ("member15", "listen", "")],
        notes=[("member7", "resource", "readers", "Tres calles, una flecha y el mercado. No hace falta más.", ["acceso"])],
        picks=[("member15", "member12", "opportunity", ""), ("member12", "member15", "other", "")]),
    Hour("The first ten minutes of a new colleague", "organizer1", "Whom to ask, by name", "What did somebody tell you on your first day?", days=-62,
        people=[("member11", "share", ""), ("member2", "share", ""), ("member9", "listen", ""), ("member6", "listen", "")],
        notes=[("member2", "idea", "readers", "A card with three names, and when they are in.", ["staff"])],
        picks=[("member11", "member9", "information", ""), ("member9", "member11", "other", "")]),
]  # fmt: skip

TRIED = [
    Try("Asked only once", "member14", 325,
        ("ask for the address once and show it at the end", "half as many forms come back", "one form, for two months", "a reply in this topic"), -260,
        [("member8", "Notices", "in spring", True), ("member2", "Passes", "", True), ("member11", "Transfers", "from January on", True)],
        [("member14", 262, "yes", "From forty a week to seventeen. People correct what they see."),
         ("member8", 258, "partly", "Fewer, but not half: the name is the problem, not the address."),
         ("member2", 255, "no", "As many as before. People do not scroll to the end on a telephone."),
         ("member11", 251, "yes", "A third came back, now a tenth does. We crossed out nine lines on the way.")]),
]  # fmt: skip

KEPT = Kept(
    topic="Asked only once",
    author="member14",
    days=215,
    words={
        "title": "Ask once: one page for whoever writes a form",
        "kind": "tool",
        "what_for": "Fewer forms come back, and nobody writes their address three times.",
        "text": "1. Cross out what you know already.\n2. Ask for the rest once, and show it before it is sent.\n3. On a telephone, show it after each line: nobody scrolls back.\n4. Count what comes back, before and after.",
        "licence": "cc0-1.0",
        "informs": "Whoever approves forms",
        "language": "en",
    },
    named=["member8", "member11"],
    used=[
        ("member4", 190, "In Spanish, on card."),
        ("member12", 180, ""),
        ("moderator", 172, ""),
        ("member15", 150, "For one desk."),
        ("member3", 140, "En français, avec un exemple."),
        ("organizer2", 133, ""),
        ("member16", 101, "Pour les abonnements."),
        ("member17", 66, ""),
    ],
)  # fmt: skip


def read():
    """Read the network as it was at the beginning of each month, and count what came of the hours."""
    spaces = [None, *Forum.objects.exclude(kind="healing")]
    for month in months.up_to(months.this(), value.MONTHS)[:-1]:
        rows = [NetworkReading(month=month, forum=of, **network.read(of, before=month)) for of in spaces]
        NetworkReading.objects.bulk_create(row for row in rows if row.people)
    network.take_due()
    value.take_due()
