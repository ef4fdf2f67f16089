"""What the network can do. One promise, one transaction each; a folder, because groups, members and sign-in are three matters."""

from madoguchi.network.actions.desks import cookie_now, desk_of, sign_in, sign_out, visit_key
from madoguchi.network.actions.drafts import draft, drop_draft, keep_after_close, keep_draft
from madoguchi.network.actions.endings import end_again, end_member, set_coordinates, set_until
from madoguchi.network.actions.epochs import group_secret, let_read, waiting_colleagues
from madoguchi.network.actions.groups import (
    add_organisation,
    duties_of,
    duty_of,
    member_named,
    member_of,
    members_of,
    members_who_wait,
    organisation_of,
    organisations,
    organisations_open,
    pause,
    public_key_of,
    resume,
    signer,
)
from madoguchi.network.actions.leaving import departures
from madoguchi.network.actions.members import add_member, add_members, forget, rehearsal_code, rehearsal_member, set_duty
from madoguchi.network.actions.passkeys import (
    passkeys_of,
    question,
    remove_passkey,
    sign_in_by_passkey,
    sign_in_without_code,
    take,
    to_make,
)
from madoguchi.network.actions.recoveries import ask_new_way, recoveries, refuse_recovery, vouch_for
from madoguchi.network.actions.trail import note, traces, verify

__all__ = [
    "add_member",
    "add_members",
    "add_organisation",
    "ask_new_way",
    "cookie_now",
    "departures",
    "desk_of",
    "draft",
    "drop_draft",
    "duties_of",
    "duty_of",
    "end_again",
    "end_member",
    "forget",
    "group_secret",
    "keep_after_close",
    "keep_draft",
    "let_read",
    "member_named",
    "member_of",
    "members_of",
    "members_who_wait",
    "note",
    "organisation_of",
    "organisations",
    "organisations_open",
    "passkeys_of",
    "pause",
    "public_key_of",
    "question",
    "recoveries",
    "refuse_recovery",
    "rehearsal_code",
    "rehearsal_member",
    "remove_passkey",
    "resume",
    "set_coordinates",
    "set_duty",
    "set_until",
    "sign_in",
    "sign_in_by_passkey",
    "sign_in_without_code",
    "sign_out",
    "signer",
    "take",
    "to_make",
    "traces",
    "verify",
    "visit_key",
    "vouch_for",
    "waiting_colleagues",
]
