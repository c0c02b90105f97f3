"""Who may connect outside systems of learning."""

from accounts.models import Membership

REGISTERING = (Membership.Role.TRAINER, *Membership.MINISTRY_ROLES)
