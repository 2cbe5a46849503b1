"""Addresses of writing and reading. They hold ids and dates, never a word."""

from django.urls import path

from entries import calendar_views, history_views, reading_views, tag_views, trash_views, views

_ENTRY = "journal/<uuid:entry_id>/"
_TAG = "journal/tags/<uuid:tag_id>/"
_VERSION = f"{_ENTRY}history/<uuid:version_id>/"

urlpatterns = [
    path("", views.today, name="today"),
    path("contents/", views.contents, name="contents"),
    path("write/", views.write, name="write"),
    path("write/<uuid:entry_id>/", views.revise, name="revise"),
    path("write/<uuid:entry_id>/autosave/", views.autosave, name="autosave"),
    path("journal/", reading_views.journal, name="journal"),
    path("journal/trash/", trash_views.trash, name="trash"),
    path("journal/calendar/", calendar_views.calendar, name="calendar"),
    path("journal/calendar/<int:year>/", calendar_views.calendar_year, name="calendar_year"),
    path("journal/calendar/<int:year>/<int:month>/<int:day>/", calendar_views.day, name="day"),
    path("journal/tags/", tag_views.tags, name="tags"),
    path(_TAG, tag_views.tag, name="tag"),
    path(f"{_TAG}rename/", tag_views.rename_tag, name="rename_tag"),
    path(f"{_TAG}merge/", tag_views.merge_tag, name="merge_tag"),
    path(_ENTRY, reading_views.entry, name="entry"),
    path(f"{_ENTRY}discard/", trash_views.discard, name="discard"),
    path(f"{_ENTRY}bring-back/", trash_views.bring_back, name="bring_back_entry"),
    path(f"{_ENTRY}delete/", trash_views.delete, name="delete_entry"),
    path(f"{_ENTRY}history/", history_views.history, name="history"),
    path(_VERSION, history_views.version, name="version"),
    path(f"{_VERSION}restore/", history_views.restore, name="restore"),
    path(f"{_VERSION}keep-apart/", history_views.keep_apart, name="keep_apart"),
]
