"""The invented group of a demo, and how to sign in as its only member. Never part of a real house."""

from madoguchi.ground.clock import WallClock
from madoguchi.network.terms import Known, Organisation, Refusal

GROUP = "demo-group"
NICKNAME = "demo"

ABOUT = {
    "en": "This group is invented, and nobody answers. It shows how a conversation looks.",
    "vi": "Nhóm này là bịa ra và không ai trả lời. Nó cho thấy một cuộc trò chuyện trông thế nào.",
    "ja": "この団体は架空のもので、だれも答えません。相談がどう見えるかを示します。",
    "ja-x-easy": "この だんたいは ほんとうには ありません。だれも こたえません。そうだんの みほんです。",
}


def prepare(address: str) -> str:
    """Make the group and its member where they are not there yet, and say how to sign in."""
    from madoguchi.network import actions  # noqa: PLC0415 late, once Django is ready

    actions.add_organisation(
        Organisation(
            GROUP,
            "Demo group",
            ABOUT,
            "nobody: it is invented",
            Known.NO,
            Known.UNKNOWN,
            ("vi", "ja", "en"),
            "never",
            takes_new=True,
        )
    )
    welcome = actions.rehearsal_member(GROUP, NICKNAME, WallClock().today())
    if isinstance(welcome, Refusal):
        return f"The demo has nobody who could sign in: {welcome.value}."
    return (
        "A caseworker of the invented group signs in here, and everybody who reads this may:\n"
        f"  {address}desk/en/sign-in\n"
        f"  nickname {welcome.member.nickname} · passphrase {welcome.passphrase} · the code is on the page (DEMO only)"
    )
