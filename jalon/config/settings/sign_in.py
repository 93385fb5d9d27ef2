"""Sign-in: who may try how often, what a second factor may be, how long a session lasts."""

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["jalon.web.access.backends.Accounts"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "jalon.domain.accounts.passwords.LocalWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "jalon.web.access.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation proves the address
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password or factor is told by mail
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True  # an unknown address gets a letter too: the answer and its delay are the same
# Not allauth's own, which would write every address down a second time, as unproven.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
PASSWORD_RESET_TIMEOUT = 2 * 3600  # seconds
ACCOUNT_SESSION_REMEMBER = False  # the browser forgets when it closes
ACCOUNT_LOGOUT_REDIRECT_URL = "/account/login/"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # seconds
# A whole office shares one network address: the limit for one account is the strict one.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "reset_password": "20/m/ip,3/10m/key",
    "invitation": "30/m/ip",
    "recovery": "30/m/ip",
    "invitation_again": "10/m/ip,3/10m/key",
    # A person's own space: a shelter or a library shares one address too; the card itself counts its wrong codes.
    "person_code": "30/m/ip,10/h/key",
    "person_sign_in": "60/m/ip,5/5m/key",
    "person_card": "10/h/ip,3/d/key",
    "person_key": "60/m/ip",
    "person_key_refused": "5/5m/key",
    "person_identity": "30/m/ip",
    "way_shown": "30/m/ip,10/h/key",
}
ACCOUNT_FORMS = {
    "login": "jalon.web.access.forms.SignInForm",
    "reauthenticate": "jalon.web.access.forms.ConfirmPasswordForm",
    "reset_password": "jalon.web.access.forms.ForgottenPasswordForm",
    "reset_password_from_key": "jalon.web.access.forms.NewPasswordForm",
    "change_password": "jalon.web.access.forms.ChangePasswordForm",
    "set_password": "jalon.web.access.forms.FirstPasswordForm",
}

MFA_ADAPTER = "jalon.web.access.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an invitation proves the address
MFA_TOTP_ISSUER = "Jalon"
MFA_TOTP_TOLERANCE = 0  # a code is refused a second time only while it lasts: wider, it could be replayed
MFA_TRUST_ENABLED = False
MFA_FORMS = {
    "authenticate": "jalon.web.access.forms.CodeForm",
    "reauthenticate": "jalon.web.access.forms.CodeAgainForm",
    "activate_totp": "jalon.web.access.forms.ActivateAppForm",
    "add_webauthn": "jalon.web.access.forms.AddKeyForm",
    "edit_webauthn": "jalon.web.access.forms.RenameKeyForm",
}

SESSION_ENGINE = "jalon.web.access.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 10 * 3600  # a working day
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "jalon.web.access.views.resend.refused_token"

CACHES = {
    # What must be counted once for all web processes: attempts, codes already used. Sign-in only.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_counter",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # What each process may keep for itself.
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# Whether a member needs an app or a key beside the password before any centre opens. Production says yes.
JALON_REQUIRE_SECOND_FACTOR = False
JALON_PRODUCTION = False
