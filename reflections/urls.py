"""Addresses of questions and answers."""

from django.urls import include, path

from reflections import views

urlpatterns = [
    path("reflections/", views.reflections, name="reflections"),
    path("reflections/prompts/<slug:slug>/", views.prompt, name="prompt"),
    path("reflections/<uuid:reflection_id>/", views.reflection, name="reflection"),
    path("reflections/<uuid:reflection_id>/revise/", views.revise_reflection, name="revise_reflection"),
    path("reflections/<uuid:reflection_id>/delete/", views.delete_reflection, name="delete_reflection"),
    path("", include("reflections.letters.urls")),
    path("help-now/", views.help_now, name="help_now"),
]
