"""Addresses of leaving with everything, and of bringing pages in."""

from django.urls import path

from archive import archive_views, import_views, views

urlpatterns = [
    path("book/", views.book, name="book"),
    path("book/first-pages/", views.first_pages, name="first_pages"),
    path("book/choose/<slug:list_name>/", views.choose, name="choose"),
    path("book/choose-nothing/", views.choose_nothing, name="choose_nothing"),
    path("book/progress/", views.progress, name="book_progress"),
    path("book/call-off/", views.call_off, name="call_off"),
    path("book/file/", views.file, name="book_file"),
    path("archive/", archive_views.archive, name="archive"),
    path("archive/import/", import_views.import_pages, name="import_pages"),
    path("archive/import/<uuid:import_id>/", import_views.dry_run, name="dry_run"),
    path("archive/import/<uuid:import_id>/bring-in/", import_views.bring_in, name="bring_in"),
    path("archive/import/<uuid:import_id>/leave/", import_views.leave_import, name="leave_import"),
]
