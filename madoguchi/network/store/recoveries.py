"""The tables of recoveries: new keys that wait for two words, and what came of it. Takes and gives terms, never rows."""

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet

from madoguchi.network import models, store
from madoguchi.network.terms import AskedFor, Member, Recovery
from madoguchi.vault.recovery import Vouch

MOST_OPEN = 500
"""Askings that wait at once. Each costs as much work as a sign-in; where more come, the oldest go."""


def ask(asked: AskedFor) -> None:
    """Write an asking down, also one for a nickname that nobody has."""
    with transaction.atomic():
        models.Recovery.objects.create(
            id=asked.id,
            member_id=asked.member,
            asked_on=asked.asked_on,
            seal_public=asked.seal_public,
            sign_public=asked.sign_public,
            locked_root=asked.locked_root,
            locked_code=asked.locked_code,
        )
        waiting = models.Recovery.objects.filter(done_on=None)
        over = waiting.count() - MOST_OPEN
        if over > 0:
            waiting.filter(id__in=_first_to_go(waiting, over)).delete()


def _first_to_go(waiting: "QuerySet[models.Recovery]", count: int) -> list[str]:
    """Those of nobody, so that a flood of invented nicknames takes nothing from members; then the oldest."""
    nobody = list(waiting.filter(member=None).order_by("asked_on").values_list("id", flat=True)[:count])
    somebody = waiting.exclude(member=None).order_by("asked_on").values_list("id", flat=True)
    return [*nobody, *somebody[: count - len(nobody)]]


def waiting_in(organisation: str, since: dt.date) -> tuple[AskedFor, ...]:
    """What members of a group have asked for since that day and nobody has finished, the oldest first."""
    rows = models.Recovery.objects.filter(
        member__organisation=organisation, member__ended=None, done_on=None, asked_on__gte=since
    )
    return tuple(
        AskedFor(
            row.id, row.member_id, row.asked_on, bytes(row.seal_public), bytes(row.sign_public), bytes(row.locked_root),
            bytes(row.locked_code),
        )
        for row in rows.order_by("asked_on", "id")
    )  # fmt: skip


def told_in(organisation: str, *, waiting_since: dt.date, done_since: dt.date) -> tuple[Recovery, ...]:
    """What a group is told: who waits, and who got new keys, the newest first."""
    waiting, done = Q(done_on=None, asked_on__gte=waiting_since), Q(done_on__gte=done_since)
    rows = models.Recovery.objects.filter(waiting | done, member__organisation=organisation, member__ended=None)
    return tuple(
        Recovery(row.id, member, row.asked_on, row.done_on, _who_vouched(row.id))
        for row in rows.order_by("-asked_on", "id").select_related("member")
        for member in store.members_in([row.member] if row.member else [])
    )


def _who_vouched(recovery: str) -> tuple[Member, ...]:
    return store.members_in(models.Member.objects.filter(vouch__recovery=recovery))


def vouches(recovery: str) -> tuple[Vouch, ...]:
    """The words given for it."""
    rows = models.Vouch.objects.filter(recovery=recovery).select_related("colleague")
    return tuple(Vouch(bytes(row.colleague.sign_public), bytes(row.signed)) for row in rows)


def vouch(recovery: str, colleague: str, signed: bytes) -> None:
    """Write a colleague's word down; a second one of the same colleague takes the place of the first."""
    models.Vouch.objects.update_or_create(recovery_id=recovery, colleague_id=colleague, defaults={"signed": signed})


def finish(asked: AskedFor, today: dt.date) -> None:
    """The new keys are the member's from now on; nothing that opened before opens any more."""
    assert asked.member is not None
    member = models.Member.objects.get(id=asked.member)
    models.FormerKey.objects.create(member=member, sign_public=member.sign_public, until=today)
    # Before everything else that waited for this member goes.
    models.Recovery.objects.filter(id=asked.id).update(done_on=today, locked_root=b"", locked_code=b"")
    store.close_every_way(member.id)
    member.seal_public, member.sign_public = asked.seal_public, asked.sign_public
    member.locked_root, member.locked_code = asked.locked_root, asked.locked_code
    member.last_code, member.wrong_codes, member.wrong_codes_on = b"", 0, None
    member.save()


def refuse(member: str) -> int:
    """Throw away whatever waits for a member; how many."""
    gone, _ = models.Recovery.objects.filter(member=member, done_on=None).delete()
    return gone


def forget(*, asked_before: dt.date, done_before: dt.date) -> int:
    """Delete askings that nobody finished in time, and what was told long enough; how many."""
    old = Q(done_on=None, asked_on__lt=asked_before) | Q(done_on__lt=done_before)
    gone, _ = models.Recovery.objects.filter(old).delete()
    return gone


def can_read(member: str) -> bool:
    """Whether somebody has let this member read."""
    return models.KeyShare.objects.filter(member=member).exists()
