"""Addresses of an account. From allauth come only the pages that are finished here."""

from allauth.account import views as allauth_views
from django.urls import path

from accounts import views

urlpatterns = [
    path("accounts/signup/", allauth_views.signup, name="account_signup"),
    path("accounts/login/", allauth_views.login, name="account_login"),
    path("accounts/logout/", allauth_views.logout, name="account_logout"),
    path("settings/", views.settings, name="settings"),
    path("settings/what-stays-private/", views.privacy, name="privacy"),
]
