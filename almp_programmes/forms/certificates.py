from django import forms
from django.utils.translation import gettext_lazy as _


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("취소하는 까닭"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("본인에게 그대로 전달됩니다. 확인하는 사람에게는 보이지 않습니다."),
    )  # fmt: skip
