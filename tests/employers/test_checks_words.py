"""The word rules: what must be found, by law, and what must be left alone."""

import pytest

from employers.checks.text import word_findings
from employers.checks.words_more import RULES

FOUND = [
    ("title", "홀서빙 여직원 모집", "sex.demand"),
    ("title", "주차 관리원(남)", "sex.bracket"),
    ("title", "[여] 카운터 근무", "sex.bracket"),
    ("requirements", "여성만 지원 가능합니다", "sex.demand"),
    ("requirements", "남자만 지원 가능", "sex.demand"),
    ("requirements", "남성 우대", "sex.demand"),
    ("requirements", "여성 우대", "sex.demand"),
    ("requirements", "성별: 여자", "sex.label"),
    ("requirements", "성별 : 남성", "sex.label"),
    ("requirements", "남자 직원을 구합니다", "sex.demand"),
    ("duties", "여성분 환영합니다", "sex.demand"),
    ("title", "주방 이모님 구합니다", "sex.role"),
    ("requirements", "Female only", "sex.english"),
    ("requirements", "군필자 우대", "sex.military"),
    ("requirements", "만 35세 이하", "age.limit"),
    ("requirements", "35세 이하인 분", "age.limit"),
    ("requirements", "나이 20~35세", "age.limit"),
    ("requirements", "25세~40세 지원 가능", "age.limit"),
    ("requirements", "연령: 45세 미만", "age.limit"),
    ("requirements", "연령대 : 30대", "age.label"),
    ("requirements", "1990년생 이후 출생자", "age.born"),
    ("requirements", "95년생까지", "age.born"),
    ("requirements", "20~30대 우대", "age.decade"),
    ("title", "40대 여성 모집", "age.decade"),
    ("requirements", "20대 후반 선호", "age.decade"),
    ("requirements", "젊은 분을 찾습니다", "age.young"),
    ("requirements", "젊고 활기찬 분", "age.young"),
    ("requirements", "졸업예정자만 지원", "age.graduation"),
    ("requirements", "under 30 years old", "age.english"),
    ("requirements", "Age limit: 35", "age.english"),
    ("requirements", "미혼 여성", "marital.single"),
    ("requirements", "미혼자 우대", "marital.single"),
    ("requirements", "기혼자 제외", "marital.married"),
    ("requirements", "결혼 여부를 적어 주세요", "marital.married"),
    ("requirements", "임신 중인 분 제외", "marital.children"),
    ("requirements", "용모단정한 분", "looks.words"),
    ("requirements", "용모가 단정하고 친절한 분", "looks.words"),
    ("requirements", "인상이 좋은 분", "looks.words"),
    ("requirements", "호감 가는 외모", "looks.words"),
    ("requirements", "키 165cm 이상", "looks.body"),
    ("requirements", "신장 170 이상, 체중 60kg 이하", "looks.body"),
    ("requirements", "사진 필수", "looks.photo"),
    ("requirements", "전라도 출신 제외", "origin.place"),
    ("requirements", "부산 출신 우대", "origin.place"),
    ("requirements", "출신지역을 기재해 주세요", "origin.asked"),
    ("requirements", "본적 기재", "origin.asked"),
    ("requirements", "내국인만 지원", "origin.nationality"),
    ("requirements", "재산 상황을 적어 주세요", "property.asked"),
    ("requirements", "재산세 납부 증명서 제출", "property.asked"),
    ("requirements", "자가 주택 소유자 우대", "property.asked"),
    ("requirements", "부모님 직업을 적어 주세요", "family.asked"),
    ("requirements", "가족관계증명서 제출", "family.asked"),
    ("requirements", "가족사항 기재", "family.asked"),
    ("requirements", "기독교인 우대", "religion.demand"),
    ("requirements", "종교: 불교", "religion.demand"),
    ("requirements", "주민등록번호 기재", "id.number"),
    ("requirements", "서울대 출신 우대", "school.origin"),
    ("requirements", "장애인 제외", "disability.refused"),
    ("requirements", "신체 건강한 남성", "health.asked"),
    ("requirements", "지병이 없는 분", "health.asked"),
    ("requirements", "교육비 30만 원 본인 부담", "fee.asked"),
    ("benefits", "유니폼비 5만원 본인부담", "fee.asked"),
    ("duties", "등록비 10만원을 입금해야 근무할 수 있어요", "fee.asked"),
    ("duties", "초기 투자금 필요", "fee.asked"),
    ("duties", "현금 수거 업무", "fraud.account"),
    ("requirements", "체크카드를 보내 주세요", "fraud.account"),
    ("title", "노래방 도우미 모집", "sexwork"),
    ("requirements", "성실한 분\n- 남성\n- 초보 가능", "sex.item"),
    ("requirements", "30세 이하 남성", "sex.described"),
    ("requirements", "군필 남성", "sex.described"),
    ("requirements", "고객 응대 가능한 여성", "sex.described"),
    ("requirements", "무거운 짐을 들 수 있는 남자분", "sex.described"),
    ("preferred", "경리 여직원", "sex.person"),
    ("title", "남성 환경미화원", "sex.person"),
    ("requirements", "남 1명, 여 2명", "sex.count"),
    ("title", "남학생 알바 구함", "sex.person"),
    ("title", "어머님들 환영", "sex.role"),
    ("requirements", "여성에게 적합한 일", "sex.suits"),
    ("requirements", "성별: 여성, 경력 무관", "sex.label"),
    ("requirements", "성별 무관(여성 우대)", "sex.demand"),
    ("requirements", "ㆍ남성 우대 ㆍ학력 : 무관 ㆍ경력 : 무관", "sex.demand"),
    ("requirements", "여자분이면 좋겠습니다", "sex.demand"),
    ("requirements", "남자 지원 불가", "sex.demand"),
    ("preferred", "군필이신 분", "sex.military"),
    ("requirements", "이력서에 나이_ 성별_지역 기재 바랍니다", "sex.asked"),
    ("requirements", "이력서에 나이_ 성별_지역 기재 바랍니다", "age.asked"),
    ("requirements", "30세 이하 남성", "age.limit"),
    ("requirements", "만 35세 이하 4대보험 가입", "age.limit"),
    ("requirements", "18~35세", "age.limit"),
    ("requirements", "35살 이하", "age.limit"),
    ("requirements", "35세↓", "age.limit"),
    ("title", "20대 알바생 구함", "age.decade"),
    ("requirements", "나이 제한 있음", "age.label"),
    ("requirements", "연령 : 25~40", "age.label"),
    ("requirements", "20,30대", "age.decade"),
    ("requirements", "20대만 지원해 주세요", "age.decade"),
    ("requirements", "85~95년생", "age.born"),
    ("requirements", "1985년생까지", "age.born"),
    ("requirements", "나이 많으신 분은 사양합니다", "age.old"),
    ("preferred", "청년 우대", "age.group"),
    ("requirements", "미혼자, 학력 무관", "marital.single"),
    ("requirements", "결혼하신 분 우대", "marital.married"),
    ("requirements", "임산부 지원 불가", "marital.children"),
    ("requirements", "밝은 인상", "looks.words"),
    ("requirements", "호감형", "looks.words"),
    ("requirements", "체격이 좋은 분", "looks.words"),
    ("requirements", "키 큰 남성", "looks.body"),
    ("requirements", "경상도 출신", "origin.place"),
    ("requirements", "서울 출신", "origin.place"),
    ("requirements", "고향이 부산인 분", "origin.place"),
    ("requirements", "지역 출신자만", "origin.place"),
    ("requirements", "서울·경기 출신 지원자 선호", "origin.place"),
]

LEFT_ALONE = [
    ("title", "여성가족부 산하 기관 사무보조"),
    ("title", "남양주 물류센터 사원 모집"),
    ("title", "남부터미널 매장 직원 모집"),
    ("title", "여수 공장 생산직 모집"),
    ("title", "여행사 상담원 모집"),
    ("title", "남성복 매장 판매 사원 모집"),
    ("title", "여성의류 쇼핑몰 MD 채용"),
    ("title", "여성인력개발센터 강사 모집"),
    ("duties", "30세 이상 고객 응대"),
    ("duties", "65세 이상 어르신 돌봄"),
    ("duties", "만 60세 이상 노인 건강 관리"),
    ("duties", "20대 고객을 위한 콘텐츠 기획"),
    ("duties", "2030대 타깃 마케팅"),
    ("duties", "지게차 20대 관리"),
    ("duties", "서버 30대 운영"),
    ("requirements", "만 19세 이상"),
    ("requirements", "남녀 무관"),
    ("requirements", "성별: 무관"),
    ("requirements", "성별 남녀 무관"),
    ("requirements", "성별·나이 무관"),
    ("requirements", "나이 제한 없음"),
    ("requirements", "연령 무관, 학력 무관"),
    ("requirements", "연령이나 성별을 묻지 않아요"),
    ("requirements", "청년일자리도약장려금 대상 만 34세 이하"),
    ("requirements", "시니어인턴십 만 60세 이상"),
    ("benefits", "정년 60세 이상 보장"),
    ("duties", "정년 60세 이후 재고용"),
    ("requirements", "미혼·기혼 무관"),
    ("requirements", "결혼 여부는 묻지 않습니다"),
    ("duties", "미혼모 시설 상담"),
    ("duties", "결혼정보회사 커플 매니저"),
    ("benefits", "결혼 축하금, 출산 휴가"),
    ("requirements", "용모단정 조건 없음"),
    ("requirements", "단정한 복장으로 근무"),
    ("duties", "키 170cm 이상 마네킹 설치"),
    ("duties", "무게 20kg 이상 상자 들기"),
    ("duties", "고객 재산 현황 분석"),
    ("duties", "부동산 자산 관리 보고서 작성"),
    ("requirements", "자가 차량 소유자"),
    ("benefits", "가족 의료비 지원"),
    ("duties", "기독교 방송 자료 정리"),
    ("duties", "주민등록번호 암호화 모듈 개발"),
    ("requirements", "주민등록번호 뒷자리는 가리고 제출"),
    ("requirements", "가족사항 기재 금지"),
    ("requirements", "강원도 거주자"),
    ("requirements", "대기업 출신 개발자"),
    ("requirements", "장애인 우대"),
    ("requirements", "보훈 대상자·장애인 환영"),
    ("requirements", "보건증(건강진단결과서) 제출"),
    ("benefits", "교육비 전액 지원"),
    ("benefits", "유니폼비 회사 부담"),
    ("duties", "회원 회비 납부 안내"),
    ("duties", "관리비·수수료 정산"),
    ("requirements", "교육비 본인 부담 없음"),
    ("duties", "보이스피싱 현금 수거책 예방 홍보"),
    ("duties", "성매매 피해자 지원 상담"),
    ("requirements", "경력단절여성 새일여성인턴 우대"),
    ("requirements", "적극적 고용개선조치에 따라 여성 우대"),
    ("requirements", "첨단 분야 여자 화장실 청결 관리 아님"),
    ("requirements", "경력 3년 이상 35개월 이하"),
    ("title", "20명 모집, 시급 13,000원"),
    ("requirements", "지역인재 우대"),
    ("requirements", "프로젝트 30~40대 규모 장비 운용"),
    ("requirements", "인상 깊은 프로젝트 경험"),
    ("benefits", "연봉 인상 좋은 조건"),
    ("duties", "남은 재고 정리만 하면 돼요"),
    ("duties", "여분 부품만 따로 모아요"),
    ("duties", "남성복 매장 여성 고객 상담"),
    ("duties", "서울 출신 아티스트 공연 기획"),
    ("duties", "여직원 30명이 근무하는 회사"),
    ("duties", "65세 이상 기초연금 안내"),
    ("duties", "키 큰 식물 관리"),
    ("requirements", "외모 관리 앱 기획 경험"),
    ("duties", "2030 여성들이 선호하는 무드의 영상 촬영"),
    ("requirements", "3040 기혼 여성의 심리를 공감하는 분"),
    ("requirements", "(남성의 경우) 병역의 의무를 마치신 분 또는 군면제자"),
    ("requirements", "군필자 혹은 면제자에 한함"),
    ("requirements", "여성 1인 가구 지원 사업 경험"),
    ("requirements", "여성과 남성 모두 지원 가능"),
    ("preferred", "경력단절 여성"),
    ("preferred", "여직원 휴게실 있음"),
    ("requirements", "고객에게 좋은 인상을 남길 수 있는 분"),
    ("requirements", "광고대행사 출신자 우대"),
    ("requirements", "육군 장교 출신"),
    ("requirements", "네이버 출신 환영"),
    ("duties", "고객 나이와 성별을 적은 설문 분석"),
    ("duties", "연령대별 상품 기획"),
    ("requirements", "지방 출장 가능자"),
    ("requirements", "타깃 연령: 20대~30대"),
    ("duties", "차량 30대 이상 관리"),
    ("requirements", "시니어 개발자 우대"),
    ("title", "참여자 관리 (한남)"),
]


def codes(field: str, text: str) -> list[str]:
    texts = {"title": "", "duties": "", "requirements": "", "preferred": "", "benefits": "", "work_days": ""}
    return [one.code for one in word_findings(texts | {field: text}, RULES)]


@pytest.mark.parametrize(("field", "text", "code"), FOUND)
def test_a_forbidden_demand_is_found(field, text, code):
    assert code in codes(field, text)


@pytest.mark.parametrize(("field", "text"), LEFT_ALONE)
def test_an_innocent_text_is_left_alone(field, text):
    assert codes(field, text) == []


def test_a_finding_marks_the_words_and_names_the_law():
    text = "성실한 분\n만 35세 이하\n운전면허"
    (one,) = word_findings({"requirements": text}, RULES)
    assert text[one.start : one.end] == "만 35세 이하"
    assert "고령자고용법" in str(one.law)
    assert one.blocks


def test_a_job_that_only_one_sex_can_do_is_doubted_not_refused():
    (one,) = word_findings({"title": "여성 목욕탕 세신사", "requirements": "여성만 지원 가능"}, RULES)
    assert one.code == "sex.demand"
    assert not one.blocks


def test_an_acknowledgement_covers_only_the_same_words():
    (first,) = word_findings({"requirements": "젊은 분"}, RULES)
    (second,) = word_findings({"requirements": "젊은 인재"}, RULES)
    assert first.key != second.key


def test_each_demand_of_one_line_is_marked_by_itself():
    found = list(word_findings({"requirements": "30세 이하 남성, 밝은 인상, 경상도 출신"}, RULES))
    assert [one.quote for one in found] == ["30세 이하", "남성", "밝은 인상", "경상도 출신"]


def test_the_next_item_of_a_pasted_list_takes_nothing_back():
    (one,) = word_findings({"duties": "ㆍ여성 우대 ㆍ제한 없음"}, RULES)
    assert one.quote == "여성 우대"
