"""The only code that touches the tables of the network. Takes and gives terms, never rows. Never opens anything sealed.

Groups, members and sign-in stand here; passkeys, drafts, recoveries, the trail, profiles and councils in modules beside this one.
"""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Case, F, Q, QuerySet, Value, When

from madoguchi.network import decide, models
from madoguchi.network.terms import Circle, Door, Kept, Known, Member, Organisation
from madoguchi.vault.groups import GroupEpoch, Share
from madoguchi.vault.terms import GroupId

# ------------------------------------------------------------------ organisations and their keys


FORGOTTEN = "?"
"""Before the nickname of a former member who is forgotten; no nickname of ours begins so."""


def organisation(id_: str) -> Organisation | None:
    """The organisation with this id."""
    row = models.Organisation.objects.filter(id=id_).first()
    return None if row is None else _organisation(row)


def organisations() -> tuple[Organisation, ...]:
    """All of this house, by name."""
    return tuple(_organisation(row) for row in models.Organisation.objects.filter(elsewhere=False).order_by("name", "id"))


def organisations_with_readers() -> tuple[Organisation, ...]:
    """Those that take new conversations and have a member who can read them, by name."""
    here = models.Organisation.objects.filter(takes_new=True, departure__left_on__isnull=True)
    rows = here.filter(member__ended=None, member__keyshare__isnull=False)
    return tuple(_organisation(row) for row in rows.order_by("name", "id").distinct())


def add_organisation(organisation: Organisation, key_id: bytes) -> None:
    """Write down a new one."""
    models.Organisation.objects.create(
        id=organisation.id,
        name=organisation.name,
        about=dict(organisation.about),
        funded_by=organisation.funded_by,
        certified=organisation.certified.value,
        may_report=organisation.may_report.value,
        languages=list(organisation.languages),
        hours=organisation.hours,
        takes_new=organisation.takes_new,
        key_id=key_id,
    )


def set_takes_new(id_: str, *, takes_new: bool) -> bool:
    """Whether there is such an organisation; from now on it takes new conversations, or none."""
    return models.Organisation.objects.filter(id=id_, elsewhere=False).update(takes_new=takes_new) == 1


def _organisation(row: models.Organisation) -> Organisation:
    return Organisation(
        row.id, row.name, dict(row.about), row.funded_by, Known(row.certified), Known(row.may_report),
        tuple(row.languages), row.hours, row.takes_new,
    )  # fmt: skip


def lock(organisation: str) -> None:
    """Hold the group's row until the transaction ends, so that two who decide about its members do so one after the other."""
    models.Organisation.objects.select_for_update().get(id=organisation)


def newest_epoch(organisation: str) -> int:
    """The number of its newest key; 0 where it has none."""
    row = models.GroupKey.objects.filter(organisation=organisation).order_by("-epoch").first()
    return 0 if row is None else row.epoch


def circle_id(organisation: str, circle: Circle) -> GroupId:
    """What the keys of this circle of an organisation are bound to."""
    key_id = bytes(models.Organisation.objects.values_list("key_id", flat=True).get(id=organisation))
    return decide.circle_id(key_id, circle)


def key_id(organisation: str) -> GroupId:
    """What the keys of this organisation are bound to."""
    return circle_id(organisation, Circle.ALL)


def key_id_of(organisation: str) -> GroupId | None:
    """The same, where there is such an organisation."""
    found = models.Organisation.objects.filter(id=organisation).values_list("key_id", flat=True).first()
    return None if found is None else GroupId(bytes(found))


def epochs(organisation: str, circle: Circle = Circle.ALL) -> tuple[GroupEpoch, ...]:
    """Everything public about its keys, the oldest epoch first."""
    rows = models.GroupKey.objects.filter(organisation=organisation, circle=circle.value)
    return tuple(
        GroupEpoch(
            decide.circle_id(bytes(row.organisation.key_id), circle), row.epoch, bytes(row.public), _bytes_or_none(row.link)
        )
        for row in rows.order_by("epoch").select_related("organisation")
    )


def _bytes_or_none(content: bytes | memoryview | None) -> bytes | None:
    return None if content is None else bytes(content)


def newest_public(organisation: str, circle: Circle = Circle.ALL) -> tuple[int, bytes] | None:
    """Epoch and public half of the newest key, if a member can open what is sealed to it."""
    row = models.GroupKey.objects.filter(organisation=organisation, circle=circle.value).order_by("-epoch").first()
    if row is None or not _shares(organisation, circle).filter(epoch=row.epoch).exists():
        return None
    return row.epoch, bytes(row.public)


def groups_that_read() -> frozenset[str]:
    """The groups in which somebody was let read."""
    rows = models.KeyShare.objects.filter(circle=Circle.ALL.value, member__ended=None)
    return frozenset(rows.values_list("member__organisation", flat=True).distinct())


def _shares(organisation: str, circle: Circle) -> QuerySet[models.KeyShare]:
    return models.KeyShare.objects.filter(member__organisation=organisation, circle=circle.value)


def add_epoch(organisation: str, epoch: GroupEpoch, since: dt.date, circle: Circle = Circle.ALL) -> None:
    """Write down the public half of a new epoch."""
    models.GroupKey.objects.create(
        organisation_id=organisation,
        circle=circle.value,
        epoch=epoch.epoch,
        public=epoch.public,
        link=epoch.link,
        since=since,
    )


def drop_dead_epochs(organisation: str, circle: Circle) -> None:
    """Take away the keys of a circle in which nobody is left who could open any of them."""
    if not _shares(organisation, circle).exists():
        models.GroupKey.objects.filter(organisation=organisation, circle=circle.value).delete()


def add_share(member: str, share: Share, circle: Circle = Circle.ALL) -> None:
    """Give a member one epoch, or give it once more."""
    models.KeyShare.objects.update_or_create(
        member_id=member, circle=circle.value, epoch=share.epoch, defaults={"sealed": share.sealed}
    )


def drop_shares(member: str, circle: Circle) -> None:
    """Take every key of a circle from a member."""
    models.KeyShare.objects.filter(member=member, circle=circle.value).delete()


def newest_share(member: Member, circle: Circle = Circle.ALL) -> Share | None:
    """The newest epoch that was shared with the member."""
    row = models.KeyShare.objects.filter(member=member.id, circle=circle.value).order_by("-epoch").first()
    return None if row is None else Share(row.epoch, member.seal_public, bytes(row.sealed))


def holders(organisation: str, epoch: int, circle: Circle = Circle.ALL) -> tuple[Member, ...]:
    """The members of now who hold this epoch."""
    shares = _shares(organisation, circle).filter(epoch=epoch).values("member")
    return members_in(models.Member.objects.filter(id__in=shares, ended=None))


def duties_of_readers(organisations: Iterable[str]) -> dict[str, set[Known]]:
    """Which duties the members of now have who can read, by organisation."""
    rows = models.Member.objects.filter(organisation__in=list(organisations), ended=None, keyshare__isnull=False)
    found: dict[str, set[Known]] = {}
    for organisation, word in rows.values_list("organisation", "may_report").distinct():
        found.setdefault(organisation, set()).add(Known(word))
    return found


_RENEW = {Circle.ALL: "renew", Circle.FREE: "renew_free"}


def ask_renewal(organisation: str, circle: Circle = Circle.ALL) -> None:
    """Somebody left the circle: the next colleague begins a new epoch."""
    models.Organisation.objects.filter(id=organisation).update(**{_RENEW[circle]: True})


def wants_renewal(organisation: str, circle: Circle = Circle.ALL) -> bool:
    """Whether a new epoch is due."""
    return models.Organisation.objects.filter(id=organisation, **{_RENEW[circle]: True}).exists()


def take_renewal(organisation: str, circle: Circle = Circle.ALL) -> bool:
    """Whether it is us who begin the new epoch; of several who ask at once, one hears yes."""
    return models.Organisation.objects.filter(id=organisation, **{_RENEW[circle]: True}).update(**{_RENEW[circle]: False}) == 1


# ------------------------------------------------------------------ members


def add_member(member: Member, *, locked_root: bytes, locked_code: bytes) -> None:
    """Write down a new member."""
    models.Member.objects.create(
        id=member.id,
        organisation_id=member.organisation,
        nickname=member.nickname,
        may_report=member.may_report.value,
        seal_public=member.seal_public,
        sign_public=member.sign_public,
        locked_root=locked_root,
        locked_code=locked_code,
        since=member.since,
        ended=member.ended,
    )


def is_nickname_taken(nickname: str) -> bool:
    """Whether somebody has it, or had it within the time that members are kept."""
    return models.Member.objects.filter(nickname=nickname).exists()


def member(id_: str) -> Member | None:
    """A member, of now or of before."""
    return next(iter(members_in(models.Member.objects.filter(id=id_))), None)


def member_signing(sign_public: bytes) -> Member | None:
    """Whose signature this is: a member of now, or one whose row is still kept; also with a key from before a recovery."""
    own = Q(sign_public=sign_public) | Q(formerkey__sign_public=sign_public)
    return next(iter(members_in(models.Member.objects.filter(own))), None)


def member_called(nickname: str) -> Member | None:
    """The member of now with this nickname."""
    return next(iter(members_in(models.Member.objects.filter(nickname=nickname, ended=None))), None)


def members_of(organisation: str) -> tuple[Member, ...]:
    """Its members of now, by nickname."""
    return members_in(models.Member.objects.filter(organisation=organisation, ended=None))


def members_now() -> tuple[Member, ...]:
    """The members of now, of every group."""
    return members_in(models.Member.objects.filter(ended=None))


def set_duty(id_: str, may_report: Known) -> None:
    """Write down whether a member may have to report."""
    models.Member.objects.filter(id=id_).update(may_report=may_report.value)


def set_until(id_: str, until: dt.date | None) -> None:
    """Write down the last day of a membership, or that there is none."""
    models.Member.objects.filter(id=id_).update(until=until)


def set_coordinates_until(id_: str, until: dt.date | None) -> None:
    """Write down the last day on which a member looks after the rota, or that they do not."""
    models.Member.objects.filter(id=id_).update(coordinates_until=until)


def members_due(today: dt.date) -> tuple[Member, ...]:
    """Members whose last day is past, and whose membership was not ended yet."""
    return members_in(models.Member.objects.filter(until__lt=today, ended=None))


def end_member(id_: str, day: dt.date) -> None:
    """Empty what was locked, close every desk, take back every share. Public halves stay, to check what was signed."""
    models.Member.objects.filter(id=id_).update(
        ended=day, locked_root=b"", locked_code=b"", last_code=b"", wrong_codes=0, wrong_codes_on=None, coordinates_until=None
    )
    models.FirstWeek.objects.filter(member=id_).delete()
    models.Profile.objects.filter(member=id_).delete()
    close_every_way(id_)


def close_every_way(member: str) -> None:
    """Whatever opened until now opens nothing any more: desks, shares, seats, passkeys, drafts, what was asked of colleagues."""
    leave_councils(member)
    models.SignIn.objects.filter(member=member).delete()
    models.KeyShare.objects.filter(member=member).delete()
    models.Passkey.objects.filter(member=member).delete()
    models.Draft.objects.filter(member=member).delete()
    models.Recovery.objects.filter(member=member, done_on=None).delete()


def leave_councils(member: str, circle: Circle | None = None) -> None:
    """Take a member's seats, of every council or of one circle. Where nobody is left who could open it, the council goes."""
    seats = models.Seat.objects.filter(member=member)
    if circle is not None:
        seats = seats.filter(council__circle=circle.value)
    left = list(seats.values_list("council", flat=True).distinct())
    seats.delete()
    models.Council.objects.filter(id__in=left, seat__isnull=True).delete()
    models.Council.objects.filter(id__in=left).update(renew=True)


def forget_members(ended_before: dt.date) -> int:
    """Take the nickname from members whose time ended before that day; how many.

    The public half of what they signed with stays, and for which group: without it every conversation that holds an answer of
    theirs would open for nobody.
    """
    rows = models.Member.objects.filter(ended__lt=ended_before).exclude(nickname__startswith=FORGOTTEN)
    for row in rows:
        row.nickname = f"{FORGOTTEN}{row.id[:20]}"
        row.save(update_fields=["nickname"])
    return len(rows)


def members_in(rows: Iterable[models.Member]) -> tuple[Member, ...]:
    """The members of these rows, by nickname."""
    found = (
        Member(
            row.id, row.organisation_id, row.nickname, row.since, row.ended, Known(row.may_report),
            bytes(row.seal_public), bytes(row.sign_public), row.until, row.coordinates_until,
        )
        for row in rows
    )  # fmt: skip
    return tuple(sorted(found, key=lambda member: member.nickname))


# ------------------------------------------------------------------ sign-in


def door(nickname: str, today: dt.date) -> Door | None:
    """What a member of now is checked against."""
    # Where the group's file is written nobody signs in: what they did would be in neither house.
    here = models.Member.objects.filter(organisation__departure__left_on__isnull=True)
    row = here.filter(nickname=nickname, ended=None).first()
    if row is None:
        return None
    wrong = row.wrong_codes if row.wrong_codes_on == today else 0
    return Door(row.id, bytes(row.seal_public), bytes(row.locked_root), bytes(row.locked_code), bytes(row.last_code), wrong)


def use_code(door: Door, code: bytes) -> bool:
    """Whether nobody signed in since the door was looked at; from now on this code is used."""
    rows = models.Member.objects.filter(id=door.member, ended=None, last_code=door.last_code)
    return rows.update(last_code=code) == 1


def count_wrong_code(member: str, today: dt.date) -> None:
    """One more wrong code today; yesterday's count is forgotten."""
    one_more = Case(When(wrong_codes_on=today, then=F("wrong_codes") + 1), default=Value(1))
    models.Member.objects.filter(id=member).update(wrong_codes=one_more, wrong_codes_on=today)


def keep(kept: Kept) -> None:
    """Keep a desk until its hour."""
    models.SignIn.objects.create(mark=kept.mark, member_id=kept.member, locked_root=kept.locked_root, ends_at=kept.ends_at)


def kept(mark: bytes, seen_at: dt.datetime) -> Kept | None:
    """The desk with this mark, if its hour has not come."""
    found = kept_open_or_closed(mark)
    return None if found is None or found.ends_at <= seen_at else found


def kept_open_or_closed(mark: bytes) -> Kept | None:
    """The desk with this mark, also when its hour has come and nobody has cleared it away yet."""
    row = models.SignIn.objects.filter(mark=mark, member__ended=None).first()
    return None if row is None else Kept(bytes(row.mark), row.member_id, bytes(row.locked_root), row.ends_at)


def drop(mark: bytes) -> None:
    """Close the desk with this mark."""
    models.SignIn.objects.filter(mark=mark).delete()


def drop_past(seen_at: dt.datetime) -> int:
    """Delete every desk whose hour has come; how many."""
    gone, _ = models.SignIn.objects.filter(ends_at__lte=seen_at).delete()
    return gone
