"""Members: make one with new keys, say what duty they have, forget the past. What a member needs to sign in is told once."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.db import IntegrityError, transaction

from madoguchi.network import decide, store
from madoguchi.network.actions.challenges import forget_challenges
from madoguchi.network.actions.codes import CODE_SECRET_BYTES, code_secret, house_key, locked_code
from madoguchi.network.actions.contacts import forget_contacts
from madoguchi.network.actions.councils import close_due
from madoguchi.network.actions.drafts import forget_drafts
from madoguchi.network.actions.endings import end_due
from madoguchi.network.actions.epochs import give_first_key, group_pairs, renewed, share_newest
from madoguchi.network.actions.memory import forget_waiting
from madoguchi.network.actions.recoveries import forget_recoveries
from madoguchi.network.actions.trail import forget_lines
from madoguchi.network.actions.weeks import forget_entries
from madoguchi.network.store import leaving
from madoguchi.network.terms import Circle, Desk, Known, Member, NotDone, Refusal, Welcome
from madoguchi.network.terms.keeping import KEPT
from madoguchi.vault.keys import own_keys
from madoguchi.vault.seals import locked_by_passphrase, new_key
from madoguchi.vault.terms import ID_BYTES, SecretBytes, chance


def add_member(
    organisation: str, nickname: str, today: dt.date, may_report: Known = Known.UNKNOWN, *, desk: Desk | None = None
) -> Welcome | Refusal:
    """Make a member with new keys. The first one of a group gets its new key; others wait, unless a colleague sits at `desk`."""
    made = add_members(organisation, [nickname], today, may_report, desk=desk)
    return made if isinstance(made, Refusal) else made[0]


def add_members(
    organisation: str, nicknames: Sequence[str], today: dt.date, may_report: Known, *, desk: Desk | None = None
) -> tuple[Welcome, ...] | Refusal:
    """Make several members, all or none. The first ones of a group, made in one step, all read from the beginning.

    There is nothing yet that a colleague could let somebody read: who is there when a group begins has let each other in.
    """
    try:
        # Passphrases are stretched in it: the house waits a moment for its operator, so that never half of a group is there.
        with transaction.atomic():
            begins, welcomes = not store.epochs(organisation), []
            for nickname in nicknames:
                root = new_key()
                welcomes.append(_made(organisation, nickname, today, may_report, root, desk))
                if begins and desk is None:
                    desk = _desk_at_first(welcomes[0].member, root)
            return tuple(welcomes)
    except NotDone as refused:
        return refused.refusal


def _made(group: str, nickname: str, today: dt.date, may_report: Known, root: SecretBytes, desk: Desk | None) -> Welcome:
    passphrase = decide.written_passphrase(chance(decide.PASSPHRASE_BYTES))
    secret = code_secret(chance(CODE_SECRET_BYTES))
    made = _enrolled(group, nickname, today, may_report, root, passphrase=passphrase, secret=secret, desk=desk)
    if isinstance(made, Refusal):
        raise NotDone(made)
    return made


def _desk_at_first(member: Member, root: SecretBytes) -> Desk:
    organisation = store.organisation(member.organisation)
    assert organisation is not None  # the member was made in it
    keys = own_keys(root)
    return Desk(member, organisation, keys, group_pairs(member, keys.seal))


def rehearsal_members(organisation: str, nicknames: Sequence[str], today: dt.date) -> tuple[Welcome, ...] | Refusal:
    """The members of a demo's group: passphrase and code are the same at every start, because the key of the demo gives them."""
    if not settings.DEMO:
        raise RuntimeError("only a demo has members whose passphrase is no secret")
    drawn = house_key("rehearsal").reveal()
    passphrase, secret = decide.written_passphrase(drawn[: decide.PASSPHRASE_BYTES]), rehearsal_secret()
    welcomes: list[Welcome] = []
    desk: Desk | None = None
    for nickname in nicknames:
        there = store.member_called(nickname)
        if there is not None:
            welcomes.append(Welcome(there, passphrase, decide.code_address(secret, nickname)))
            continue
        begins, root = not store.epochs(organisation), new_key()
        made = _enrolled(organisation, nickname, today, Known.NO, root, passphrase=passphrase, secret=secret, desk=desk)
        if isinstance(made, Refusal):
            return made
        desk = _desk_at_first(made.member, root) if begins else desk
        welcomes.append(made)
    if desk is not None:  # as when somebody opens it for the first time: what only some may read can be left at once
        renewed(desk, today)
    return tuple(welcomes)


def rehearsal_secret() -> str:
    """What gives the codes of a demo's member."""
    return code_secret(house_key("rehearsal code").reveal()[:CODE_SECRET_BYTES])


def rehearsal_code(seen_at: dt.datetime) -> str:
    """The code that opens the desk of a demo now; empty in a real house."""
    return decide.code_at(rehearsal_secret(), seen_at) if settings.DEMO else ""


def _enrolled(
    organisation: str,
    nickname: str,
    today: dt.date,
    may_report: Known,
    root: SecretBytes,
    *,
    passphrase: str,
    secret: str,
    desk: Desk | None,
) -> Welcome | Refusal:
    name = decide.tidy_nickname(nickname)
    if name is None:
        return Refusal.NICKNAME_UNFIT
    if not leaving.is_here(organisation):
        return Refusal.NO_SUCH_GROUP
    id_ = chance(ID_BYTES).hex()
    keys = own_keys(root)
    member = Member(id_, organisation, name, today, None, may_report, keys.seal.public, keys.sign.public)
    locked_root = locked_by_passphrase(root, decide.tidy_passphrase(passphrase), keys.seal.public)
    try:
        with transaction.atomic():
            refusal = _may_join(organisation, name)
            if refusal is not None:
                return refusal
            store.add_member(member, locked_root=locked_root, locked_code=locked_code(id_, secret))
            give_first_key(member, today)
            if desk is not None:
                share_newest(desk, member)
    except IntegrityError:
        return Refusal.NICKNAME_TAKEN
    return Welcome(member, passphrase, decide.code_address(secret, name))


def _may_join(organisation: str, name: str) -> Refusal | None:
    if leaving.has_left(organisation):
        return Refusal.HAS_LEFT
    if store.is_nickname_taken(name):
        return Refusal.NICKNAME_TAKEN
    # Epochs lead back to the one before; with nobody left to open the last, there is no way on.
    return Refusal.GROUP_EMPTY if store.epochs(organisation) and store.newest_public(organisation) is None else None


def set_duty(nickname: str, may_report: Known) -> Refusal | None:
    """Say whether a member may have to report. Who may loses the keys to what concerns a stay at once, and new ones begin.

    Who may not any more gets it from a colleague who has it, on the page of the group. Who has read, has read.
    """
    with transaction.atomic():
        member = store.member_called(decide.tidy_nickname(nickname) or "")
        if member is None:
            return Refusal.NO_SUCH_MEMBER
        if leaving.has_left(member.organisation):
            return Refusal.HAS_LEFT
        store.set_duty(member.id, may_report)
        if may_report is not Known.NO:
            store.drop_shares(member.id, Circle.FREE)
            store.ask_renewal(member.organisation, Circle.FREE)
            store.leave_councils(member.id, Circle.FREE)
        return None


def forget(today: dt.date, seen_at: dt.datetime) -> int:
    """Delete what has been kept long enough; how many rows."""
    days = KEPT["network_member"].days
    assert days is not None
    end_due(today)
    close_due(today)
    with transaction.atomic():
        forget_lines(today)
        spent = forget_challenges(seen_at)
        waited = forget_recoveries(today) + forget_drafts(today)
        told = forget_contacts(today) + forget_waiting(today) + forget_entries(today)
        return spent + waited + told + store.drop_past(seen_at) + store.forget_members(today - dt.timedelta(days=days))
