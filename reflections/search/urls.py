"""Addresses of the search. They hold ids and days, never a word."""

from django.urls import path

from reflections.search import views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/forget/", views.forget_searches, name="forget_searches"),
    path("found/<uuid:search_id>/", views.found, name="found"),
    path("found/<uuid:search_id>/forget/", views.forget_search, name="forget_search"),
]
