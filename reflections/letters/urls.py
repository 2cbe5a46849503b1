"""Addresses of letters. There is none from which a letter could be sent."""

from django.urls import path

from reflections.letters import views

_LETTER = "letters/<uuid:entry_id>/"

urlpatterns = [
    path("letters/", views.letters, name="letters"),
    path("letters/new/", views.new_letter, name="new_letter"),
    path(_LETTER, views.letter, name="letter"),
    path(f"{_LETTER}close/", views.close_letter, name="close_letter"),
    path(f"{_LETTER}open/", views.open_letter, name="open_letter"),
    path(f"{_LETTER}let-go/", views.let_go, name="let_go"),
    path(f"{_LETTER}gone/", views.gone, name="gone"),
]
