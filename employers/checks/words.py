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
WISH = r"(?:모집|구함|구합|구해요|채용|뽑|찾습|찾아요|우대|환영|선호|한정|한함|전용|지원\s*가능|가능|필수|만(?!\s*(?:이용|출입|입장|가입|사용|거주|입주|의|을\s*위|명|\d|원)))"
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

SEX = (
    Rule(
        "sex.demand", BLOCK, EQUALITY,
        words(
            r"(?<![가-힣])(?:남|여)(?:성|자)?\s*(?:직원|사원|종업원|선생님|강사|비서|알바생?|아르바이트|캐셔|근무자|지원자|분|경력자|신입|상담원|안내원|기사님?)?"
            r"\s*(?:을|를|이|은|는)?\s*" + WISH
        ),
        SEX_MEANING, SEX_MEND, fields=DEMANDS,
        unless=words(
            r"남녀|남\s*[/·,]\s*여|여\s*[/·,]\s*남|성별|(?:남|여)(?:성|자)\s*(?:고객|회원|의류|복|용|환자|청소년|전용\s*(?:주차|헬스|사우나|쉼터|객실|매장))"
            r"|" + POSITIVE_WOMEN.pattern + r"|여성\s*(?:가족|기업|인력|회관|정책|건강|전문\s*병원)|경력\s*단절|새일|여성만\s*(?:이용|출입)"
        ),
        soften=JOB_NEED,
    ),
    Rule(
        "sex.label", BLOCK, EQUALITY,
        words(r"성별\s*(?:[:：=\-]|은|는)?\s*(?P<hit>(?:남|여)(?:성|자)?)(?![가-힣녀/·,]|\s*(?:[/·,~]|무관|또는|및|과|와))"),
        SEX_MEANING, SEX_MEND, fields=DEMANDS, unless=words(r"남녀|무관"), soften=JOB_NEED,
    ),
    Rule(
        "sex.bracket", BLOCK, EQUALITY, words(r"[(\[【<](?P<hit>(?:남|여)(?:성|자)?)[)\]】>]"),
        SEX_MEANING, SEX_MEND, fields=frozenset({"title"}), soften=JOB_NEED,
    ),
    Rule(
        "sex.role", WARN, EQUALITY,
        words(r"(?:이모님|이모|삼촌|아주머니|아줌마|아저씨|주부|미시|언니|여사님|사모님|총각)(?:들)?\s*(?:을|를|님)?\s*(?:모집|구함|구합|환영|우대|채용|모십|찾)"),
        _("‘이모’, ‘주부’처럼 한쪽 성별을 떠올리는 말은 차별로 읽힐 수 있어요."),
        _("‘직원’, ‘조리원’처럼 직무 이름으로 바꿔 주세요."), fields=DEMANDS,
    ),
    Rule(
        "sex.english", BLOCK, EQUALITY,
        words(r"\b(?:fe)?males?\s+(?:only|preferred|applicants?\s+only|candidates?\s+only)|\b(?:wo)?m[ae]n\s+only\b|\bgender\s*:\s*(?:fe)?male\b"),
        SEX_MEANING, SEX_MEND, fields=DEMANDS, soften=JOB_NEED,
    ),
    Rule(
        "sex.military", WARN, EQUALITY,
        words(r"군필자?\s*(?:만|한정|필수|우대|에\s*한)|군\s*미필\s*(?:불가|제외|지원\s*불가)|병역\s*(?:의무를\s*)?(?:필|마친)\s*(?:자|분)?\s*(?:만|한정|우대)"),
        _("군필 여부를 조건으로 걸면 여성에게 간접 차별이 될 수 있어요."),
        _("꼭 필요하지 않으면 지워 주세요."), fields=DEMANDS, unless=words(r"병역\s*특례|산업기능요원|전문연구요원|해당자에\s*한"),
    ),
)  # fmt: skip

CARED_FOR = (
    r"(?:의\s*)?(?:(?:[가-힣]{1,4}\s*)?(?:고객|어르신|노인|고령자\s*(?:돌봄|지원|대상)|아동|어린이|유아|영아|영유아|아기|원아|학생|환자|이용자|이용|회원|대상자|자녀|수급자"
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
            r"(?:만\s*)?(?<!\d)(?:[2-7]\d)\s*세?\s*[~∼\-–]\s*(?:만\s*)?[2-7]\d\s*세|(?:만\s*)?(?<!\d)(?:[2-7]\d\s*세\s*(?:이하|미만|이상|초과|까지|이내|부터|이전|가능|우대|~)|1\d\s*세\s*(?:이하|까지|이내))"
            r"(?!" + r"\s*" + CARED_FOR + r")"
        ),
        AGE_MEANING, AGE_MEND, fields=DEMANDS,
        unless=words(YOUNG_OR_OLD_LAW.pattern + r"|(?:[2-7]\d|1\d)\s*세\s*(?:이하|미만|이상|초과|까지|이내)?\s*" + CARED_FOR + r"|[가-힣]+보험|건강\s*검진\s*대상"),
    ),
    Rule(
        "age.label", BLOCK, AGE_LAW,
        words(r"(?:나이|연령대?)\s*(?:제한|조건|대)?\s*(?:[:：=\-]|은|는)?\s*(?P<hit>(?:만\s*)?[1-7]\d\s*(?:세|살|대|년생|~|∼|-))"),
        AGE_MEANING, AGE_MEND, fields=DEMANDS, unless=words(YOUNG_OR_OLD_LAW.pattern + r"|고객|이용자|대상\s*아동"),
    ),
    Rule(
        "age.born", BLOCK, AGE_LAW,
        words(r"(?<!\d)(?:19|20)?\d{2}\s*년\s*(?:생|이후\s*출생|이전\s*출생)\s*(?:이후|이전|까지|부터|만|이상|이하|~|∼)?"),
        AGE_MEANING, AGE_MEND, fields=ASKED, unless=words(YOUNG_OR_OLD_LAW.pattern + r"|고객|아동|학생|원아"),
    ),
    Rule(
        "age.decade", BLOCK, AGE_LAW,
        words(
            r"(?<![\d가-힣])(?:[2-6]0\s*[~∼\-,·]\s*)?[2-6]0\s*대\s*(?:초반|중반|후반|초중반|중후반)?\s*(?:의\s*)?(?:남성|여성|남자|여자|남녀|분|직원|지원자)?\s*"
            r"(?:을|를|이신\s*분)?\s*(?:모집|우대|선호|환영|한정|만(?![가-힣\s]*원)|구함|구합|채용|까지|이하만|지원\s*가능|이신\s*분)"
        ),
        AGE_MEANING, AGE_MEND, fields=DEMANDS,
        unless=words(r"(?:차량|트럭|버스|장비|컴퓨터|서버|카메라|지게차|설비|기계|PC|노트북)\s*(?:약\s*)?[2-6]0\s*대|고객|회원|독자|타깃|타겟|소비자|" + YOUNG_OR_OLD_LAW.pattern),
    ),
    Rule(
        "age.young", WARN, AGE_LAW,
        words(r"젊은\s*(?:분|사람|인재|남|여|직원|피|층\s*(?:모집|우대|선호))|젊고\s*[가-힣]{1,6}\s*(?:분|인재|사람|직원)|나이\s*(?:어린|젊은)|어린\s*분"),
        AGE_MEANING, AGE_MEND, fields=DEMANDS,
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
        unless=words(r"무관|미혼모|미혼부|한부모|미혼\s*(?:고객|남녀\s*(?:만남|행사)|청년\s*(?:지원|정책|만남))|만남\s*(?:행사|주선)|결혼\s*정보"),
    ),
    Rule(
        "marital.married", BLOCK, MARRIAGE_LAW,
        words(r"기혼(?:자|녀|인\s*분|\s*(?:여성|남성))?\s*(?:만|우대|선호|제외|불가|환영|사절|지원\s*불가)|(?:결혼|혼인)\s*(?:여부|유무|예정\s*시|계획)|결혼\s*(?:안|하지)\s*(?:한|않은)|혼인\s*관계\s*증명서"),
        MARITAL_MEANING, MARITAL_MEND, fields=DEMANDS, unless=words(r"결혼\s*정보|웨딩|예식|고객|상담\s*업무|축하금"),
    ),
    Rule(
        "marital.children", BLOCK, MARRIAGE_LAW,
        words(r"(?:임신|임산부|출산|자녀)\s*(?:중인\s*분|계획|여부|예정|유무|있는\s*분|없는\s*분|부)?\s*(?:은|는|이)?\s*(?:제외|불가|사절|안\s*됨|없는\s*분|있으면\s*안)|임신\s*(?:여부|계획)\s*(?:확인|기재)|출산\s*계획\s*(?:없|확인)"),
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
LOOKS_NEED = words(r"모델|배우|의장대|피팅|대역|엑스트라|연기자")
LOOKS = (
    Rule(
        "looks.words", BLOCK, LOOKS_LAW,
        words(
            r"용모\s*(?:가\s*)?(?:단정|수려|준수|우수)|단정한\s*(?:용모|외모|외형)|(?:외모|인상|얼굴)\s*(?:이|가|도)?\s*(?:좋|준수|단정|우수|출중|예쁜|깔끔|호감|수려)"
            r"|(?:호감|깔끔)\s*(?:형|가는|한)?\s*(?:외모|인상|얼굴)|(?:미모|몸매|훈남|훈녀|미남|미녀)\s*(?:의|인|를|을|이신)?\s*(?:직원|분|우대|환영|모집|갖춘|소유|선호)|잘생긴|얼굴\s*예쁜|예쁜\s*(?:분|직원)|날씬한\s*(?:분|직원|체형)|뚱뚱"
        ),
        LOOKS_MEANING, LOOKS_MEND, fields=DEMANDS, soften=LOOKS_NEED, unless=words(r"첫인상이\s*좋은\s*(?:매장|회사)|고객의\s*외모"),
    ),
    Rule(
        "looks.body", BLOCK, LOOKS_LAW,
        words(r"(?<![가-힣])(?:키|신장)\s*(?:[:：]|가|은|는)?\s*1[4-9]\d\s*(?:cm|㎝|센티(?:미터)?)?\s*(?:이상|이하|내외|~|∼)?|(?:체중|몸무게)\s*(?:[:：]|가|은|는)?\s*\d{2,3}\s*(?:kg|㎏|킬로)?\s*(?:이상|이하|미만|내외)"),
        LOOKS_MEANING, LOOKS_MEND, fields=ASKED, soften=LOOKS_NEED, unless=words(r"환자|고객|아동|대상자"),
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

PLACES = r"(?:전라[남북]?도?|경상[남북]?도?|충청[남북]?도?|강원도?|제주도?|경기도?|호남|영남|전남|전북|경남|경북|충남|충북|서울|부산|대구|인천|광주|대전|울산|세종|이북)"
ORIGIN_MEND = _("출신 지역 말을 지워 주세요. 출퇴근이 걱정되면 근무지와 출근 시각을 적어 주세요.")
ORIGIN_MEANING = _("출신 지역을 묻거나 조건으로 걸 수 없어요.")
ORIGIN = (
    Rule(
        "origin.place", BLOCK, _("채용절차법 제4조의3, 고용정책기본법 제7조"),
        words(PLACES + r"\s*(?:지역\s*)?(?:출신|토박이|사람|태생)\s*(?:인\s*분|자|분|은|는|을)?\s*(?:만|우대|선호|제외|불가|사절|환영|한정|지원\s*불가|안\s*받)"),
        ORIGIN_MEANING, ORIGIN_MEND, fields=DEMANDS, unless=words(r"지역\s*인재|이전\s*공공기관"), may_be_taken_back=False,
    ),
    Rule(
        "origin.asked", BLOCK, _("채용절차법 제4조의3, 고용정책기본법 제7조"),
        words(r"(?:출신\s*지역?|출생지|본적|원적|고향)\s*(?:지)?\s*(?:을|를|은|는|이)?\s*(?:[:：]|기재|제한|우대|명시|적어|확인|필수|제출)"),
        ORIGIN_MEANING, ORIGIN_MEND, fields=DEMANDS | {"benefits"}, unless=words(r"지역\s*인재|고향\s*사랑|출신\s*학교\s*지역"),
    ),
    Rule(
        "origin.nationality", WARN, _("근로기준법 제6조"),
        words(r"(?:한국인|내국인|국내인)\s*(?:만|한정|에\s*한)|외국인\s*(?:은|는)?\s*(?:불가|제외|사절|지원\s*불가|채용\s*불가)|조선족\s*(?:불가|제외|사절)|\[?일본\s*국적\]?\s*(?:만|한정)|\b(?:native\s+)?koreans?\s+only\b"),
        _("국적만으로 막으면 차별이 될 수 있어요. 일할 수 있는 체류 자격이 있으면 지원할 수 있어야 해요."),
        _("‘취업할 수 있는 체류 자격이 필요해요’처럼 적어 주세요."), fields=DEMANDS,
    ),
)  # fmt: skip
