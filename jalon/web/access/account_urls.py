"""The pages of allauth that exist here, below `/account/`. What is not named has no address: no sign-up, no change of
e-mail, no sign-in code, no trusted browser.
"""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import URLPattern, path, re_path

from jalon.web.access.gate import page
from jalon.web.access.views import profile


def _public(route: str, view: Any, name: str) -> URLPattern:
    return path(route, page("public")(view), name=name)


def _own(route: str, view: Any, name: str) -> URLPattern:
    return path(route, page("signed_in")(view), name=name)


urlpatterns = [
    path("", profile.show, name="account_home"),
    path("second-factor/", profile.second_factor_page, name="account_second_factor"),
    path("signup/", profile.by_invitation, name="account_signup"),
    _public("login/", account.login, "account_login"),
    _public("logout/", account.logout, "account_logout"),
    _public("inactive/", account.account_inactive, "account_inactive"),
    _public("password/reset/", account.password_reset, "account_reset_password"),
    _public("password/reset/done/", account.password_reset_done, "account_reset_password_done"),
    _public("password/reset/key/done/", account.password_reset_from_key_done, "account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        page("public")(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    _own("password/change/", account.password_change, "account_change_password"),
    _own("password/set/", account.password_set, "account_set_password"),
    _own("reauthenticate/", account.reauthenticate, "account_reauthenticate"),
    _public("2fa/authenticate/", mfa.authenticate, "mfa_authenticate"),
    _own("2fa/", mfa.index, "mfa_index"),
    _own("2fa/reauthenticate/", mfa.reauthenticate, "mfa_reauthenticate"),
    _own("2fa/totp/activate/", totp.activate_totp, "mfa_activate_totp"),
    _own("2fa/totp/deactivate/", totp.deactivate_totp, "mfa_deactivate_totp"),
    _own("2fa/recovery-codes/", codes.view_recovery_codes, "mfa_view_recovery_codes"),
    _own("2fa/recovery-codes/generate/", codes.generate_recovery_codes, "mfa_generate_recovery_codes"),
    _own("2fa/recovery-codes/download/", codes.download_recovery_codes, "mfa_download_recovery_codes"),
    _public("2fa/webauthn/login/", keys.login_webauthn, "mfa_login_webauthn"),
    _own("2fa/webauthn/", keys.list_webauthn, "mfa_list_webauthn"),
    _own("2fa/webauthn/add/", keys.add_webauthn, "mfa_add_webauthn"),
    _own("2fa/webauthn/reauthenticate/", keys.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    _own("2fa/webauthn/keys/<int:pk>/remove/", keys.remove_webauthn, "mfa_remove_webauthn"),
    _own("2fa/webauthn/keys/<int:pk>/edit/", keys.edit_webauthn, "mfa_edit_webauthn"),
]
