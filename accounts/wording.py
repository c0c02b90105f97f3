"""The words of allauth's mails and notices, in one place, by the name allauth gives them."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.phones import readable


def _ignore() -> str:
    return _("내가 한 일이 아니라면 이 메일을 지워 주세요. 아무 일도 일어나지 않아요.")


def _changed() -> str:
    return _("내가 한 일이 아니라면 바로 비밀번호를 바꾸고 고용센터(1350)에 알려 주세요.")


def _code(context: dict[str, Any]) -> str:
    return _("인증번호: %(code)s") % {"code": context.get("code", "")} + "\n\n"


def unknown_phone() -> str:
    return _("이 번호로 가입한 계정이 없어요. 먼저 회원가입을 해 주세요.")


def _name(prefix: str) -> str:
    return prefix.removeprefix("account/email/").removeprefix("mfa/email/").removeprefix("socialaccount/email/")


def sms(prefix: str, context: dict[str, Any]) -> str:
    """What a mail of this name says in a text message; "" for one that is not sent."""
    name = _name(prefix)
    if name == "password_reset_code":
        return _("비밀번호를 새로 정할 인증번호는 %(code)s 예요. 다른 사람에게 알려 주지 마세요.") % context
    if name == "unknown_account":
        return unknown_phone()
    what = _changes().get(name)
    return _("%(what)s. 내가 한 일이 아니라면 고용센터(1350)에 알려 주세요.") % {"what": what} if what else ""


def mail(prefix: str, context: dict[str, Any]) -> tuple[str, str]:
    """Subject and body of a mail; ("", "") for one that is not sent."""
    site = settings.SITE_NAME
    name = _name(prefix)
    if name in ("email_confirmation", "email_confirmation_signup"):
        body = _("아래 번호를 열어 둔 화면에 적어 주세요. 15분 동안 쓸 수 있어요.")
        return _("%(site)s 이메일 확인") % {"site": site}, f"{body}\n\n{_code(context)}{_ignore()}"
    if name == "login_code":
        body = _("아래 번호를 열어 둔 화면에 적어 주세요. 3분 동안 쓸 수 있어요.")
        return _("%(site)s 로그인 인증번호") % {"site": site}, f"{body}\n\n{_code(context)}{_ignore()}"
    if name == "password_reset_code":
        body = _("아래 번호를 열어 둔 화면에 적으면 비밀번호를 새로 정할 수 있어요. 3분 동안 쓸 수 있어요.")
        return _("%(site)s 비밀번호 새로 정하기") % {"site": site}, f"{body}\n\n{_code(context)}{_ignore()}"
    if name == "account_already_exists":
        body = _("이 이메일로 이미 가입했어요. 비밀번호를 잊었다면 로그인 화면에서 새로 정할 수 있어요.")
        return _("이미 가입한 이메일이에요"), f"{body}\n\n{_ignore()}"
    if name == "unknown_account":
        body = _("이 이메일로 가입한 계정이 없어요. 다른 이메일이나 휴대전화로 가입했는지 살펴봐 주세요.")
        return _("가입한 계정이 없어요"), f"{body}\n\n{_ignore()}"
    what = _changes().get(name)
    return (_("%(what)s - %(site)s") % {"what": what, "site": site}, f"{what}\n\n{_changed()}") if what else ("", "")


def _changes() -> dict[str, str]:
    return {
        "password_changed": _("비밀번호를 바꿨어요"),
        "password_set": _("비밀번호를 정했어요"),
        "password_reset": _("비밀번호를 새로 정했어요"),
        "email_changed": _("이메일을 바꿨어요"),
        "email_confirm": _("이메일을 확인했어요"),
        "email_deleted": _("이메일을 지웠어요"),
        "totp_activated": _("인증 앱을 켰어요"),
        "totp_deactivated": _("인증 앱을 껐어요"),
        "webauthn_added": _("패스키를 더했어요"),
        "webauthn_removed": _("패스키를 지웠어요"),
        "recovery_codes_generated": _("복구 코드를 새로 만들었어요"),
        "account_connected": _("다른 서비스 계정을 이었어요"),
        "account_disconnected": _("다른 서비스 계정을 끊었어요"),
    }


def notice(template: str, context: dict[str, Any]) -> str:
    """What the page says after a deed; "" says nothing (the page itself shows it)."""
    name = template.rpartition("/")[2].removesuffix(".txt")
    if name in ("email_confirmation_sent", "login_code_sent", "phone_verification_sent", "logged_in"):
        return ""
    if name == "phone_verified":
        return _("휴대전화 %(phone)s 번호를 확인했어요.") % {"phone": readable(context.get("phone"))}
    said = _changes() | {
        "email_confirmed": _("이메일을 확인했어요."),
        "email_confirmation_failed": _("이미 다른 계정이 쓰는 이메일이에요. 다른 이메일을 적어 주세요."),
        "cannot_delete_primary_email": _("로그인에 쓰는 이메일은 지울 수 없어요."),
        "unverified_primary_email": _("먼저 이메일을 확인해 주세요."),
        "primary_email_set": _("대표 이메일을 정했어요."),
        "logged_out": _("로그아웃했어요."),
        "account_connected_other": _("이미 다른 회원과 이어진 계정이에요."),
        "account_connected_updated": _("이은 계정을 새로 고쳤어요."),
    }
    return said.get(name, "")
