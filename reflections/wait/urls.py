"""Addresses of the wait. None tells which of the four answers it was, and none holds a word."""

from django.urls import path

from reflections.wait import views

urlpatterns = [
    path("", views.wait, name="wait"),
    path("practical/", views.practical, name="wait_practical"),
    path("unsafe/", views.unsafe, name="wait_unsafe"),
    path("begin/", views.begin, name="wait_begin"),
    path("write/", views.write_here, name="wait_write"),
    path("write/<uuid:entry_id>/", views.write_on, name="wait_write_on"),
    path("write/<uuid:entry_id>/autosave/", views.autosave, name="wait_autosave"),
    path("now/", views.note_now, name="wait_now"),
    path("end/", views.end, name="wait_end"),
    path("over/", views.over, name="wait_over"),
    path("next-time/", views.next_time, name="wait_next_time"),
]
