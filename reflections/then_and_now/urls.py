"""Addresses of then and now. They hold ids, never a word; the older one of a pair may stand first or second."""

from django.urls import path

from reflections.then_and_now import note_views, views

_PAGE = "then-and-now/pages/<uuid:entry_id>/"
_ANSWER = "then-and-now/answers/<uuid:reflection_id>/"
_NOTE = "then-and-now/notes/<uuid:comparison_id>/"

urlpatterns = [
    path("then-and-now/", views.then_and_now, name="then_and_now"),
    path("then-and-now/pages/", views.older_pages, name="older_pages"),
    path("then-and-now/pairs/", views.pairs_found, name="pairs_found"),
    path("then-and-now/answers/", views.older_answers, name="older_answers"),
    path(_PAGE, views.beside_page, name="beside_page"),
    path(_ANSWER, views.beside_answer, name="beside_answer"),
    path(f"{_PAGE}<uuid:other_entry_id>/", note_views.compare_pages, name="compare_pages"),
    path(f"{_ANSWER}<uuid:other_reflection_id>/", note_views.compare_answers, name="compare_answers"),
    path(_NOTE, note_views.comparison, name="comparison"),
    path(f"{_NOTE}close/", note_views.close_comparison, name="close_comparison"),
    path(f"{_NOTE}revise/", note_views.revise_comparison, name="revise_comparison"),
    path(f"{_NOTE}delete/", note_views.delete_comparison, name="delete_comparison"),
]
