from django.urls import path, register_converter

from learning import pictures
from learning.experiments import views as experiments
from learning.library import views as library
from learning.monthly import views as monthly
from learning.monthly import writing_views as writing
from learning.months import MonthConverter
from learning.outputs import views as outputs
from learning.reflection import story_views as stories
from learning.reflection import views as reflection
from learning.stages import views as stages
from learning.uses import views as uses
from learning.value import views as value
from moderation import views as moderation

app_name = "learning"
EXPERIMENT, TRIAL = {"kind": "experiment"}, {"kind": "trial"}
OUTPUT, USE, STORY = {"kind": "output"}, {"kind": "use"}, {"kind": "story"}
MONTHLY = {"kind": "digest"}
register_converter(MonthConverter, "month")

urlpatterns = [
    path("library/", library.library, name="library"),
    path("library/feed.atom", library.feed, name="atom"),
    path("library/note/<int:pk>/", library.note, name="note"),
    path("library/note/<int:pk>.md", library.note_markdown, name="note_markdown"),
    path("library/harvest/<int:pk>/", library.harvest, name="harvest"),
    path("experiments/", experiments.index, name="experiments"),
    path("experiments/<int:pk>/", experiments.experiment, name="experiment"),
    path("experiments/<int:pk>/edit/", experiments.change, name="change_experiment"),
    path("experiments/<int:pk>/report/", moderation.report, EXPERIMENT, name="report_experiment"),
    path("experiments/<int:pk>/hide/", moderation.hide, EXPERIMENT, name="hide_experiment"),
    path("experiments/<int:pk>/unhide/", moderation.show, EXPERIMENT, name="unhide_experiment"),
    path("experiments/<int:pk>/settle/", moderation.settle, EXPERIMENT, name="settle_experiment"),
    path("experiments/<int:pk>/here/", experiments.offer, name="offer_trial"),
    path("library/harvest/<int:pk>/picture.png", pictures.of_harvest, name="picture_of_harvest"),
    path("outputs/<int:pk>/picture.png", pictures.of_output, name="picture_of_output"),
    path("stories/<int:pk>/picture.png", pictures.of_story, name="picture_of_story"),
    path("digest/", monthly.index, name="monthly"),
    path("digest/feed.atom", monthly.feed, name="monthly_atom"),
    path("digest/write/", writing.write, name="write_monthly"),
    path("digest/<month:month>/", monthly.month, name="monthly_of_site"),
    path("digest/<month:month>.md", monthly.as_markdown, name="monthly_markdown_of_site"),
    path("digest/<int:pk>/", writing.draft, name="monthly_draft"),
    path("digest/<int:pk>/edit/", writing.change, name="change_monthly"),
    path("digest/<int:pk>/publish/", writing.publish, name="publish_monthly"),
    path("digest/<int:pk>/take-back/", writing.take_back, name="take_monthly_back"),
    path("digest/<int:pk>/picture.png", pictures.of_monthly, name="picture_of_monthly"),
    path("digest/<int:pk>/report/", moderation.report, MONTHLY, name="report_monthly"),
    path("digest/<int:pk>/hide/", moderation.hide, MONTHLY, name="hide_monthly"),
    path("digest/<int:pk>/unhide/", moderation.show, MONTHLY, name="unhide_monthly"),
    path("digest/<int:pk>/settle/", moderation.settle, MONTHLY, name="settle_monthly"),
    path("forums/<slug:slug>/digest/", monthly.index, name="monthly_in_space"),
    path("forums/<slug:slug>/digest/write/", writing.write, name="write_monthly_in_space"),
    path("forums/<slug:slug>/digest/<month:month>/", monthly.month, name="monthly_of_space"),
    path(
        "forums/<slug:slug>/digest/<month:month>.md",
        monthly.as_markdown,
        name="monthly_markdown_of_space",
    ),
    path("challenges/", stages.index, name="challenges"),
    path("forums/<slug:slug>/challenges/", stages.of_space, name="challenges_of_space"),
    path("value/", value.everywhere, name="value"),
    path("value.csv", value.as_csv, name="value_csv"),
    path("forums/<slug:slug>/value/", value.of_space, name="value_of_space"),
    path("forums/<slug:slug>/value.csv", value.csv_of_space, name="csv_of_space"),
    path("outputs/", outputs.index, name="outputs"),
    path("outputs/<int:pk>/", outputs.output, name="output"),
    path("outputs/<int:pk>.md", outputs.as_markdown, name="output_markdown"),
    path("outputs/<int:pk>/edit/", outputs.change, name="change_output"),
    path("outputs/<int:pk>/publish/", outputs.publish, name="publish_output"),
    path("outputs/<int:pk>/take-back/", outputs.take_back, name="take_output_back"),
    path("outputs/<int:pk>/people/", outputs.ask, name="ask_contributors"),
    path("outputs/<int:pk>/agree/", outputs.agree, name="agree_to_be_named"),
    path("outputs/<int:pk>/decline/", outputs.decline, name="decline_to_be_named"),
    path("outputs/<int:pk>/use/", uses.use, name="use_output"),
    path("outputs/<int:pk>/taken/", uses.take_along, {"of": "output"}, name="take_along"),
    path("library/harvest/<int:pk>/taken/", uses.take_along, {"of": "harvest"}, name="take_harvest_along"),
    path("stories/<int:pk>/taken/", uses.take_along, {"of": "story"}, name="take_story_along"),
    path("outputs/<int:pk>/report/", moderation.report, OUTPUT, name="report_output"),
    path("outputs/<int:pk>/hide/", moderation.hide, OUTPUT, name="hide_output"),
    path("outputs/<int:pk>/unhide/", moderation.show, OUTPUT, name="unhide_output"),
    path("outputs/<int:pk>/settle/", moderation.settle, OUTPUT, name="settle_output"),
    path("topics/<int:pk>/outputs/new/", outputs.new, name="new_output"),
    path("uses/<int:pk>/edit/", uses.change, name="change_use"),
    path("uses/<int:pk>/still/", uses.confirm, name="confirm_use"),
    path("uses/<int:pk>/end/", uses.end, name="end_use"),
    path("uses/<int:pk>/take-out/", uses.take_out, name="take_use_out"),
    path("uses/<int:pk>/report/", moderation.report, USE, name="report_use"),
    path("uses/<int:pk>/hide/", moderation.hide, USE, name="hide_use"),
    path("uses/<int:pk>/unhide/", moderation.show, USE, name="unhide_use"),
    path("uses/<int:pk>/settle/", moderation.settle, USE, name="settle_use"),
    path("topics/<int:pk>/experiments/new/", experiments.begin, name="begin_experiment"),
    path("trials/<int:pk>/take-up/", experiments.take_up, name="take_up_trial"),
    path("trials/<int:pk>/withdraw/", experiments.withdraw, name="withdraw_trial"),
    path("trials/<int:pk>/report/", moderation.report, TRIAL, name="report_trial"),
    path("trials/<int:pk>/hide/", moderation.hide, TRIAL, name="hide_trial"),
    path("trials/<int:pk>/unhide/", moderation.show, TRIAL, name="unhide_trial"),
    path("trials/<int:pk>/settle/", moderation.settle, TRIAL, name="settle_trial"),
    path("trials/<int:pk>/tell/", experiments.tell, name="tell_trial"),
    path("co-labs/<int:pk>/after/reflect/", reflection.reflect, name="reflect"),
    path("co-labs/<int:pk>/after/reflect/story/", reflection.share, name="share_story"),
    path("co-labs/<int:pk>/after/month/", reflection.came_of_it, name="month"),
    path("stories/", stories.index, name="stories"),
    path("stories/<int:pk>/", stories.story, name="story"),
    path("stories/<int:pk>.md", stories.story_markdown, name="story_markdown"),
    path("stories/<int:pk>/take-back/", reflection.take_back, name="take_back_story"),
    path("stories/<int:pk>/ask/", stories.ask, name="ask_for_story"),
    path("stories/<int:pk>/report/", moderation.report, STORY, name="report_story"),
    path("stories/<int:pk>/hide/", moderation.hide, STORY, name="hide_story"),
    path("stories/<int:pk>/unhide/", moderation.show, STORY, name="unhide_story"),
    path("stories/<int:pk>/settle/", moderation.settle, STORY, name="settle_story"),
]
