from django.urls import path

from participants.accounts import views as accounts
from participants.imported_authors import views as imported_authors
from participants.invitations import views as invitations
from participants.privacy import views as privacy
from participants.profiles.views import clock, directory, me

app_name = "participants"
urlpatterns = [
    path("accounts/signup/code/", accounts.join_code, name="join_code"),
    path("accounts/signup/code/again/", accounts.join_code_again, name="join_code_again"),
    path("me/", me.me, name="me"),
    path("me/page/", me.choose_sections, name="sections"),
    path("me/data/", privacy.my_data, name="data"),
    path("me/export/", privacy.download, name="export"),
    path("me/erase/", privacy.confirm, name="erase"),
    path("clock/", clock.clock, name="clock"),
    path("clock/moved/", clock.moved, name="new_zone"),
    path("people/", directory.people, name="people"),
    path("people/<int:pk>/", directory.person, name="person"),
    path("invitations/", invitations.to_the_site, name="invitations"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("invitations/<int:pk>/withdraw/", invitations.withdraw, name="withdraw_invitation"),
    path("claim/<str:token>/", imported_authors.claim, name="claim"),
    path("moderation/claims/", imported_authors.unclaimed, name="unclaimed"),
    path("moderation/claims/<int:pk>/", imported_authors.invite, name="invite"),
]
