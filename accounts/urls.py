"""Addresses of an account. From allauth come only the pages that are finished here.

Not routed: passkeys instead of a password, sign-in by mailed code, social accounts, "remember this browser".
"""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path

from accounts import security_views, views

urlpatterns = [
    path("accounts/signup/", allauth.signup, name="account_signup"),
    path("accounts/confirm-email/", security_views.confirm_email, name="account_email_verification_sent"),
    path("accounts/login/", allauth.login, name="account_login"),
    path("accounts/inactive/", allauth.account_inactive, name="account_inactive"),
    path("accounts/logout/", allauth.logout, name="account_logout"),
    path("accounts/reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/reset/", allauth.password_reset, name="account_reset_password"),
    path(
        "accounts/password/reset/confirm/",
        allauth.confirm_password_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path("accounts/password/reset/complete/", allauth.complete_password_reset, name="account_complete_password_reset"),
    path(
        "accounts/password/reset/done/",
        security_views.password_reset_done,
        name="account_password_reset_completed",
    ),
    path("accounts/second-step/", mfa.authenticate, name="mfa_authenticate"),
    path("accounts/second-step/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/passkey/again/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("accounts/deleted/", security_views.account_deleted, name="account_deleted"),
    path("start-again/", security_views.start_again, name="start_again"),
    path("language/", views.choose_language, name="choose_language"),
    path("settings/", views.settings, name="settings"),
    path("settings/what-stays-private/", views.privacy, name="privacy"),
    path("settings/security/", security_views.security, name="security"),
    path("settings/security/record/", security_views.record, name="record"),
    path("settings/sessions/<int:session_id>/end/", security_views.end_session, name="end_session"),
    path("settings/sessions/end-others/", security_views.end_other_sessions, name="end_other_sessions"),
    path("settings/email/", security_views.change_email, name="account_email"),
    path("settings/password/", security_views.change_password, name="account_change_password"),
    path("settings/second-step/", mfa.index, name="mfa_index"),
    path("settings/second-step/app/", security_views.set_up_app, name="mfa_activate_totp"),
    path("settings/second-step/app/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("settings/second-step/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("settings/second-step/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("settings/second-step/codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("settings/second-step/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("settings/second-step/passkeys/add/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("settings/second-step/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("settings/second-step/passkeys/<int:pk>/name/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("settings/former-journals/", security_views.former_journals, name="former_journals"),
    path("settings/former-journals/<uuid:vault_id>/", security_views.bring_back, name="bring_back"),
    path("settings/delete-account/", security_views.delete_account, name="delete_account"),
]
