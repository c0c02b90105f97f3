"""Who hires, where, on what contract, and whether the young may do the work."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from employers.checks.posting import BLOCK, WARN, Finding, Posting, Span

NAMELESS = re.compile(
    r"^(?:\(?(?:주|유)\)?|주식회사|회사|업체|사업장|비공개|미공개|추후\s*공개|비밀|무기명|모\s*기업|대기업|중소기업|[○◯●OoXx*×_\-.\s]+|n/?a|none|null|무|없음)$",
    re.I,
)
HIDDEN = re.compile(r"[○◯●*×]{2,}")
PO_BOX = re.compile(r"사서함|P\.?\s?O\.?\s*Box", re.I)
STREET = re.compile(r"[가-힣0-9]+(?:로|길)\s*\d|[가-힣]+(?:동|리|가)\s*(?:산\s*)?\d")
YOUNG = re.compile(
    r"(?P<hit>(?:중|고등)학생|미성년자|청소년|만?\s*1[5-8]\s*세\s*(?:이상)?|10대)\s*(?:도|은|이|분)?\s*(?:지원\s*)?(?:가능|환영|모집|우대|지원)"
)
HARMFUL = re.compile(
    r"유흥|단란\s*주점|호프|술집|바텐더|칵테일\s*바|와인\s*바|PC방|피시방|노래(?:방|연습장)|비디오방|무도장|사행|카지노|경마|경륜|복권|모텔|여관|숙박업소|마사지|담배|주류\s*(?:판매|배달)|광산|갱내|도축|소각",
    re.I,
)
MANUFACTURING_PATHS = ("8/82", "8/83", "8/85", "8/86", "8/87", "8/88", "8/89")
BUILDING_PATH = "7/70"
SHORT_DUTIES = 20


def firm_findings(posting: Posting) -> Iterator[Finding]:
    law = _("직업안정법 제25조, 시행령 제28조")
    name = posting.company.strip()
    if not name or NAMELESS.match(name) or HIDDEN.search(name):
        yield Finding(
            "firm.nameless", BLOCK, "company", law, _("회사 이름이 없는 공고는 실을 수 없어요."),
            _("기업 정보에 사업자등록증의 상호를 적어 주세요."),
        )  # fmt: skip
    where = posting.address
    if PO_BOX.search(where) and not STREET.search(where):
        yield Finding(
            "firm.po_box", BLOCK, "address", law, _("사서함만 적은 공고는 실을 수 없어요."),
            _("일하는 곳의 도로명 주소를 적어 주세요."),
        )  # fmt: skip
    if posting.arrears_listed:
        yield Finding(
            "firm.arrears", WARN, "company", _("직업안정법 제8조·제25조, 근로기준법 제43조의2"),
            _("임금 체불 명단에 공개된 기업이에요. 공고에 그 사실이 함께 보이고, 센터가 공고를 받지 않을 수 있어요."),
            _("체불 임금을 모두 지급했다면 관할 고용센터에 알려 주세요."),
        )  # fmt: skip


def contract_findings(posting: Posting) -> Iterator[Finding]:
    small = posting.headcount is not None and posting.headcount < 5
    if posting.contract == "fixed" and (posting.contract_months or 0) > 24 and not small:
        yield Finding(
            "contract.long", WARN, "contract_months", _("기간제법 제4조"),
            _("2년을 넘겨 쓰면 기간을 정하지 않은 근로자가 돼요."),
            _("24개월 이하로 고치거나 정규직으로 바꿔 주세요. 법이 정한 예외면 그대로 두세요."),
        )  # fmt: skip
    if posting.contract == "dispatch":
        banned = posting.occupation_path.startswith(BUILDING_PATH)
        doubtful = posting.occupation_path.startswith(MANUFACTURING_PATHS)
        yield Finding(
            "contract.dispatch", BLOCK if banned else WARN, "contract", _("파견법 제5조~제7조"),
            _("건설 현장의 일에는 파견할 수 없어요.")
            if banned
            else _("제조업의 직접 생산 공정에는 파견할 수 없어요.")
            if doubtful
            else _("파견은 허가받은 사업자만, 법이 정한 32개 업무에서만 할 수 있어요."),
            _("직접 고용으로 바꾸거나, 파견사업 허가와 대상 업무를 확인해 주세요."),
        )  # fmt: skip


def duties_findings(posting: Posting) -> Iterator[Finding]:
    duties = posting.texts.get("duties", "").strip()
    if duties and len(duties) < SHORT_DUTIES:
        yield Finding(
            "duties.vague", WARN, "duties", _("직업안정법 제8조"), _("하는 일이 너무 짧아 어떤 일인지 알기 어려워요."),
            _("하루에 하는 일을 두세 줄로 적어 주세요."), start=0, end=len(posting.texts["duties"]), quote=duties,
        )  # fmt: skip


def minors_findings(posting: Posting) -> Iterator[Finding]:
    """Only where the posting itself invites the young: the rest is for the contract, not for the advertisement."""
    texts = posting.texts
    everything = " ".join([*texts.values(), posting.company])
    harmful = HARMFUL.search(everything)
    for name in ("title", "requirements", "preferred", "duties"):
        found = YOUNG.search(texts.get(name, ""))
        if not found:
            continue
        start, end = found.span("hit")
        span: Span = {"start": start, "end": end, "quote": found["hit"]}
        if harmful:
            yield Finding(
                "minors.harm", BLOCK, name, _("청소년보호법 제29조, 근로기준법 제65조"),
                _("청소년을 고용할 수 없는 업소나 일이에요(%(word)s).") % {"word": harmful[0]},
                _("청소년도 된다는 말을 지우고 만 19세 이상이라고 적어 주세요."), **span,
            )  # fmt: skip
        elif posting.night or (posting.hours_week or 0) > 40:
            yield Finding(
                "minors.hours", BLOCK, name, _("근로기준법 제69조·제70조"),
                _("18세 미만은 한 주 35시간(합의하면 40시간)까지, 밤 10시부터 아침 6시에는 일할 수 없어요."),
                _("청소년이 일할 시간을 따로 적거나, 청소년도 된다는 말을 지워 주세요."), **span,
            )  # fmt: skip
        else:
            yield Finding(
                "minors.consent", WARN, name, _("근로기준법 제66조, 직업안정법 제21조의3"),
                _("18세 미만을 뽑으면 나이 증명서와 부모의 동의서를 갖춰 두어야 해요."),
                _("갖출 수 있으면 그대로 두어도 돼요."), **span,
            )  # fmt: skip
        return
