"""Addresses of the journal's door and of its keys."""

from django.urls import path

from vault import key_views, views

urlpatterns = [
    path("lock/", views.lock, name="lock"),
    path("stay/", views.stay, name="stay"),
    path("unlock/", views.unlock, name="unlock"),
    path("recover/", views.recover, name="recover"),
    path("settings/recovery-key/", key_views.recovery_key, name="recovery_key"),
    path("settings/recovery-key/file/", key_views.recovery_key_file, name="recovery_key_file"),
    path("settings/recovery-key/new/", key_views.new_recovery_key, name="new_recovery_key"),
    path("settings/recovery-key/check/", key_views.check_recovery_key, name="check_recovery_key"),
    path("settings/recovery-key/later/", key_views.ask_later, name="ask_later"),
    path("settings/new-key/", key_views.new_key, name="new_key"),
    path("settings/new-key/progress/", key_views.new_key_progress, name="new_key_progress"),
]
