"""A text with its author: signed by whoever wrote it, for one purpose and place. Seals nothing: what comes out is sealed next.

A seal to a public key does not say who made it. What colleagues write to each other must have an author, and who that is stands
inside the seal, so that nobody with the disk can count who wrote how often.
"""

from madoguchi.vault.events import check_signed, signature
from madoguchi.vault.seals import CONTEXT_BYTES
from madoguchi.vault.terms import KEY_BYTES, SignPair, Unreadable, sized

SIGNATURE_BYTES = 64

_SIGNED_AS = b"madoguchi 1 authored"


def authored(content: bytes, author: SignPair, context: bytes) -> bytes:
    """Who wrote it, their signature over what it is for, and the content."""
    statement = _SIGNED_AS + sized(context, CONTEXT_BYTES, "a context") + content
    return author.public + signature(statement, author) + content


def read(text: bytes, context: bytes) -> tuple[bytes, bytes]:
    """The public half of its author, and the content; Unreadable unless they signed exactly this for this context."""
    if len(text) < KEY_BYTES + SIGNATURE_BYTES:
        raise Unreadable
    public, signed, content = text[:KEY_BYTES], text[KEY_BYTES : KEY_BYTES + SIGNATURE_BYTES], text[KEY_BYTES + SIGNATURE_BYTES :]
    check_signed(_SIGNED_AS + sized(context, CONTEXT_BYTES, "a context") + content, signed, public)
    return public, content
