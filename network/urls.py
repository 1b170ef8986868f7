from django.urls import path

from network.picks import views

app_name = "network"
urlpatterns = [
    path("co-labs/<int:pk>/after/open/", views.open_to_picks, name="open_to_picks"),
    path("co-labs/<int:pk>/after/not-open/", views.not_open, name="not_open"),
    path("co-labs/<int:pk>/after/pick/<int:person>/", views.pick, name="pick"),
    path("co-labs/<int:pk>/after/unpick/<int:person>/", views.unpick, name="unpick"),
]
