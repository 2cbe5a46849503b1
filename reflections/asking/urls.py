"""Addresses of asking."""

from django.urls import path

from reflections.asking import views

urlpatterns = [
    path("journal/<uuid:entry_id>/questions/", views.questions, name="questions"),
    path("reflections/stop/", views.stop_offering, name="stop_offering"),
    path("reflections/hide/<uuid:about_id>/", views.hide_card, name="hide_card"),
    path("reflections/own/", views.own_prompt, name="own_prompt"),
    path("reflections/own/<uuid:prompt_id>/delete/", views.delete_own_prompt, name="delete_own_prompt"),
    path("reflections/later/<uuid:kept_id>/let-go/", views.let_later_go, name="let_later_go"),
]
