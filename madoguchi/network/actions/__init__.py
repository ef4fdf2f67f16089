"""What the network can do. One promise, one transaction each; a folder, because groups, members and sign-in are three matters."""

from madoguchi.network.actions.desks import desk_of, sign_in, sign_out, visit_key
from madoguchi.network.actions.epochs import group_secret, let_read, waiting_colleagues
from madoguchi.network.actions.groups import (
    add_organisation,
    duty_of,
    member_of,
    members_of,
    organisation_of,
    organisations,
    organisations_open,
    pause,
    public_key_of,
    resume,
    signer,
)
from madoguchi.network.actions.members import (
    add_member,
    end_member,
    forget,
    rehearsal_code,
    rehearsal_member,
    set_duty,
    set_until,
)
from madoguchi.network.actions.trail import note, traces, verify

__all__ = [
    "add_member",
    "add_organisation",
    "desk_of",
    "duty_of",
    "end_member",
    "forget",
    "group_secret",
    "let_read",
    "member_of",
    "members_of",
    "note",
    "organisation_of",
    "organisations",
    "organisations_open",
    "pause",
    "public_key_of",
    "rehearsal_code",
    "rehearsal_member",
    "resume",
    "set_duty",
    "set_until",
    "sign_in",
    "sign_out",
    "signer",
    "traces",
    "verify",
    "visit_key",
    "waiting_colleagues",
]
