from django.urls import path

from moderation import views as moderation
from network.connections import views as connections
from network.introductions import views as introductions
from network.picks import hour_views as hour
from network.picks import views
from network.steps import asking_views as asking
from network.steps import views as steps

app_name = "network"
INTRODUCTION = {"kind": "introduction"}
urlpatterns = [
    path("me/people/", connections.my_people, name="my_people"),
    path("me/people/<int:pk>/end/", connections.end, name="end_connection"),
    path("me/people/<int:pk>/introduce/", introductions.introduce, name="introduce"),
    path("people/<int:pk>/ask/", introductions.ask, name="ask_for_time"),
    path("introductions/<int:pk>/", introductions.introduction, name="introduction"),
    path("introductions/<int:pk>/yes/", introductions.accept, name="accept_introduction"),
    path("introductions/<int:pk>/no/", introductions.decline, name="decline_introduction"),
    path("introductions/<int:pk>/withdraw/", introductions.withdraw, name="withdraw_introduction"),
    path("introductions/<int:pk>/report/", moderation.report, INTRODUCTION, name="report_introduction"),
    path("introductions/<int:pk>/hide/", moderation.hide, INTRODUCTION, name="hide_introduction"),
    path("introductions/<int:pk>/unhide/", moderation.show, INTRODUCTION, name="unhide_introduction"),
    path("introductions/<int:pk>/settle/", moderation.settle, INTRODUCTION, name="settle_introduction"),
    path("me/steps/", steps.my_steps, name="my_steps"),
    path("co-labs/<int:pk>/after/step/", steps.new_step, name="new_step"),
    path("steps/<int:pk>/", steps.step, name="step"),
    path("steps/<int:pk>/ask/", asking.ask, name="ask_along"),
    path("steps/<int:pk>/agree/", asking.agree, name="agree_to_step"),
    path("steps/<int:pk>/decline/", asking.decline, name="decline_step"),
    path("steps/<int:pk>/edit/", steps.change_step, name="change_step"),
    path("steps/<int:pk>/happened/", steps.happened, name="step_happened"),
    path("steps/<int:pk>/postpone/", steps.postpone, name="postpone_step"),
    path("steps/<int:pk>/let-go/", steps.let_go, name="let_step_go"),
    path("steps/<int:pk>/take-up/", steps.take_up, name="take_step_up"),
    path("steps/<int:pk>/delete/", steps.delete_step, name="delete_step"),
    path("co-labs/<int:pk>/after/open/", views.open_to_picks, name="open_to_picks"),
    path("co-labs/<int:pk>/after/not-open/", views.not_open, name="not_open"),
    path("co-labs/<int:pk>/hour/pick/<int:person>/", hour.pick, name="pick_in_hour"),
    path("co-labs/<int:pk>/hour/unpick/<int:person>/", hour.unpick, name="unpick_in_hour"),
    path("co-labs/<int:pk>/after/pick/<int:person>/", views.pick, name="pick"),
    path("co-labs/<int:pk>/after/unpick/<int:person>/", views.unpick, name="unpick"),
]
