"""Addresses of writing and reading. They hold ids and dates, never a word."""

from django.urls import path

from entries import views

urlpatterns = [
    path("", views.today, name="today"),
    path("contents/", views.contents, name="contents"),
    path("write/", views.write, name="write"),
    path("write/<uuid:entry_id>/", views.revise, name="revise"),
    path("write/<uuid:entry_id>/autosave/", views.autosave, name="autosave"),
    path("journal/", views.journal, name="journal"),
    path("journal/<uuid:entry_id>/", views.entry, name="entry"),
]
