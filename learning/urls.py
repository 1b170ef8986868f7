from django.urls import path

from learning.experiments import views as experiments
from learning.library import views as library
from moderation import views as moderation

app_name = "learning"
EXPERIMENT, TRIAL = {"kind": "experiment"}, {"kind": "trial"}

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
    path("topics/<int:pk>/experiments/new/", experiments.begin, name="begin_experiment"),
    path("trials/<int:pk>/take-up/", experiments.take_up, name="take_up_trial"),
    path("trials/<int:pk>/withdraw/", experiments.withdraw, name="withdraw_trial"),
    path("trials/<int:pk>/report/", moderation.report, TRIAL, name="report_trial"),
    path("trials/<int:pk>/hide/", moderation.hide, TRIAL, name="hide_trial"),
    path("trials/<int:pk>/unhide/", moderation.show, TRIAL, name="unhide_trial"),
    path("trials/<int:pk>/settle/", moderation.settle, TRIAL, name="settle_trial"),
    path("trials/<int:pk>/tell/", experiments.tell, name="tell_trial"),
]
