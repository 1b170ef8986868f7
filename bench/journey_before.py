"""The journey by HTTP, first part: from signing in to a co-lab that is announced."""

from journey_reading import check_seats, early, refused, require, start_of, with_a_good_start

ANNOUNCE = "[name=then][value=announce]"
OBJECTIVES = {
    "dimension_1": "me",
    "objective_1": "One sentence that I change on Monday",
    "dimension_2": "networks",
    "objective_2": "Who else rewrites letters",
}


def site_answers(journey):
    journey.visitor.open("/healthz")
    journey.visitor.open("/")


def everyone_signs_in(journey):
    journey.organizers = [journey.signed_in(account) for account in journey.accounts["organizers"][:2]]
    journey.members = [journey.signed_in(account) for account in journey.accounts["members"]]
    *journey.members, journey.harvester = journey.members[:13]


def newcomer_joins(journey):
    email = f"journey-{journey.stamp}@demo.example"
    newcomer = journey.person(email)
    form = newcomer.open("/accounts/signup/").form("/accounts/signup/")
    page = form.press(email=email, name=f"Journey {journey.stamp}")
    require(not page.find("body[data-person]"), f"{email} is signed in before the code is typed.")
    letter = journey.postbox.find(email, "the code to join", lambda letter: letter.code)
    page = page.form("/signup/code/").press(code="nonsense", status=422)
    page = page.form("/signup/code/").press(code=letter.code)
    require(page.find("body[data-person]"), f"{email} is not signed in after typing the code.")


def topic_is_posted(journey):
    author = journey.members[0]
    forum = journey.visitor.open("/forums/").the("main article h2 a")["href"]
    title = f"Journey {journey.stamp}: how do you keep a front desk open?"
    text = "We are three at a desk that is open **fifty hours** a week."
    form = author.open(f"{forum}new/").form("/new/")
    page = form.press(
        title=title, text=text, tags="journey", nominate="on", intention="share", reason="All ask."
    )
    require(title in page.the("h1").get_text(), f"The topic that was posted is not shown at {page.path}.")
    require(page.find(".prose strong"), f"The text of the topic is not shown as Markdown at {page.path}.")
    require(_wish(page) == 1, f"The nomination that came with the topic is not counted at {page.path}.")
    journey.topic = page.path


def others_nominate(journey):
    """On the topic, on one of its posts, and a second time by the same person."""
    second, third, fourth = journey.members[1:4]
    for person in (second, third):
        person.open(journey.topic).form("/nominate/").press(intention="listen")
    page = fourth.open(journey.topic).follow("article a[href*='/nominate/']")
    page.form("/nominate/").press(intention="share", reason="We closed on Fridays.")
    second.open(journey.topic).form("/nominate/").press(intention="share")
    page = journey.visitor.open(journey.topic)
    require(
        _wish(page) == 4, f"Four people want {page.path}, one of them said so twice; it says {_wish(page)}."
    )


def _wish(page):
    return page.number("#nominations strong")


def organizer_declares(journey):
    organizer, other = journey.organizers
    page = organizer.open("/candidates/").follow(f"main a[href$='/declare/{_number(journey.topic)}/']")
    plan = {"question": "What do you leave undone?", "description": "Bring **one week** of your roster."}
    plan |= {
        "chosen_for": "popularity",
        "chosen_because": "Four people in a day.",
        "facilitator": other.email,
        "harvester": journey.harvester.email,
        "run_sheet": "what-works",
    } | OBJECTIVES
    wrong = {"capacity": "11", "room_url": journey.room.replace("https:", "http:")}
    page = refused(page.main_form(), ANNOUNCE, *wrong, **plan, **wrong, **early(10))
    right = {"capacity": "10", "room_url": journey.room}
    page = refused(page.main_form(), ANNOUNCE, "unfriendly_reason", **right)
    require(not _colabs(journey), "A refused form made a co-lab.")
    page = with_a_good_start(page, 10).main_form().press(ANNOUNCE)
    check_seats(page, "none", taken=0)
    journey.colab, journey.start = page.path, start_of(page)
    goals = [text for name, text in OBJECTIVES.items() if name.startswith("objective")]
    require(all(text in page.text for text in goals), f"The objectives do not stand at {page.path}.")
    require(_colabs(journey) == [journey.colab], "The topic and its co-lab do not lead to each other.")
    require(
        page.find(f"main a[href='{journey.topic}']"), "The topic and its co-lab do not lead to each other."
    )


def _number(address):
    return address.rstrip("/").rsplit("/", 2)[1]


def _colabs(journey):
    links = journey.visitor.open(journey.topic).all("#nominations .timeline a[href^='/co-labs/']")
    return [link["href"] for link in links]


def nominators_are_told(journey):
    for person in journey.members[:4]:
        journey.postbox.find(person.email, "it is announced", lambda letter: journey.colab in letter.paths)


STEPS = [
    ("The site answers", site_answers),
    ("Two organizers and thirteen members sign in", everyone_signs_in),
    ("Somebody joins by the code in the mail", newcomer_joins),
    ("A topic is posted, to be considered for a co-lab", topic_is_posted),
    ("Three others nominate it", others_nominate),
    ("An organizer declares it: mistakes refused, the time checked, announced", organizer_declares),
    ("Those who nominated it are told by mail", nominators_are_told),
]
WITH_MAIL = {newcomer_joins, nominators_are_told}
