"""What made-up people in shared cases want, need and were told: short sentences, none of them about anyone."""

from dataclasses import dataclass

from jobseekers.models import Domain


@dataclass(frozen=True, slots=True)
class Story:
    """A reason to be helped by several: the weak field, who joins, the goal in the person's words, what is done."""

    domain: str
    agency: str  # kind of the agency that joins beside the municipal welfare team, if any
    goal: str
    need: str
    own: str  # the person's action
    theirs: str  # the joining agency's action
    note: str


STORIES = (
    Story(
        Domain.HOUSING,
        "",
        "월세 걱정 없이 일자리를 찾고 싶어요",
        "석 달 치 월세가 밀림",
        "주민센터에 주거급여 서류 내기",
        "긴급 주거지원 신청 돕기",
        "집주인이 한 달 기다려 주기로 함. 주거급여 결과는 3주 뒤에 나옴",
    ),
    Story(
        Domain.DEBT,
        "small_loans",
        "빚을 정리하고 월급을 받으며 살고 싶어요",
        "갚지 못한 대출이 두 건 있음",
        "신용 상담 받으러 가기",
        "채무 조정 신청 돕기",
        "대출 두 건의 이자율을 확인함. 조정 신청이 가능할 것으로 보임",
    ),
    Story(
        Domain.HEALTH,
        "mental_health",
        "잠을 잘 자고 다시 출근하고 싶어요",
        "잠을 못 자고 기운이 없음",
        "일주일에 한 번 상담 받기",
        "마음 건강 상담 잡기",
        "상담을 받아 보기로 함. 오전 면접은 아직 어려움",
    ),
    Story(
        Domain.CARE,
        "saeil",
        "아이가 어린이집에 있는 동안 일하고 싶어요",
        "오후 4시 뒤에는 아이를 맡길 곳이 없음",
        "어린이집 연장반 알아보기",
        "시간선택제 일자리 찾아 주기",
        "연장반 자리가 다음 달에 난다고 함",
    ),
    Story(
        Domain.SKILLS,
        "self_sufficiency",
        "자격증을 따서 오래 다닐 곳을 찾고 싶어요",
        "자격증이 없어 지원할 곳이 적음",
        "요양보호사 과정 신청하기",
        "자활근로와 훈련 함께 안내하기",
        "훈련비 지원을 받을 수 있는지 확인함",
    ),
    Story(
        Domain.DIGITAL,
        "municipal_jobs",
        "휴대전화로 일자리를 찾을 줄 알고 싶어요",
        "누리집 쓰기를 어려워함",
        "디지털 기초 수업 듣기",
        "지원서 같이 쓰기",
        "전화와 문자로 연락하는 것이 편하다고 함",
    ),
    Story(
        Domain.LEGAL,
        "municipal_welfare",
        "밀린 임금을 받고 새로 시작하고 싶어요",
        "전 회사에서 두 달 치 임금을 못 받음",
        "임금체불 진정 내기",
        "법률 상담 연결하기",
        "진정서 쓰는 것을 도움. 조사 날짜를 기다림",
    ),
)
STRENGTHS = (
    "약속을 잘 지킴",
    "가족이 도와줌",
    "일한 경력이 길음",
    "운전을 할 수 있음",
    "사람들과 잘 지냄",
    "배우려는 마음이 큼",
)
PURPOSE = "일자리와 생활 문제를 함께 풀기"
MEETING = "다음 만남에서 지원한 곳의 답을 함께 보기로 함"
