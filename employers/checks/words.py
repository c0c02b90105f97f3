# ruff: noqa: E501 - a table of patterns reads worse when its lines are cut
"""Words that demand what an advertisement may not demand, each with its law and how to mend it.

Sources: 남녀고용평등법 7, 고령자고용법 4의4·4의5, 채용절차법 4의3·9, 고용정책기본법 7, 장애인차별금지법 10–12,
직업안정법 25·32·34 and 시행령 28, 개인정보 보호법 24의2, 청소년보호법 29, 근로기준법 6·65. The words are code, not law:
a moderator reads every posting that passes.
"""

import re

from django.utils.translation import gettext_lazy as _

from employers.checks.posting import BLOCK, WARN
from employers.checks.text import Rule

DEMANDS = frozenset({"title", "duties", "requirements", "preferred", "work_days"})
ASKED = frozenset({"title", "requirements", "preferred"})
WISH = r"(?:모집|구인|급구|구함|구합|구해요|구하|채용|뽑|찾습|찾아요|모십|모셔|우대|우선|위주|대?환영(?!회)|선호(?!하는|도|할|층)|희망(?!하는)|요망|원합니다|원해요|한정|한함|에\s*한|전용(?=\s*(?:근무|모집|채용|직원|일자리|구인|$|\n))|지원\s*(?:가능|환영|바랍|부탁|요망|하세요|해\s*주)|가능|필수|필요(?!\s*없)|불가|제외|사절|사양|안\s*(?:뽑|받|됨|돼)|지원\s*불가|근무\s*(?:가능|희망)|이면\s*(?:더\s*)?좋|이?었으면|이?(?:어|셔)야|여야|으로\s*(?:만|한정|제한)|만(?!\s*(?:이용|출입|입장|가입|사용|거주|입주|의|을\s*위|명|\d|원)))"
# One item of a list or one line, said by itself: where it may begin and where it must end.
ITEM = r"(?:^|(?<=[\n,/·ㆍ|(\[)\]•▶■●◆※*\-:：]))[ \t]*"
END = r"(?=[ \t]*(?:$|[\n,/·ㆍ|()\[\].!;•▶■●◆※]|[ \t]{2}|[ \t](?:[-*]|\d{1,2}[.)])))"
TO_WRITE = r"(?:꼭\s*|반드시\s*)?(?:기재|기입|적어|적으|명시|표기|작성|알려|밝혀|남겨)"
EQUALITY = _("남녀고용평등법 제7조 제1항")
LOOKS_LAW = _("남녀고용평등법 제7조 제2항, 채용절차법 제4조의3")
MARRIAGE_LAW = _("남녀고용평등법 제7조 제2항, 채용절차법 제4조의3")
AGE_LAW = _("고령자고용법 제4조의4")
PERSONAL = _("채용절차법 제4조의3")
POLICY = _("고용정책기본법 제7조")
DISABILITY_LAW = _("장애인차별금지법 제10조~제12조")
MONEY_LAW = _("직업안정법 제32조, 채용절차법 제9조")


def words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


# A part, a body or a room that only one sex can take: the need of the job must then be written.
JOB_NEED = words(
    r"목욕|사우나|찜질방|탈의실|세신|사감|생활관|기숙사\s*관리|배역|배우|(?:남|여)(?:성|자)?\s*역(?:할)?|모델|소프라노|알토|테너|바리톤|바스|성악|피팅|여자\s*화장실"
    r"|남자\s*화장실|신체\s*수색|여자\s*보호실|간병|목욕\s*보조|정자|난자|군종"
)
POSITIVE_WOMEN = words(
    r"적극적\s*고용\s*개선|새로\s*일하기|새일|경력\s*단절|경력\s*보유\s*여성|양성\s*평등|여성\s*(?:친화|채용\s*목표|인재\s*육성)|고용\s*평등|affirmative"
)
SEX_MEANING = _("한쪽 성별만 뽑거나 더 좋아한다는 말은 쓸 수 없어요.")
SEX_MEND = _("성별 말을 지우고, 일에 필요한 것(예: 20kg 상자 들기)을 적어 주세요.")

SEXES = ("남성", "여성", "남자", "여자")
# The sentence is about those who are served, not those who are sought; in a list, about goods and places.
SERVED = r"(?:고객|회원|타깃|타겟|대상|독자|소비자|유저|이용자|시청자|수강생|연령)(?:층|군)?\s*(?:은|는|이|인|으로\s*하는|[:：(])"
GOODS = r"의류|의복|여성복|남성복|정장|패션|잡화|속옷|언더웨어|란제리|슈즈|구두|신발|화장품|카테고리|브랜드|쇼핑몰|편집샵|매거진|제품|상품|콘텐츠|아동|청소년|노인|장애인|화장실|탈의실"
BOTH = r"남녀|남\s*(?:성|자)?\s*[/·ㆍ,및과와]\s*여|여\s*(?:성|자)?\s*[/·ㆍ,및과와]\s*남"
STAFF = (
    r"(?:직원|사원|종업원|선생님?|강사|교사|비서|알바생?|아르바이트|캐셔|근무자|근로자|작업자|지원자|구직자|분|학생|대학생|대생|경력자|신입|상담원|상담사|안내원|기사님?|인력|인원|인재|도우미|조리원|조리사|미화원"
    r"|간병인|요양보호사|간호사|간호조무사|관리사|미용사|트레이너|코치|경리|사무원|사무직|생산직|판매원|판매직|보조|매니저|팀원|실장|승무원|캐디|경비원|요원|스태프|스텝)"
)
SURVEY = words(r"고객|회원|이용자|설문|데이터|통계|분석|환자")
MILITARY_MET = r"면제|해당자|해당하는|경우|병역\s*특례|산업기능요원|전문연구요원|보충역|해외\s*여행"

SEX = (
    Rule(
        "sex.demand", BLOCK, EQUALITY,
        words(
            r"(?<![가-힣])(?:남|여)(?:성|자)?\s*" + STAFF + r"?(?:들)?"
            r"\s*(?:을|를|이|은|는|의)?\s*(?:많은\s*)?" + WISH
        ),
        SEX_MEANING, SEX_MEND, fields=DEMANDS,
        unless=words(
            BOTH + r"|(?:남|여)(?:성|자)\s*(?:고객|회원|의류|복|용|환자|청소년|전용\s*(?:주차|헬스|사우나|쉼터|객실|매장|상품|앱|커뮤니티|보험|병원|화장실))"
            r"|" + POSITIVE_WOMEN.pattern + r"|여성\s*(?:가족|기업|인력\s*개발|회관|정책|건강|전문\s*병원)|경력\s*단절|새일|여성만\s*(?:이용|출입)"
        ),
        soften=JOB_NEED,
    ),
    Rule(
        "sex.label", BLOCK, EQUALITY,
        words(r"성별\s*(?:제한|조건|요건|구분)?\s*(?:[:：=\-(]|은|는)?\s*(?P<hit>(?:남|여)(?:성|자)?)(?![가-힣/·]|\s*(?:[/·~]|,\s*(?:남|여)|무관|또는|및|과|와))"),
        SEX_MEANING, SEX_MEND, fields=DEMANDS, unless=words(BOTH), soften=JOB_NEED,
    ),
    Rule(
        "sex.bracket", BLOCK, EQUALITY, words(r"[(\[【<](?P<hit>(?:남|여)(?:성|자)?(?:\s*만)?)[)\]】>]"),
        SEX_MEANING, SEX_MEND, fields=DEMANDS, unless=words(SERVED + "|" + GOODS + "|" + BOTH ), soften=JOB_NEED,
    ),
    Rule(
        "sex.item", BLOCK, EQUALITY,
        words(ITEM + r"(?P<hit>(?:남|여)(?:성|자)(?:\s*분)?|(?:남|여)(?=[ \t]*(?:$|\n)))" + END),
        SEX_MEANING, SEX_MEND, fields=DEMANDS, unless=words(SERVED + "|" + GOODS + "|" + BOTH + "|" + POSITIVE_WOMEN.pattern ), soften=JOB_NEED,
    ),
    # "30세 이하 남성", "군필 남성", "운전할 수 있는 여자분": a person of one sex, described.
    Rule(
        "sex.described", BLOCK, EQUALITY,
        words(
            r"(?:[가-힣](?:한|은|는|인|된|할|신|쓸|운)|이하|이상|미만|까지|이내|전후|\d0\s*대|초반|중반|후반|년생|\d\s*[세살]|군필|병역필|전역|미혼|기혼|대졸|고졸|성인|청년|중년|장년|(?:외모|미모|인상|체격|나이|또래|이상|이하|미만|초반|중반|후반)의)\s*"
            r"(?P<hit>(?:남|여)(?:성|자)(?:\s*분)?)(?:들)?(?:" + END + r"|\s*(?:을|를)?\s*" + WISH + r")"
        ),
        SEX_MEANING, SEX_MEND, needs=SEXES, fields=DEMANDS, unless=words(SERVED + "|" + BOTH + "|" + POSITIVE_WOMEN.pattern + r"|여성\s*창업"), soften=JOB_NEED,
    ),
    Rule(
        "sex.person", BLOCK, EQUALITY,
        words(
            r"(?<![가-힣])(?P<hit>(?:남|여)(?:성|자)\s*(?!복|헤어|전용|전문|건강|복지|폭력|긴급|쉼터|인권|" + GOODS + r")[가-힣]{0,4}" + STAFF + r"|(?:남|여)(?:학생|대생)\s*(?:알바생?|아르바이트)|(?:남|여)\s?(?:직원|사원|비서|선생님?|강사|교사|알바생?|종업원|캐셔|경리|간호사|상담원|승무원|트레이너))"
            r"(?:" + END + r"|\s*\d+\s*명(?!이|의|과|와|으로|가)|\s*(?:을|를)?\s*" + WISH + r")"
        ),
        SEX_MEANING, SEX_MEND, fields=ASKED, unless=words(SERVED + "|" + BOTH + r"|휴게실|숙소|기숙사|샤워실|탈의실"), soften=JOB_NEED,
    ),
    Rule(
        "sex.count", BLOCK, EQUALITY,
        words(r"(?<![가-힣])(?P<hit>(?:남|여)(?:성|자|직원|사원)?\s*[:：(]?\s*(?:각\s*)?[O○\d]{1,2}\s*(?:명(?!이|의|과|와|으로|가)|인(?![가-힣])))"),
        SEX_MEANING, SEX_MEND, fields=DEMANDS, unless=words(r"고객|환자|이용|입소|원생|아동|가구|인조|근무\s*중|재직|구성|일하고|학생"), soften=JOB_NEED,
    ),
    Rule(
        "sex.last_word", BLOCK, EQUALITY, words(r"(?<=[\s,])(?P<hit>(?:남|여)(?:성|자)(?:\s*분)?)\s*$"),
        SEX_MEANING, SEX_MEND, needs=SEXES, fields=frozenset({"title"}), unless=words(SERVED + "|" + BOTH + "|" + POSITIVE_WOMEN.pattern), soften=JOB_NEED,
    ),
    Rule(
        "sex.suits", BLOCK, EQUALITY,
        words(r"(?<![가-힣])(?:남|여)(?:성|자)(?:분)?(?:들)?(?:이|에게|께서|께|한테)?\s*(?:(?:일|근무|작업)?\s*하(?:기|시기)에?\s*(?:에\s*)?(?:좋|적합|편|알맞|쉬)|적합|알맞|유리)"),
        SEX_MEANING, SEX_MEND, needs=SEXES, fields=DEMANDS, unless=words(SERVED + "|" + BOTH + r"|일하기\s*좋은\s*(?:기업|회사|직장|일터)"), soften=JOB_NEED,
    ),
    Rule(
        "sex.role", WARN, EQUALITY,
        words(
            r"(?:이모님|이모|삼촌|아주머니|아줌마|아저씨|주부|미시|언니|누나|어머님|아버님|여사님|사모님|아가씨|처녀|총각|오빠|형님)(?:들)?\s*(?:을|를|님|사원|분)?\s*(?:" + WISH + r"|도\s*가능)|주부\s*사원|(?:주방|식당|홀|찬)\s*이모"
            r"|웨이트리스|스튜어디스|레이싱\s*걸|세일즈\s*맨(?!십|쉽)"
        ),
        _("‘이모’, ‘주부’처럼 한쪽 성별을 떠올리는 말은 차별로 읽힐 수 있어요."),
        _("‘직원’, ‘조리원’처럼 직무 이름으로 바꿔 주세요."), fields=DEMANDS, unless=words(r"고객|타깃|타겟|회원|소비자"),
    ),
    Rule(
        "sex.english", BLOCK, EQUALITY,
        words(
            r"\b(?:fe)?males?\s+(?:only|preferred|wanted|needed|(?:applicants?|candidates?|staff)\s+(?:only|preferred|wanted))|\b(?:wo)?m[ae]n\s+only\b|\b(?:fe)?male\s+(?:receptionist|secretary|assistant|worker|driver|teacher|cashier|server|employee)s?\b|\b(?:ladies|gentlemen)\s+(?:only|preferred)"
            r"|\b(?:gender|sex)\s*:\s*(?:fe)?male\b(?!\s*(?:/|or|and))|(?:^|(?<=\n))[\W_]*(?:fe)?male[\W_]*(?=\n|$)"
        ),
        SEX_MEANING, SEX_MEND, needs=("male", "men", "man", "ladies"), fields=DEMANDS, soften=JOB_NEED,
    ),
    # Put to men alone ("남성의 경우"), or with the exempt let in, it asks for nothing that women lack.
    Rule(
        "sex.military", WARN, EQUALITY,
        words(
            r"(?<![가-힣])군필(?:자|이신\s*분|인\s*분)?|군\s*미필\s*(?:자)?\s*(?:은|는)?\s*(?:불가|제외|사절|지원\s*불가)|병역\s*(?:의무)?(?:를|을)?\s*(?:필|마친|마치신|이행한|완료한?)\s*(?:자|분)?"
            r"|군\s*(?:복무|대)(?:를|을)?\s*(?:마친|마치신|다녀온|다녀오신|완료한?)\s*(?:자|분)?|예비역\s*(?:만|우대|한정)"
        ),
        _("군필 여부를 조건으로 걸면 여성에게 간접 차별이 될 수 있어요."),
        _("꼭 필요하지 않으면 지워 주세요."), fields=DEMANDS, unless=words(MILITARY_MET),
    ),
    Rule(
        "sex.asked", WARN, EQUALITY,
        words(r"(?P<hit>성별)\s*(?:[,_/·ㆍ&및과와]\s*[가-힣]{1,8}(?:\([^)\n]{0,20}\))?\s*){0,4}(?:을|를|은|는)?\s*" + TO_WRITE),
        _("지원하는 사람의 성별을 적게 하면 성별로 뽑는 것이 될 수 있어요."), _("성별을 적으라는 말을 지워 주세요."), fields=DEMANDS, unless=SURVEY,
    ),
)  # fmt: skip

CARED_FOR = (
    r"(?:의\s*)?(?:(?:[가-힣]{1,4}\s*)?(?:고객|어르신|노인|고령자\s*(?:돌봄|지원|대상|복지|상담|요양|일자리)|아동|어린이|유아|영아|영유아|아기|원아|학생|환자|이용자|이용|회원|대상자|자녀|수급자"
    r"|장애인|청소년|청년\s*(?:고객|대상|지원\s*사업|정책|창업)|국민|성인|인구|부모|가구|가족|입소자|소비자|여행객|관객|독자|사용자|유저|손님|주민|시민|대상|타깃|타겟|시장|콘텐츠|상품|보험|의\s*학습))"
)
YOUNG_OR_OLD_LAW = words(
    r"청년\s*(?:일자리\s*도약|내일|고용|인턴|일\s*경험|디지털|추가\s*고용|특화)|일자리\s*도약\s*장려금|국민\s*취업\s*지원|미래내일|시니어\s*인턴십?|노인\s*일자리"
    r"|고령자\s*(?:계속\s*고용|고용\s*지원)|신중년|중장년\s*(?:경력\s*지원|내일)|고용\s*촉진\s*장려금|산업기능요원|병역|정년|우선\s*고용\s*직종"
)
AGE_MEANING = _("나이를 조건으로 걸 수 없어요. 직접 적지 않아도 나이를 짐작하게 하는 말이면 같아요.")
AGE_MEND = _(
    "나이 대신 일에 필요한 경력이나 능력을 적어 주세요. 법에 따른 연령 지원 사업이면 그 사업 이름을 함께 적어 주세요."
)

AGE = (
    Rule(
        "age.limit", BLOCK, AGE_LAW,
        words(
            r"(?:만\s*)?(?<!\d)(?:1[5-9]|[2-7]\d)\s*(?:세|살)?\s*(?:이상\s*)?[~∼\-–～]\s*(?:만\s*)?[2-7]\d\s*(?:세|살)(?:\s*(?:이하|미만|까지|이내|정도|사이))?(?!\s*" + CARED_FOR + r")"
            r"|(?:만\s*)?(?<!\d)(?:[2-7]\d\s*(?:세|살)\s*(?:정도\s*)?(?:이하|미만|이상|초과|↓|↑|까지|이내|부터|이전|전후|안팎|아래|넘|가능|우대|선호|[~∼～])|1\d\s*(?:세|살)\s*(?:이하|까지|이내))(?!\s*" + CARED_FOR + r")"
            r"|(?:스물|서른|마흔|쉰|예순|환갑)[가-힣]{0,3}\s*(?:살|세)?\s*(?:이하|미만|이상|까지|이전|넘)"
        ),
        AGE_MEANING, AGE_MEND, fields=DEMANDS,
        unless=words(YOUNG_OR_OLD_LAW.pattern + r"|(?:[2-7]\d|1\d)\s*세\s*(?:이하|미만|이상|초과|까지|이내)?\s*" + CARED_FOR + r"|(?:자동차|운전자?|실버|암|간병|치매|생명|효도)\s*보험|요금|무임|연금|검진|접종|건강\s*검진\s*대상"),
    ),
    Rule(
        "age.label", BLOCK, AGE_LAW,
        words(r"(?:나이|연령대?)\s*(?:제한|상한|조건|요건|대)?\s*(?:[:：=\-(]|은|는)?\s*(?P<hit>(?:만\s*)?[1-7]\d\s*(?:세|살|대|년생|~|∼|-|이하|미만|까지)|젊은\s*층|청년층)|(?:(?:나이|연령)\s*제한\s*[:：]?\s*(?:있음|있습니다|있어요|있는|유(?![가-힣])))"),
        AGE_MEANING, AGE_MEND, fields=DEMANDS, unless=words(YOUNG_OR_OLD_LAW.pattern + r"|고객|이용자|타깃|타겟|대상\s*아동"),
    ),
    Rule(
        "age.born", BLOCK, AGE_LAW,
        words(r"(?<!\d)(?:19|20)?\d{2}\s*(?:년\s*)?[~∼\-–～]\s*(?:(?:19|20)?\d{2}\s*년\s*생)|(?<!\d)(?:19|20)?\d{2}\s*년\s*(?:\d{1,2}\s*월\s*(?:\d{1,2}\s*일\s*)?)?(?:대?\s*생(?![산활성각물명기일태애])|(?:이후|이전)\s*(?:에\s*)?(?:출생|태어))\s*(?:이후|이전|까지|부터|만|이상|이하|[~∼～])?"
            r"|출생\s*(?:연도|년도)\s*[:：]?\s*(?:19|20)\d{2}\s*년?\s*(?:이후|이전|[~∼-])"),
        AGE_MEANING, AGE_MEND, needs=("생", "출생", "태어"), fields=ASKED, unless=words(YOUNG_OR_OLD_LAW.pattern + r"|고객|소비자|아동|학생|원아"),
    ),
    Rule(
        "age.decade", BLOCK, AGE_LAW,
        words(
            r"(?<![\d가-힣])(?:[2-6]0\s*[~∼\-,·]\s*)?[2-6]0\s*대\s*(?:초반|중반|후반|초중반|중후반)?\s*(?:의\s*)?(?:남성|여성|남자|여자|남녀|분|직원|지원자|알바생?|아르바이트)?\s*"
            r"(?:을|를|이신\s*분)?\s*(?:모집|우대|우선|선호|환영|희망|한정(?!\s*판매)|만(?!\s*원)|구함|구합|구인|급구|찾|채용|까지|위주|지원\s*가능|이신\s*분|이면|(?:이하|이상)(?:" + END + r"|\s*(?:인|이신|분|남|여|우대|환영|모집|만|지원|가능)))"
            r"|(?<![\d가-힣])(?:[2-6]0?\s*[~∼\-,·]\s*)?[2-6]0\s*대\s*(?:초반|중반|후반|초중반|중후반)?\s*(?:남성|여성|남자|여자|남녀|아주머니|아저씨|주부|알바생?|분)(?:도\s*환영|" + END + r"|\s*(?:\d+\s*명|이면|우대|모집|구))|" + ITEM
            + r"(?:[2-6]0\s*대?\s*(?:초반|중반|후반)?\s*[~∼\-,·/]\s*)?[2-6]0\s*대\s*(?:초반|중반|후반|초중반|중후반)?" + END +
            r"|(?:이|삼|사|오|육)십\s*대\s*(?:초반|중반|후반)?\s*(?:이하|이상|까지|우대|환영|선호|모집|만|분)|(?<!\d)(?:2030|3040|4050|5060)\s*(?:세대\s*)?(?:우대|환영|모집|지원|분|만(?!\s*원))|MZ\s*세대\s*(?:우대|환영|모집|지원|만)"
        ),
        AGE_MEANING, AGE_MEND, needs=("0대", "0 대", "십대", "십 대", "2030", "3040", "4050", "5060", "mz"), fields=DEMANDS,
        unless=words(r"(?:차량|트럭|버스|장비|컴퓨터|서버|카메라|지게차|설비|기계|PC|노트북)\s*(?:약\s*)?[2-6]0\s*대|고객|회원|독자|타깃|타겟|소비자|" + YOUNG_OR_OLD_LAW.pattern),
    ),
    Rule(
        "age.young", WARN, AGE_LAW,
        words(r"젊으신\s*분|젊은\s*(?:분|사람|인재|남|여|직원|피|친구|청년|인력|이\s*우대|층(?:\s*(?:모집|우대|선호)|" + END + r")|감각(?:을|의)?\s*(?:가진|지닌|갖춘|보유|소유))|젊고\s*[가-힣]{1,6}\s*(?:분|인재|사람|직원|남|여)|나이\s*(?:어린|젊은)|어린\s*(?:분|친구)(?!들을)"),
        AGE_MEANING, AGE_MEND, fields=DEMANDS, unless=words(r"젊은\s*(?:분|인재|직원|사람|청년|인력)(?:들)?(?:이|과|들과)\s*(?:모|함께\s*(?:일하는|만드|이끄)|이끄|많)|주축|이루어|고객|소비자|타깃|타겟"),
    ),
    Rule(
        "age.old", BLOCK, AGE_LAW,
        words(r"(?:고령자?|노인|어르신|나이\s*(?:가\s*)?(?:많은|많으신|드신|있는|있으신|지긋한)\s*(?:분|사람|자)|연세\s*(?:가\s*)?(?:많은|많으신|있는|있으신|드신)\s*분|중장년층?)(?:들)?\s*(?:은|는|이)?\s*(?:지원\s*|채용\s*)?(?:불가|제외|사절|사양|안\s*됨|안\s*받|어렵|어려워|힘들)"),
        AGE_MEANING, AGE_MEND, fields=DEMANDS, may_be_taken_back=False,
    ),
    Rule(
        "age.group", WARN, AGE_LAW,
        words(r"(?<![가-힣])(?:청년층?|중장년층?|장년층?|고령자|노인|어르신|은퇴자|정년\s*퇴직자|실버\s*인력|나이\s*있으신\s*분)(?:들)?\s*(?:을|를|은)?\s*(?:우대(?!\s*(?:할인|요금|카드))|환영|선호|우선|한정|만(?=\s*(?:지원|채용|모집))|(?:지원\s*)?가능)"),
        AGE_MEANING, AGE_MEND, fields=DEMANDS, unless=YOUNG_OR_OLD_LAW,
    ),
    Rule(
        "age.asked", WARN, AGE_LAW,
        words(r"(?P<hit>(?:만\s*)?나이|연령|출생\s*연도)\s*(?:[,_/·ㆍ&및과와]\s*[가-힣]{1,8}(?:\([^)\n]{0,20}\))?\s*){0,4}(?:을|를|은|는)?\s*" + TO_WRITE),
        _("지원하는 사람의 나이를 적게 하면 나이로 뽑는 것이 될 수 있어요."), _("나이를 적으라는 말을 지워 주세요."), fields=DEMANDS, unless=SURVEY,
    ),
    Rule(
        "age.graduation", WARN, AGE_LAW,
        words(r"(?:졸업\s*예정자|졸업\s*후\s*\d\s*년\s*이내)\s*(?:인\s*분|자)?\s*(?:만|한정|에\s*한)"),
        _("졸업한 때를 조건으로 걸면 나이 차별이 될 수 있어요."),
        _("‘졸업 예정자도 지원 가능’처럼 넓혀 적어 주세요."), fields=DEMANDS,
    ),
    Rule(
        "age.english", BLOCK, AGE_LAW,
        words(r"\b(?:under|below|over|between)\s+(?:the\s+age\s+of\s+)?[2-6]\d\s*(?:and\s+[2-6]\d\s*)?(?:years?\s*(?:old|of\s+age)|yrs?\b|y/?o\b)|\bage[ds]?\s*(?:limit|under|below|between|range)?\s*[:：]?\s*[2-6]\d\b|\byoung\s+(?:man|woman|lady|people)\s+(?:only|preferred)"),
        AGE_MEANING, AGE_MEND, fields=DEMANDS, unless=words(r"customers?|patients?|children|residents?|clients?"),
    ),
)  # fmt: skip

MARITAL_MEANING = _("혼인이나 임신, 출산에 관한 조건은 걸 수 없어요.")
MARITAL_MEND = _("이 말을 지워 주세요. 근무 시간처럼 실제로 필요한 조건만 적어 주세요.")
MARITAL = (
    Rule(
        "marital.single", BLOCK, MARRIAGE_LAW,
        words(r"미혼(?!모|부(?![가-힣])|한부모|\s*[·,/]?\s*(?:모|한부모|기혼))(?:자|녀|인\s*분|\s*(?:여성|남성|여자|남자|직원))?"),
        MARITAL_MEANING, MARITAL_MEND, fields=DEMANDS,
        unless=words(r"미혼\s*[·/,과와이나및]?\s*기혼|기혼\s*[·/,과와이나및]?\s*미혼|미혼모|미혼부|한부모|미혼\s*(?:고객|남녀\s*(?:만남|행사)|청년\s*(?:지원|정책|만남))|만남\s*(?:행사|주선)|결혼\s*정보"),
    ),
    Rule(
        "marital.married", BLOCK, MARRIAGE_LAW,
        words(r"기혼(?:자|녀|이?신\s*분|인\s*분|\s*(?:여성|남성|여자|남자))?(?:\s*(?:만|우대|선호|제외|불가|환영|사절|모집|지원\s*불가|이어야|이면)|" + END + r")|(?:결혼|혼인)\s*(?:여부|유무|예정\s*시|계획)|결혼\s*(?:을\s*)?(?:안|하지)\s*(?:한|하신|않은|않으신)"
            r"|결혼\s*(?:한|하신)\s*(?:분|사람|여성|남성|여자|남자)|혼인\s*관계\s*증명서|(?:유부녀|유부남|돌싱|이혼(?:녀|남|자)|독신(?:자|녀|남|주의자)?|싱글(?:녀|남))(?:" + END + r"|\s*(?:만|우대|선호|제외|불가|환영|사절|지원|이신))|(?:싱글|솔로)(?:인|이신)\s*분|가정(?:이|을)\s*(?:있는|있으신|꾸린|꾸리신)\s*(?:분|사람|남성|여성)|결혼\s*(?:하면|시|후)\s*(?:퇴사|퇴직)"),
        MARITAL_MEANING, MARITAL_MEND, fields=DEMANDS, unless=words(r"결혼\s*정보|웨딩|예식|고객|상담\s*업무|축하금"),
    ),
    Rule(
        "marital.children", BLOCK, MARRIAGE_LAW,
        words(r"(?:임신|임신부|임산부|출산|결혼|자녀)(?:이|가)?\s*(?:중인\s*분|계획|여부|예정자?|유무|있(?:는|으신)\s*분|없(?:는|으신)\s*분|부)?\s*(?:은|는|이)?\s*(?:지원\s*|채용\s*)?(?:제외|사양|불가|사절|안\s*됨|없는\s*분|있으면\s*안)|임신\s*(?:여부|계획)\s*(?:확인|기재)|(?:임신|출산)\s*계획(?:이|은)?\s*(?:없|확인)|(?:아이|아기|(?<![가-힣])애|자녀|육아\s*부담)(?:가|이)?\s*(?:없는|없으신|다\s*큰|다\s*크신)\s*(?:분|사람|여성|남성)|(?:아이|자녀)(?:를|들을)?\s*다\s*키(?:운|우신)\s*분"),
        MARITAL_MEANING, MARITAL_MEND, fields=DEMANDS, may_be_taken_back=False,
    ),
    Rule(
        "marital.english", BLOCK, MARRIAGE_LAW,
        words(r"\b(?:unmarried|single)\s+(?:only|preferred|applicants?|women|men)\b|\bmarital\s+status\s*:\s*\w+"),
        MARITAL_MEANING, MARITAL_MEND, fields=DEMANDS,
    ),
)  # fmt: skip

LOOKS_MEANING = _("일에 필요하지 않은 용모, 키, 몸무게를 조건으로 걸 수 없어요.")
LOOKS_MEND = _("겉모습 말을 지우고 ‘밝은 응대’, ‘위생 복장 착용’처럼 할 일을 적어 주세요.")
LOOKS_WORDS = (
    "용모",
    "외모",
    "인상",
    "얼굴",
    "비주얼",
    "호감",
    "이미지",
    "미모",
    "미인",
    "미남",
    "미녀",
    "훈남",
    "훈녀",
    "몸매",
    "체격",
    "체형",
    "풍채",
    "피부",
    "생긴",
    "예쁜",
    "예쁘",
    "이쁜",
    "이쁘",
    "귀여운",
    "섹시",
    "날씬",
    "마른",
    "호리호리",
    "통통",
    "뚱뚱",
    "비만",
    "건장",
    "다부진",
    "동안",
    "마스크",
    "외형",
    "신체",
)
LOOKS_NEED = words(r"모델|배우|의장대|피팅|대역|엑스트라|연기자")
LOOKS = (
    Rule(
        "looks.words", BLOCK, LOOKS_LAW,
        words(
            r"용모\s*(?:가|나|및|와|[,/·])?\s*(?:복장\s*(?:이|가)?\s*)?(?:단정|수려|준수|우수|깔끔|양호)|(?:단정한|깔끔한|훈훈한|수려한|준수한|세련된|아름다운|예쁜|훌륭한|뛰어난)\s*(?:용모|외모|외형|얼굴|마스크)|(?<!첫)(?<!첫 )(?<!연봉)(?<!연봉 )(?<!급여)(?<!급여 )(?:외모|인상|얼굴|비주얼)\s*(?:이|가|도)?\s*(?:좋|밝|선(?:한|하)|준수|단정|우수|출중|예쁜|예쁘|이쁜|깔끔|호감|수려|뛰어난)"
            r"|첫\s*인상이?\s*(?:좋은|밝은)\s*(?:분|사람|남|여)|(?:호감|깔끔|밝은|환한|좋은|선한|단정한|부드러운|온화한)\s*(?:형|가는|한|가는\s*형)?\s*(?:외모|인상|얼굴)(?!\s*(?:을|를)?\s*(?:남|심|전달|만들|형성|주는|주고|줄|깊))|이미지\s*(?:가\s*)?좋은\s*(?:분|사람|남|여)|밝은\s*이미지(?:의|를\s*(?:가진|지닌|갖춘))|미모의|" + ITEM + r"(?:미인|미남|미녀)(?:형)?" + END + r"|호감형(?:인|의|이신)?\s*(?:분|사람|남|여|외모|인상|얼굴|우대|선호|" + END + r")|동안(?:이신|인)\s*분|외모\s*(?:를|에)?\s*(?:중시|봅니다|자신|관리\s*(?:잘|필수|가능|하는\s*분|하시는\s*분))|비만(?:이신|인)?\s*(?:분|자)?\s*(?:은|는)?\s*(?:지원\s*)?(?:불가|제외|사절|사양)|"
            r"(?:미모|몸매|훈남|훈녀|미남|미녀)\s*(?:의|인|를|을|이신)?\s*(?:직원|분|우대|환영|모집|갖춘|소유|선호)|잘\s*생긴|(?:예쁜|예쁘신|이쁜|이쁘신|귀여운|섹시한)\s*(?:분|직원|여|남|언니|알바)|(?:날씬한|마른|호리호리한|통통하지\s*않은)\s*(?:분|직원|체형|몸매|여|남)|뚱뚱|(?:체격|체형|몸매|풍채)\s*(?:이|가)?\s*(?:좋|(?:크신|큰)\s*(?:분|사람|남|여)|건장|날씬|마른|우수|되는)|(?:건장한|다부진|큰|마른|날씬한)\s*(?:체격|체형|신체)|건장한\s*(?:분|남|여|청년|사람|성인)|피부\s*(?:가\s*)?(?:좋은|깨끗한|고운)\s*(?:분|사람|여|남)"
        ),
        LOOKS_MEANING, LOOKS_MEND, needs=LOOKS_WORDS, fields=DEMANDS, soften=LOOKS_NEED, unless=words(r"첫인상이\s*좋은\s*(?:매장|회사)|고객의\s*외모|캐릭터|일러스트|게임|카메라"),
    ),
    Rule(
        "looks.body", BLOCK, LOOKS_LAW,
        words(r"(?<![가-힣])(?:키|신장)\s*(?:[:：]|가|은|는)?\s*1[4-9]\d\s*(?:cm|㎝|센티(?:미터)?)?\s*(?:이상|이하|내외|~|∼)?|(?<![가-힣])키(?:가)?\s*(?:크고|(?:큰|크신|작은|작으신|작지\s*않은)\s*(?:분|사람|남|여|편))|(?:체중|몸무게)\s*(?:[:：]|가|은|는)?\s*\d{2,3}\s*(?:kg|㎏|킬로)?\s*(?:이상|이하|미만|내외)"
            r"|(?<![\d.])1[4-9]\d\s*(?:cm|㎝|센티(?:미터)?)\s*(?:이상|이하|내외|~|∼)?\s*(?:인|의|이신)?\s*(?:분|사람|남|여|신장|키)|(?<!\d)(?:44|55|66)\s*(?:반)?\s*사이즈|(?:신장|키)\s*[/·,및]\s*(?:체중|몸무게)\s*" + TO_WRITE),
        LOOKS_MEANING, LOOKS_MEND, fields=ASKED, soften=LOOKS_NEED, unless=words(r"환자|고객|아동|대상자|마네킹"),
    ),
    Rule(
        "looks.photo", WARN, PERSONAL,
        words(r"(?:전신\s*)?사진\s*(?:을|은)?\s*(?:필수|부착|첨부|제출)(?!물)|전신\s*사진"),
        _("일에 필요하지 않은 사진은 받지 않는 것이 좋아요. 겉모습으로 뽑는 것이 될 수 있어요."),
        _("사진이 꼭 필요하지 않으면 지워 주세요."), fields=frozenset({"requirements", "preferred"}),
        unless=words(r"작품|포트폴리오|제품|촬영|현장|상품|시공"),
    ),
    Rule(
        "looks.english", BLOCK, LOOKS_LAW, words(r"\bgood[\s-]?looking\b|\battractive\s+(?:appearance|looks|lady|woman|man)|\bpleasant\s+appearance\b"),
        LOOKS_MEANING, LOOKS_MEND, fields=DEMANDS, soften=LOOKS_NEED,
    ),
)  # fmt: skip

PLACE = (
    r"(?:전라[남북]?도?|경상[남북]?도?|충청[남북]?도?|강원(?:특별자치)?도?|제주(?:특별자치)?도?|경기(?:남|북)?도?|전남|전북|경남|경북|충남|충북|호남|영남|영동|영서|(?:서울|부산|대구|인천|광주|대전|울산|세종)(?:특별시|광역시|특별자치시|시)?"
    r"|(?:수원|성남|용인|고양|부천|안산|안양|평택|의정부|춘천|원주|강릉|청주|충주|천안|아산|공주|전주|군산|익산|목포|여수|순천|포항|경주|구미|안동|김천|창원|마산|진해|진주|김해|통영|거제|서귀포)시?|수도권|비수도권|지방|시골|도시|이북|[가-힣]{1,4}도(?!시))"
)
PLACES = r"(?<![가-힣])" + PLACE + r"(?:\s*[·/,]?\s*" + PLACE + r")?"
ORIGIN_MEND = _("출신 지역 말을 지워 주세요. 출퇴근이 걱정되면 근무지와 출근 시각을 적어 주세요.")
ORIGIN_MEANING = _("출신 지역을 묻거나 조건으로 걸 수 없어요.")
ORIGIN = (
    Rule(
        "origin.place", BLOCK, _("채용절차법 제4조의3, 고용정책기본법 제7조"),
        words(
            r"(?:" + PLACES + r"|(?<![가-힣])(?:(?:이|본|해당|우리|현지)\s*)?지역)\s*(?:지역\s*)?(?:(?:출신|토박이|태생|사람|분)(?:자|인|이신|의)?(?:\s*분)?(?:들)?\s*(?:은|는|을|이)?\s*(?:만|우대|우선|선호|제외|불가|사절|사양|환영|희망|한정|모집|지원(?:하지\s*(?:마|말))?|안\s*받|안\s*됨|이면|이?어야|으로\s*한정)|(?:출신|토박이|태생)(?:자|인\s*분|이신\s*분|\s*분)?" + END + r")"
            r"|(?:고향|본가|본적|태생)(?:이|은|는)?\s*[:：]?\s*" + PLACES + r"(?:인|이신|\s*사람|\s*분)?|" + PLACES + r"\s*(?:지역\s*)?(?:에\s*)?연고(?:자|가\s*있는\s*분)?\s*(?:우대|선호|우선|만|한정|환영)|지역\s*연고자|" + PLACES + r"(?:이|가)\s*고향"
        ),
        ORIGIN_MEANING, ORIGIN_MEND, needs=("출신", "토박이", "태생", "사람", "도분", "도 분", "고향", "본가", "본적", "연고"), fields=DEMANDS, unless=words(r"지역\s*인재|이전\s*공공기관"),
    ),
    Rule(
        "origin.asked", BLOCK, _("채용절차법 제4조의3, 고용정책기본법 제7조"),
        words(r"(?<![가-힣])(?:출신\s*지역?|출신\s*고향|출생지|본적|원적|고향)\s*(?:지)?\s*(?:[,_/·ㆍ&및]\s*[가-힣]{1,8}\s*){0,3}(?:을|를|은|는|이)?\s*(?:[:：]|기재|기입|제한|우대|명시|적어|적으|알려|밝혀|남겨|확인|필수|제출)"),
        ORIGIN_MEANING, ORIGIN_MEND, fields=DEMANDS | {"benefits"}, unless=words(r"지역\s*인재|고향\s*사랑|출신\s*학교\s*지역"),
    ),
    Rule(
        "origin.nationality", WARN, _("근로기준법 제6조"),
        words(r"(?:한국인|내국인|국내인)\s*(?:만|한정|에\s*한)|외국인\s*(?:은|는)?\s*(?:불가|제외|사절|지원\s*불가|채용\s*불가)|조선족\s*(?:불가|제외|사절)|\[?일본\s*국적\]?\s*(?:만|한정)|\b(?:native\s+)?koreans?\s+only\b"),
        _("국적만으로 막으면 차별이 될 수 있어요. 일할 수 있는 체류 자격이 있으면 지원할 수 있어야 해요."),
        _("‘취업할 수 있는 체류 자격이 필요해요’처럼 적어 주세요."), fields=DEMANDS,
    ),
)  # fmt: skip
