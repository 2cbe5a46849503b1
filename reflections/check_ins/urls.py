"""Addresses of check-ins."""

from django.urls import path

from reflections.check_ins import views

urlpatterns = [
    path("check-in/", views.check_in, name="check_in"),
    path("check-in/<uuid:check_in_id>/delete/", views.delete_check_in, name="delete_check_in"),
]
