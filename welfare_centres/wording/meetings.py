from typing import Any

from django.utils.translation import gettext_noop as _

SAYS: dict[str, Any] = {
    "appointment.booked": _("%(day)s %(time)s 만나기로 예약함"),
    "appointment.rebooked": _("예약을 %(day)s %(time)s(으)로 옮김"),
    "appointment.cancelled": _("%(day)s %(time)s 예약을 취소함"),
    "appointment.arrived": _("%(day)s %(time)s 예약에 도착함"),
    "appointment.done": _("%(day)s %(time)s 예약대로 만남"),
    "appointment.no_show": _("%(day)s %(time)s 예약에 오지 않음"),
    "appointment.excused": _("%(day)s %(time)s 예약에 까닭이 있어 오지 못함"),
}
