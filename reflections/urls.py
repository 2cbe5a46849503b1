"""Addresses of questions and answers."""

from django.urls import include, path

from reflections import views

urlpatterns = [
    path("", include("reflections.then_and_now.urls")),
    path("", include("reflections.asking.urls")),
    path("", include("reflections.closing.urls")),
    path("", include("reflections.check_ins.urls")),
    path("", include("reflections.over_time.urls")),
    path("", include("reflections.self_work.urls")),
    path("", include("reflections.programs.urls")),
    path("", include("reflections.search.urls")),
    path("reflections/", views.reflections, name="reflections"),
    path("reflections/prompts/<slug:slug>/", views.prompt, name="prompt"),
    path("reflections/<uuid:reflection_id>/", views.reflection, name="reflection"),
    path("reflections/<uuid:reflection_id>/revise/", views.revise_reflection, name="revise_reflection"),
    path("reflections/<uuid:reflection_id>/delete/", views.delete_reflection, name="delete_reflection"),
    path("wait/", include("reflections.wait.urls")),
    path("", include("reflections.letters.urls")),
    path("help-now/", views.help_now, name="help_now"),
]
