"""Django's rules for passwords; each says what to do instead of what was wrong."""

from django.contrib.auth import password_validation as django
from django.utils.translation import gettext as _


class NotLikeOneself(django.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return _("내 정보(%(verbose_name)s)와 비슷해요. 다른 비밀번호로 정해 주세요.")


class LongEnough(django.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("%(length)d자 이상으로 정해 주세요.") % {"length": self.min_length}


class NotCommon(django.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("많이 쓰는 비밀번호라 쉽게 알아낼 수 있어요. 다른 것으로 정해 주세요.")


class NotOnlyDigits(django.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return _("숫자로만 되어 있어요. 글자를 섞어 주세요.")
