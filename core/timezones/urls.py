from django.urls import path

from core.timezones import views

app_name = "timezones"
urlpatterns = [path("clock/places/", views.places, name="places")]
