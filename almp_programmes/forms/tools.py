from django import forms
from django.utils.translation import gettext_lazy as _

from almp_programmes.models import ActivityProvider, Tool


class ToolForm(forms.ModelForm):
    login_url = forms.URLField(label=_("로그인 시작 주소"), max_length=300, assume_scheme="https")
    launch_url = forms.URLField(label=_("실행 주소"), max_length=300, assume_scheme="https")
    key_set_url = forms.URLField(label=_("공개 열쇠 주소"), max_length=300, assume_scheme="https")

    class Meta:
        model = Tool
        fields = ["name_ko", "name_en"]


class ActivityProviderForm(forms.ModelForm):
    class Meta:
        model = ActivityProvider
        fields = ["name"]
