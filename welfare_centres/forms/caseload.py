"""What is done with all the ticked people of a caseload at once."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.widgets import DateInput


class ReviewForm(forms.Form):
    day = forms.DateField(label=_("다시 살피는 날"), widget=DateInput)


class WriteForm(forms.Form):
    text = forms.CharField(
        label=_("보낼 글"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("고른 사람에게 같은 글이 따로따로 가요. 개인적인 내용은 적지 마세요."),
    )  # fmt: skip


class HandOverForm(forms.Form):
    to = forms.ChoiceField(label=_("넘겨받을 사람"), required=False)

    def __init__(self, data: QueryDict | None, *, colleagues: list[User]) -> None:
        super().__init__(data)
        self.colleagues = {str(one.public_id): one for one in colleagues}
        each = ("", _("맡은 사람이 가장 적은 상담사에게 나눠 주기"))
        self.fields["to"].choices = [each, *((key, one.display_name) for key, one in self.colleagues.items())]
