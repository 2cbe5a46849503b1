"""Addresses of the journal's door."""

from django.urls import path

from vault import views

urlpatterns = [
    path("lock/", views.lock, name="lock"),
    path("unlock/", views.unlock, name="unlock"),
    path("recover/", views.recover, name="recover"),
    path("settings/recovery-key/", views.recovery_key, name="recovery_key"),
    path("settings/recovery-key/file/", views.recovery_key_file, name="recovery_key_file"),
]
