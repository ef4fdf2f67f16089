"""The invented groups of a demo, and how to sign in as one of their members. Never part of a real house."""

from madoguchi.ground.clock import WallClock
from madoguchi.network.terms import Known, Organisation, Refusal

GROUP = "demo-group"
GROUPS = {GROUP: ("Demo group", ("demo", "demo-two")), "demo-other": ("Other demo group", ("demo-three",))}
"""Two groups, since some things open only together: each with its name and its members."""

ABOUT = {
    "en": "This group is invented, and nobody answers. It shows how a conversation looks.",
    "vi": "Nhóm này là bịa ra và không ai trả lời. Nó cho thấy một cuộc trò chuyện trông thế nào.",
    "ja": "この団体は架空のもので、だれも答えません。相談がどう見えるかを示します。",
    "ja-x-easy": "この だんたいは ほんとうには ありません。だれも こたえません。そうだんの みほんです。",
}


def prepare(address: str) -> str:
    """Make the groups and their members where they are not there yet, and say how to sign in."""
    from madoguchi.network import actions  # noqa: PLC0415 late, once Django is ready

    here, passphrase = [], ""
    for id_, (name, nicknames) in GROUPS.items():
        actions.add_organisation(
            Organisation(
                id_, name, ABOUT, "nobody: it is invented", Known.NO, Known.UNKNOWN, ("vi", "ja", "en"), "never", takes_new=True
            )
        )
        welcomes = actions.rehearsal_members(id_, nicknames, WallClock().today())
        if isinstance(welcomes, Refusal):
            return f"The demo has nobody who could sign in: {welcomes.value}."
        here.append(f"{' or '.join(each.member.nickname for each in welcomes)} ({name})")
        passphrase = welcomes[0].passphrase
    return (
        "Caseworkers of invented groups sign in here, and everybody who reads this may:\n"
        f"  {address}desk/en/sign-in\n"
        f"  nickname {', '.join(here)} · passphrase {passphrase} · the code is on the page (DEMO only)"
    )
