from django.urls import path

from moderation import views as moderation
from network.connections import views as connections
from network.introductions import views as introductions
from network.offers import directory
from network.offers import views as offers
from network.pages import maps, people
from network.picks import hour_views as hour
from network.picks import views
from network.steps import asking_views as asking
from network.steps import views as steps
from network.suggestions import views as suggestions

app_name = "network"
INTRODUCTION, OFFER = {"kind": "introduction"}, {"kind": "offer"}
urlpatterns = [
    path("me/people/", people.my_people, name="my_people"),
    path("me/map/", maps.mine, name="my_map"),
    path("map/", maps.everybody, name="map"),
    path("map.csv", maps.as_csv, name="map_csv"),
    path("me/people/<int:pk>/hide/", connections.hide, name="hide_connection"),
    path("me/people/<int:pk>/show/", connections.show, name="show_connection"),
    path("me/people/<int:pk>/end/", connections.end, name="end_connection"),
    path("me/people/<int:pk>/introduce/", introductions.introduce, name="introduce"),
    path("me/people/not-now/<int:pk>/with/<int:other>/", suggestions.not_pair, name="not_this_pair"),
    path("me/people/not-now/<int:pk>/again/", suggestions.suggest_again, name="suggest_again"),
    path("people/<int:pk>/not-now/", suggestions.not_person, name="not_this_person"),
    path("people/offers/", directory.offers, name="offers"),
    path("people/needs/", directory.needs, name="needs"),
    path("me/offers/", offers.mine, name="my_offers"),
    path("me/offers/new/", offers.new, name="new_offer"),
    path("offers/<int:pk>/", offers.offer, name="offer"),
    path("offers/<int:pk>/edit/", offers.change, name="change_offer"),
    path("offers/<int:pk>/renew/", offers.renew, name="renew_offer"),
    path("offers/<int:pk>/delete/", offers.take_back, name="take_back_offer"),
    path("offers/<int:pk>/topic/", offers.post_as_topic, name="need_as_topic"),
    path("offers/<int:pk>/topic/preview/", offers.preview_topic, name="preview_need"),
    path("offers/<int:pk>/report/", moderation.report, OFFER, name="report_offer"),
    path("offers/<int:pk>/hide/", moderation.hide, OFFER, name="hide_offer"),
    path("offers/<int:pk>/unhide/", moderation.show, OFFER, name="unhide_offer"),
    path("offers/<int:pk>/settle/", moderation.settle, OFFER, name="settle_offer"),
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
