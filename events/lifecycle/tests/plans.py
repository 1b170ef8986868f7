"""The plan of a co-lab, as the verbs take it and as it is typed into the form."""

PLAN = {
    "title": "Keeping interpreters",
    "question": "What keeps them?",
    "description": "Bring **one** story.",
    "chosen_for": "relevance",
    "chosen_because": "Contracts end in spring.",
    "minutes": 60,
    "capacity": 10,
    "room_url": "https://example.webex.com/meet/room",
}
TYPED = PLAN | {"date": "2027-01-14", "time": "14:00", "zone": "America/Toronto"}
