from django.urls import path

from mailing.pages import views

urlpatterns = [
    path("me/notices/", views.my_notices, name="notices"),
    path("notices/off/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("notices/on/<str:token>/", views.subscribe, name="subscribe"),
]
