"""allauth's two-step forms in our words."""

from typing import Any

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.entrance import Worded

CODE = (_("6자리 번호 또는 복구 코드"), "")
NAME = (_("이름"), _("어느 기기인지 알아볼 이름이에요. 예: 사무실 컴퓨터"))


class NumericCode(Worded):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}


class AuthenticateForm(NumericCode, base.AuthenticateForm):
    WORDS = {"code": CODE}


class ReauthenticateForm(NumericCode, base.ReauthenticateForm):
    WORDS = {"code": CODE}


class ActivateTOTPForm(NumericCode, totp.ActivateTOTPForm):
    WORDS = {"code": (_("앱에 보이는 6자리 번호"), "")}


class AddWebAuthnForm(Worded, webauthn.AddWebAuthnForm):
    WORDS = {
        "name": NAME,
        "passwordless": (
            _("비밀번호 없이 이 패스키만으로 로그인하기"),
            _("기기의 지문, 얼굴, 잠금 번호로 확인해요."),
        ),
    }


class EditWebAuthnForm(Worded, webauthn.EditWebAuthnForm):
    WORDS = {"name": NAME}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget = forms.TextInput(attrs={"autocomplete": "off"})
