# ruff: noqa: E501 (rows of a table)
"""What people of the demonstration say of themselves, offer, look for, watch, and whom they know, and their roles in a space."""

ABOUT = {
    "member1": "I run the counters of twelve **parks**. Ask me about queues, and about the days when everything breaks.",
    "member3": "J’accueille des gens au comptoir depuis onze ans, et j’écris nos lettres.",
    "member4": "Atiendo trámites en el municipio. Me interesa quien se queda fuera de la red.",
    "member6": "I look after small grants and after the people who ask for them.",
    "member11": "Housing, first line. I think a lot about what a hard day does to a team.",
    "member13": "Emergency services, and before that a call centre. I like plans that fit on one page.",
    "organizer1": "I bring people together who do the same work without knowing of each other.",
}  # fmt: skip

LINES = [  # (who, whether they look for it, in one line, tags)
    ("member1", True, "Letters that people read to the end", ["plain language"]),
    ("member1", False, "How we moved from a queue to appointments, and halfway back", ["counters"]),
    ("member2", True, "A grant form of two pages", ["grants"]),
    ("member3", False, "Relire une lettre à voix haute avec vous", ["plain language"]),
    ("member3", True, "Quelqu’un pour se relayer au comptoir en français", ["accueil"]),
    ("member4", False, "Una mesa de ayuda para trámites, con su lista de materiales", ["acceso"]),
    ("member4", True, "Quien haya llevado trámites al mercado", ["salud"]),
    ("member5", False, "A way to record what somebody knows before they retire", ["knowledge"]),
    ("member6", False, "Our grant form of two pages, and what the auditors said", ["grants", "plain language"]),
    ("member7", True, "Materiales para una mesa de ayuda en la biblioteca", ["acceso"]),
    ("member8", True, "Somebody who has measured what a letter costs in calls", ["plain language"]),
    ("member10", False, "Une ligne téléphonique partagée entre quatre villes", ["accueil"]),
    ("member11", False, "An hour to talk after a hard day at the window", ["staff", "safety"]),
    ("member13", True, "How others plan shifts in a storm", ["storms"]),
    ("member14", False, "A radio net for the days without telephone", ["storms", "neighbours"]),
    ("member14", False, "Counting the calls that a letter causes", ["plain language"]),
]  # fmt: skip

WATCHED = {
    "member1": ["plain language", "waiting", "staff"],
    "member5": ["storms", "neighbours", "knowledge"],
    "member8": ["plain language", "waiting"],
    "member9": ["waiting", "staff", "counters"],
    "member11": ["staff", "safety", "waiting"],
    "member13": ["storms", "neighbours", "staff"],
}

NOT_ON_MAP = {"member9", "moderator"}  # everybody else shows themselves there

KNOWN = [  # were introduced to each other, and both said yes
    ("member1", "member6"),
    ("member1", "member13"),
    ("member2", "member6"),
    ("member3", "member10"),
    ("member4", "member7"),
    ("member5", "member13"),
    ("member5", "member14"),
    ("member6", "member14"),
    ("member4", "member12"),
    ("member6", "member12"),
    ("member7", "member1"),
    ("member8", "member3"),
    ("member10", "organizer2"),
    ("member11", "member5"),
    ("member11", "member2"),
    ("member12", "moderator"),
    ("organizer2", "member12"),
    ("organizer1", "member8"),
    ("organizer1", "member14"),
    ("organizer1", "member1"),
]

ROLES = [  # in "service-counters": who, which, since how many days
    ("member1", "agenda", 80),
    ("member6", "keeper", 50),
    ("member8", "reporter", 30),
    ("member2", "messenger", 12),
]

ASKED = ("member8", "member1", "You moved to appointments; I am about to. Twenty minutes?")
