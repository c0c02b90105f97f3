"""The deeds of this room, by noun. Rooms above import them from here."""

from accounts.services.assignments import assignment_make, assignments_hand_over
from accounts.services.centres import administrator_appoint, centre_open
from accounts.services.consents import consent_give, consent_replace, consent_source, consent_withdraw, has_consent
from accounts.services.contacts import contact_add, contact_make_primary, contact_remove, contact_verify, contacts_sync
from accounts.services.erasure import person_erase
from accounts.services.grants import grant_end, grant_give
from accounts.services.invitations import invitation_accept, invitation_find, invitation_send, invitation_withdraw
from accounts.services.memberships import membership_add, membership_end, organisation_create
from accounts.services.merging import merge_undo, person_merge
from accounts.services.people import access_note, person_open, person_register, person_register_at_centre
from accounts.services.retention import retention_run
from accounts.services.rights import rights_request_answer, rights_request_open
from accounts.services.tokens import token_issue, token_revoke

__all__ = [
    "access_note",
    "administrator_appoint",
    "assignment_make",
    "assignments_hand_over",
    "centre_open",
    "consent_give",
    "consent_replace",
    "consent_source",
    "consent_withdraw",
    "contact_add",
    "contact_make_primary",
    "contact_remove",
    "contact_verify",
    "contacts_sync",
    "grant_end",
    "grant_give",
    "has_consent",
    "invitation_accept",
    "invitation_find",
    "invitation_send",
    "invitation_withdraw",
    "membership_add",
    "membership_end",
    "merge_undo",
    "organisation_create",
    "person_erase",
    "person_merge",
    "person_open",
    "person_register",
    "person_register_at_centre",
    "retention_run",
    "rights_request_answer",
    "rights_request_open",
    "token_issue",
    "token_revoke",
]
