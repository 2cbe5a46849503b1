"""Addresses of programs."""

from django.urls import path

from reflections.programs import views

urlpatterns = [
    path("reflections/programs/<slug:program>/", views.program, name="program"),
    path("reflections/programs/<slug:program>/begin/", views.begin_program, name="begin_program"),
    path("reflections/programs/runs/<uuid:run_id>/", views.step, name="step"),
]
