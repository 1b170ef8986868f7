"""Personal data of this part. Experiments and trials stay, by a former participant, as posts do.

So do monthly digests, which are of all. Reflections are their person's own and go with them, stories too
(R-LEAVES-WITH-THEIRS).
"""

from django.db.models import Q

from forums.models import may_read
from learning.models import Experiment, MonthlyDigest, Output, Reflection, Trial, Use
from learning.models.reflections import BOXES
from learning.models.uses import TOPICS
from participants.privacy import erasure, export
from participants.profiles import names

export.rows(
    "experiments",
    "id topic_id topic__title if_we then test_by share_by share_on follows_id language created_at edited_at",
    title="topic__title",
    readable=may_read("author", "topic__forum"),
)
export.rows(
    "trials",
    "experiment_id experiment__topic__title organization where when state showed learnt evidence_url "
    "language created_at told_at",
    title="experiment__topic__title",
    readable=may_read("participant", "experiment__topic__forum"),
)
export.rows(
    "outputs",
    "id topic_id topic__title colab_id title kind what_for text url licence informs evidence_url state "
    "language created_at edited_at published_at",
    title="topic__title",
    readable=may_read("author", "topic__forum"),
)
export.rows(
    "contributions",
    "output_id output__title asked_at agreed_at declined_at",
    title="output__title",
    readable=may_read("participant", "output__topic__forum"),
)
OF_USE = "kind organization district changed taken_to language created_at confirmed_at ended_at"
TITLES = {"output": "output__title", "harvest": "harvest__colab__title", "story": "story__title"}


def _uses(person):
    """Return the uses of a person, by what they are of; the title of a story goes when it is taken back."""
    rows = []
    for thing, title in TITLES.items():
        readable = may_read("participant", f"{TOPICS[thing]}__forum")
        if thing == "story":
            readable &= Q(story__shared_at__isnull=False)
        found = person.uses.filter(**{f"{thing}__isnull": False}).order_by("pk")
        rows += export.values_of(found, f"{thing}_id {title} {OF_USE}", title, readable)
    return rows


FIELDS = (*(f"{thing}_id" for thing in TITLES), *TITLES.values(), *OF_USE.split())
export.sections.add("uses", export.Section(_uses, ("uses",), FIELDS))
export.rows(
    "reflections",
    f"colab_id colab__title {' '.join(BOXES)} in_story title named language created_at shared_at "
    "came_of_it came_line may_ask answered_at asked_at",
    title="colab__title",
    readable=may_read("participant", "colab__topic__forum"),
)
export.rows(
    "monthly_digests",
    "id forum__name month opening closing language state created_at edited_at published_at",
    title="forum__name",
    readable=may_read("author", "forum"),
)
erasure.delete("reflections")
ACTS_OF_OFFICE = (
    *(f"learning.{model}.hidden_by" for model in ("Experiment", "Trial", "Output", "Use", "Reflection")),
    "learning.MonthlyDigest.hidden_by",
    "learning.Reflection.asked_by",
)
export.withhold(*ACTS_OF_OFFICE)
erasure.keep("experiments", "monthly_digests", "outputs", *ACTS_OF_OFFICE)


@erasure.step("places that were not told go, what was told stays", "trials")
def delete_untold_trials(person):
    person.trials.exclude(state=Trial.State.TOLD).delete()


erasure.blank("trials", "organization")


@erasure.step("places offered for experiments of theirs test them: nobody else could say yes")
def take_up_what_was_offered(person):
    offered = Trial.objects.filter(experiment__author=person, state=Trial.State.OFFERED)
    offered.update(state=Trial.State.TAKEN_UP)


@erasure.step("drafts go, and being asked about a name without an answer", "contributions")
def delete_unpublished(person):
    person.contributions.filter(agreed_at=None).delete()
    person.outputs.filter(state=Output.State.DRAFT).delete()


erasure.delete("uses")
erasure.blank("outputs", "organization_key")
erasure.blank("contributions", "organization_key")


for field in ("if_we", "then", "test_by", "share_by", "hidden_reason"):
    names.text(Experiment, field)
names.text(Trial, "learnt", html="learnt_html")
for field in ("where", "hidden_reason"):
    names.text(Trial, field)
for field in ("title", "what_for", "informs", "hidden_reason"):
    names.text(Output, field)
names.text(Output, "text", html="html")
for field in ("changed", "taken_to", "hidden_reason"):
    names.text(Use, field)
for field in (*BOXES, "title", "came_line", "hidden_reason"):
    names.text(Reflection, field)
for field in ("opening", "closing"):
    names.text(MonthlyDigest, field, html=f"{field}_html")
names.text(MonthlyDigest, "hidden_reason")
