"""Addresses of over time. They hold days, ids and the names of figures, and never a word of hers."""

from django.urls import path

from reflections.over_time import views

urlpatterns = [
    path("over-time/", views.over_time, name="over_time"),
    path("over-time/marks/<uuid:mark_id>/delete/", views.delete_mark, name="delete_mark"),
    path("over-time/words/", views.words_over_time, name="words_over_time"),
    path("over-time/words/<slug:measure>/", views.sentences_over_time, name="sentences_over_time"),
]
