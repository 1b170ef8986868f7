from django.urls import path

from events.calendar import urls as calendar
from events.hour.page import views as hour
from events.hour.planning import views as planning
from events.lifecycle.views import declaring, handing_over, rooms, running
from events.pages import picture, registering, views
from events.replies import views as replies
from events.zone_updates import views as zone_updates

app_name = "events"

urlpatterns = [
    path("co-labs/", views.index, name="index"),
    path("co-labs/past/", views.past, name="past"),
    path("co-labs/declare/<int:topic_id>/", declaring.declare, name="declare"),
    path("co-labs/declare/<int:topic_id>/check/", declaring.check, name="check"),
    path("co-labs/<int:pk>/", views.page, name="short"),
    path("co-labs/<int:pk>/event.ics", views.ics, name="ics"),
    path("co-labs/<int:pk>/picture.png", picture.picture, name="picture"),
    path("co-labs/<int:pk>/register/", registering.register, name="register"),
    path("co-labs/<int:pk>/change/", registering.change, name="change"),
    path("co-labs/<int:pk>/taken/", views.taken, name="taken"),
    path("co-labs/<int:pk>/invitations/", views.invite, name="invitations"),
    path("co-labs/<int:pk>/leave/", registering.leave, name="leave"),
    path("co-labs/<int:pk>/claim/", registering.claim, name="claim"),
    path("co-labs/<int:pk>/room/", registering.enter, name="room"),
    path("co-labs/<int:pk>/dial-in/", registering.dial_in, name="dial_in"),
    path("co-labs/<int:pk>/edit/", declaring.edit, name="edit"),
    path("co-labs/<int:pk>/edit/check/", declaring.check_draft, name="check_draft"),
    path("co-labs/<int:pk>/announce/", declaring.announce, name="announce"),
    path("co-labs/<int:pk>/discard/", running.discard, name="discard"),
    path("co-labs/<int:pk>/move/", running.move, name="move"),
    path("co-labs/<int:pk>/move/check/", running.check_move, name="check_move"),
    path("co-labs/<int:pk>/rules/", zone_updates.rules, name="rules"),
    path("co-labs/<int:pk>/call-off/", running.call_off, name="call_off"),
    path("co-labs/<int:pk>/seats/", running.set_seats, name="seats"),
    path("co-labs/<int:pk>/remove/<int:person>/", running.remove, name="remove"),
    path("co-labs/<int:pk>/allow/<int:person>/", running.allow, name="allow"),
    path("co-labs/<int:pk>/new-room/", rooms.new_room, name="new_room"),
    path("co-labs/<int:pk>/make-room/", rooms.make_room, name="make_room"),
    path("co-labs/<int:pk>/keep-room/", rooms.keep_room, name="keep_room"),
    path("co-labs/<int:pk>/take-over/", rooms.take_over, name="take_over"),
    path("co-labs/<int:pk>/plan/", planning.page, name="plan"),
    path("co-labs/<int:pk>/plan/steps/", planning.arrange, name="arrange"),
    path("co-labs/<int:pk>/plan/run-sheet/", planning.choose, name="choose_sheet"),
    path("co-labs/<int:pk>/hand-over/", handing_over.hand_over, name="hand_over"),
    path("co-labs/<int:pk>/end-sharing/", handing_over.end_sharing, name="end_sharing"),
    path("role-offers/<int:pk>/", handing_over.offer, name="offer"),
    path("role-offers/<int:pk>/accept/", handing_over.accept, name="accept_offer"),
    path("role-offers/<int:pk>/decline/", handing_over.decline, name="decline_offer"),
    path("role-offers/<int:pk>/take-back/", handing_over.take_back, name="take_back_offer"),
    path("co-labs/<int:pk>/attendance/", running.attendance, name="attendance"),
    path("co-labs/<int:pk>/hour/", hour.hour, name="hour"),
    path("co-labs/<int:pk>/hour/now/", hour.now, name="hour_now"),
    path("co-labs/<int:pk>/hour/begin/", hour.lead, {"verb": "begin"}, name="hour_begin"),
    path("co-labs/<int:pk>/hour/forward/", hour.lead, {"verb": "forward"}, name="hour_forward"),
    path("co-labs/<int:pk>/hour/back/", hour.lead, {"verb": "back"}, name="hour_back"),
    path("co-labs/<int:pk>/hour/extend/", hour.lead, {"verb": "extend"}, name="hour_extend"),
    path("co-labs/<int:pk>/hour/show/", hour.lead, {"verb": "show"}, name="hour_show"),
    path("co-labs/<int:pk>/hour/regroup/", hour.lead, {"verb": "regroup"}, name="hour_regroup"),
    path("co-labs/<int:pk>/hour/here/", hour.here, name="hour_here"),
    path("co-labs/<int:pk>/hour/listen/", hour.listen, {"listens": True}, name="hour_listen"),
    path("co-labs/<int:pk>/hour/share/", hour.listen, {"listens": False}, name="hour_share"),
    path("co-labs/<int:pk>/hour/finish/", hour.lead, {"verb": "finish"}, name="hour_finish"),
    path("co-labs/<int:pk>/<slug:slug>/", views.page, name="colab"),
    path("calendar/answers/<str:token>/", replies.decline, name="decline"),
    *calendar.urlpatterns,
]
