"""The demonstration: a fictional community with forums and co-labs, dated from today."""

DOMAIN = "demo.example"
PASSWORD = "co-lab-demo"  # noqa: S105 (printed at start, and only where DEBUG is on)
ACCOUNTS = [  # (e-mail address, role)
    (f"organizer1@{DOMAIN}", "organizer, English"),
    (f"organizer2@{DOMAIN}", "organizer, French"),
    (f"moderator@{DOMAIN}", "moderator, Spanish"),
    (f"staff@{DOMAIN}", "staff: the administration"),
    (f"member1@{DOMAIN}", "one of fourteen members, member1 to member14"),
]
