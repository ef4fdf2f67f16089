"""Makes the worked vectors of the vault. `python -m tests.vault.vectors` writes them out; `vectors.toml` was written once.

A change of a vector means that nothing sealed before opens any more: then a version byte must change, not the file.
"""

import hashlib
import sys
from unittest.mock import patch

from nacl.bindings import crypto_secretstream_xchacha20poly1305_init_pull as same_state
from nacl.bindings import crypto_secretstream_xchacha20poly1305_state

from madoguchi.vault import cases, chain, events, files, groups, keys, seals
from madoguchi.vault.number import as_digits, as_words, new_number
from tests.vault.written import GROUP, INSTANCE, KEY, MEMBER, PERSON, PLACE, VAULT, fixed_chance, secret

NUMBER = new_number(fixed_chance("number"))
FILE = b"the name of one!"
FILE_KEY = secret("file")
FILE_CONTENT = b"a picture" * 9000


def always_the_same() -> dict[str, str]:
    """What comes out the same in every run: hexadecimal, or the words themselves."""
    root = keys.stretched(NUMBER, INSTANCE)
    own = keys.own_keys(root)
    event = events.seal_event(b"a word", PLACE, KEY, PERSON.sign, kind=7, after=events.start(PLACE), draw=fixed_chance("event"))
    head = events.head_after(event)
    visit = seals.kept_for_visit(secret("root"), secret("visit"), INSTANCE, fixed_chance("visit"))
    _, link = cases.next_case_key(KEY, PLACE, fixed_chance("case link"))
    epoch, pair = groups.first_epoch(GROUP, fixed_chance("group"))
    following, _ = groups.next_epoch(epoch, pair, fixed_chance("next"))
    return {
        "number": NUMBER.packed().hex(),
        "digits": as_digits(NUMBER),
        "words_en": " ".join(as_words(NUMBER, "en")),
        "words_ja": " ".join(as_words(NUMBER, "ja")),
        "words_vi": " ".join(as_words(NUMBER, "vi")),
        "stretched": root.reveal().hex(),
        "shelf_mark": keys.shelf_mark(root).hex(),
        "x25519": own.seal.public.hex(),
        "ed25519": own.sign.public.hex(),
        "context": seals.context_of("test", b"one", b"", b"two").hex(),
        "key_mark": events.key_mark(KEY).hex(),
        "event": event.hex(),
        "head": head.hash.hex(),
        "signed_head": chain.signed_head(head, PLACE, MEMBER.sign).hex(),
        "visit": visit.hex(),
        "case_link": link.hex(),
        "group_public": epoch.public.hex(),
        "group_link": (following.link or b"").hex(),
        "member_key": seals.locked_by_passphrase(
            secret("member"), "cầu vồng", MEMBER.seal.public, fixed_chance("passphrase")
        ).hex(),
        "file_sha256": hashlib.sha256(sealed_file_with_fixed_chance()).hexdigest(),
    }


def sealed_file_with_fixed_chance() -> bytes:
    """A sealed file whose stream begins with a fixed header: libsodium begins reading and writing in the same state."""

    def begin(state: crypto_secretstream_xchacha20poly1305_state, key: bytes) -> bytes:
        header = fixed_chance("file")(24)
        same_state(state, header, key)
        return header

    with patch.object(files, "crypto_secretstream_xchacha20poly1305_init_push", begin):
        return b"".join(files.sealed_file([FILE_CONTENT], len(FILE_CONTENT), FILE_KEY, PLACE, FILE))


def opens_for_ever() -> dict[str, str]:
    """What libsodium seals with chance of its own: made once, and must open always."""
    epoch, pair = groups.first_epoch(GROUP, fixed_chance("group"))
    return {
        "sealed": seals.sealed_to(MEMBER.seal.public, b"a word", seals.context_of("test")).hex(),
        "wrap": cases.wrapped(KEY, PLACE, PERSON.seal.public, VAULT).sealed.hex(),
        "share": groups.shared(epoch, pair, MEMBER.seal.public).sealed.hex(),
    }


def main() -> None:
    """Write all vectors as TOML."""
    out = ["# Worked vectors of the vault, made once by tests/vault/vectors.py. If one changes, what was sealed before is lost."]
    for table, rows in (("same", always_the_same()), ("opens", opens_for_ever())):
        out += ["", f"[{table}]", *(f'{name} = "{value}"' for name, value in rows.items())]
    sys.stdout.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
