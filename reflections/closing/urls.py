"""Addresses of closing."""

from django.urls import path

from reflections.closing import views

urlpatterns = [
    path("journal/<uuid:entry_id>/closing/", views.close_entry, name="close_entry"),
    path("reflections/<uuid:reflection_id>/closing/", views.close_reflection, name="close_reflection"),
    path("closed/<uuid:closing_id>/", views.closed, name="closed"),
]
