"""allauth's forms in our words. Each only renames, or joins e-mail and phone into one field."""

from typing import Any

from allauth.account import forms as base
from allauth.account.adapter import get_adapter
from allauth.socialaccount import forms as social
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import entrance
from accounts.consenting import TEXTS
from accounts.forms.fields import email_or_phone
from accounts.models import Consent, User

CONTACT = _("이메일 또는 휴대전화")
PASSWORD_HINT = _("10자 이상. 이름이나 이메일과 비슷하거나 숫자로만 된 것은 안 돼요.")
NEW_PASSWORD = _("새 비밀번호")
CODE = _("인증번호")
SENT_TO_REGISTERED = _("가입한 이메일이나 휴대전화로 인증번호를 보내요.")


class Offers:
    """What stands beside the form."""

    def providers(self) -> list[entrance.Provider]:
        return entrance.providers()

    def demo(self) -> entrance.Demo | None:
        return entrance.demo()


class Worded(forms.Form):
    """Labels and hints from `WORDS`; no placeholders, which vanish while one types."""

    WORDS: dict[str, tuple[Any, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.WORDS:
                field.label, field.help_text = self.WORDS[name]


class ContactInstead(forms.Form):
    """One field `contact` in place of allauth's `email` and `phone`; both are in `cleaned_data`."""

    def _join(self) -> None:
        for name in ("email", "phone"):
            self.fields.pop(name, None)
        widget = forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})
        self.fields["contact"] = forms.CharField(label=CONTACT, max_length=254, widget=widget)

    def _split(self) -> tuple[str, str]:
        kind, value = email_or_phone(self.cleaned_data["contact"])
        self.cleaned_data["email"] = value if kind == "email" else ""
        self.cleaned_data["phone"] = value if kind == "phone" else ""
        return kind, value


class Consents(forms.Form):
    """Each consent its own tick, none ticked beforehand."""

    consent_fields = (
        Consent.Purpose.TERMS,
        Consent.Purpose.COLLECT,
        Consent.Purpose.EMPLOYER_SEARCH,
        Consent.Purpose.MARKETING,
    )

    def _add_consents(self) -> None:
        for purpose in self.consent_fields:
            text = TEXTS[purpose]
            self.fields[f"consent_{purpose}"] = forms.BooleanField(
                label=text.title,
                required=text.required,
                error_messages={"required": _("‘%(title)s’에 표시해야 가입할 수 있어요.") % {"title": text.title}},
            )

    def consents(self) -> list[tuple[Any, Any]]:
        """(field, text) for the template."""
        return [(self[f"consent_{purpose}"], TEXTS[purpose]) for purpose in self.consent_fields]


class _SignupFields(ContactInstead, Consents):
    """Shared by our own sign-up and the one that follows Kakao or Naver."""

    def _arrange(self) -> None:
        self._join()
        self.fields["contact"].help_text = _("이 주소나 번호로 인증번호를 보내요.")
        self.fields["name"] = forms.CharField(
            label=_("이름"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"})
        )
        if "password1" in self.fields:
            self.fields["password1"].label = _("비밀번호")
            self.fields["password1"].help_text = PASSWORD_HINT
        self._add_consents()
        self.order_fields(["name", "contact", "password1"])
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean_contact(self) -> str:
        kind, value = self._split()
        if kind == "email":
            self.cleaned_data["email"] = self.validate_unique_email(value)  # type: ignore[attr-defined]
        return value

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not name:
            raise ValidationError(_("이름을 적어 주세요."))
        return name


class SignupForm(Offers, _SignupFields, base.SignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email = self.initial.get("email")
        self._arrange()
        if email:
            self.initial["contact"] = email

    def clean(self) -> dict[str, Any]:
        """allauth compares the password with the e-mail; the name and the phone are one's own too."""
        data: dict[str, Any] = super().clean()
        password = data.get("password1")
        if password and "password1" not in self.errors:
            try:
                validate_password(password, User(display_name=data.get("name", ""), phone=data.get("phone")))
            except ValidationError as exc:
                self.add_error("password1", exc)
        return data


class SocialSignupForm(_SignupFields, social.SignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("contact", self.initial.get("email", ""))
        self._arrange()


class LoginForm(Offers, Worded, base.LoginForm):
    WORDS = {"login": (CONTACT, ""), "password": (_("비밀번호"), "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none"}

    def clean_login(self) -> str:
        try:
            return email_or_phone(self.cleaned_data["login"])[1]
        except ValidationError:  # said like a wrong password: nothing is given away
            return self.cleaned_data["login"].strip()


class _ToRegistered(ContactInstead):
    """Asks where a code goes that only the registered get."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._join()
        self.fields["contact"].help_text = SENT_TO_REGISTERED


class RequestLoginCodeForm(_ToRegistered, base.RequestLoginCodeForm):
    def clean_contact(self) -> str:
        kind, value = self._split()
        self.clean_email() if kind == "email" else self.clean_phone()
        return value


class ResetPasswordForm(_ToRegistered, base.ResetPasswordForm):
    """allauth knows a reset by e-mail only; a phone takes the same way, and the adapter sends it a text message."""

    def clean_contact(self) -> str:
        kind, value = self._split()
        if kind == "email":
            return str(self.clean_email())
        user = get_adapter().get_user_by_phone(value)
        self.users = [user] if user else []
        self.cleaned_data["email"] = value  # where the code goes, by allauth's name for it
        return value


class ResetPasswordKeyForm(Worded, base.ResetPasswordKeyForm):
    WORDS = {"password1": (NEW_PASSWORD, PASSWORD_HINT), "password2": (_("새 비밀번호 한 번 더"), "")}


class ChangePasswordForm(Worded, base.ChangePasswordForm):
    WORDS = ResetPasswordKeyForm.WORDS | {"oldpassword": (_("지금 비밀번호"), "")}


class SetPasswordForm(Worded, base.SetPasswordForm):
    WORDS = ResetPasswordKeyForm.WORDS


class ReauthenticateForm(Worded, base.ReauthenticateForm):
    WORDS = {"password": (_("비밀번호"), "")}


class CodeWords(Worded):
    WORDS = {"code": (CODE, "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"autocapitalize": "characters", "spellcheck": "false"}


class ConfirmLoginCodeForm(CodeWords, base.ConfirmLoginCodeForm): ...


class ConfirmEmailCodeForm(CodeWords, base.ConfirmEmailVerificationCodeForm): ...


class ConfirmResetCodeForm(CodeWords, base.ConfirmPasswordResetCodeForm): ...


class VerifyPhoneForm(CodeWords, base.VerifyPhoneForm): ...


class AddEmailForm(Worded, base.AddEmailForm):
    WORDS = {"email": (_("새 이메일"), _("이 주소로 인증번호를 보내요."))}


class ChangeEmailForm(Worded, base.ChangeEmailForm):
    WORDS = AddEmailForm.WORDS


class ChangePhoneForm(Worded, base.ChangePhoneForm):
    WORDS = {"phone": (_("새 휴대전화 번호"), _("이 번호로 인증번호를 보내요."))}


class DisconnectForm(social.DisconnectForm):
    def providers(self) -> list[entrance.Provider]:
        return entrance.providers("connect")
