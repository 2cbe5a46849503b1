"""Addresses of leaving with everything."""

from django.urls import path

from archive import views

urlpatterns = [
    path("book/", views.book, name="book"),
    path("book/first-pages/", views.first_pages, name="first_pages"),
    path("book/choose/<slug:list_name>/", views.choose, name="choose"),
    path("book/choose-nothing/", views.choose_nothing, name="choose_nothing"),
    path("book/progress/", views.progress, name="book_progress"),
    path("book/call-off/", views.call_off, name="call_off"),
    path("book/file/", views.file, name="book_file"),
]
