"""Why a row is not taken. The code is stored; the words come in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MISSING, NUMBER, DATE, NCS, LONG = "missing", "number", "date", "ncs", "long"
ENDS_FIRST, CAPACITY, MORE_COMPLETED, MORE_EMPLOYED, RATE = "ends_first", "capacity", "completed", "employed", "rate"
REPEATED, CONTRADICTED, TWO_KEYS, SHAPE = "repeated", "contradicted", "two_keys", "shape"

WORDS: dict[str, str | Promise] = {
    SHAPE: _("칸 수가 제목 줄과 다름"),
    MISSING: _("꼭 있어야 할 칸이 비어 있음"),
    NUMBER: _("숫자가 아님"),
    DATE: _("날짜가 아님"),
    NCS: _("NCS 코드가 여덟 자리 숫자가 아님"),
    LONG: _("칸의 글이 너무 김"),
    ENDS_FIRST: _("끝나는 날이 시작일보다 이름"),
    CAPACITY: _("정원이 0명"),
    MORE_COMPLETED: _("수료한 사람이 수강한 사람보다 많음"),
    MORE_EMPLOYED: _("취업한 사람이 수료한 사람보다 많음"),
    RATE: _("비율이 인원과 맞지 않음"),
    REPEATED: _("같은 행이 앞에 있음. 앞의 행을 씀"),
    CONTRADICTED: _("같은 고유값의 행들이 서로 다름. 어느 것도 쓰지 않음"),
    TWO_KEYS: _("같은 과정과 회차가 다른 고유값으로 또 있음"),
}
