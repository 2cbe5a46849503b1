"""All addresses, put together."""

from django.urls import include, path

from journal_site import errors

handler400 = errors.bad_request
handler500 = errors.server_error

urlpatterns = [
    path("healthz/", errors.healthz, name="healthz"),
    path("", include("vault.urls")),
    path("", include("accounts.urls")),
    path("", include("archive.urls")),
    path("", include("reflections.urls")),
    path("", include("entries.urls")),
]
