"""What a file is, told by its first bytes. Bytes in, a kind out; never a name."""

from collections.abc import Callable

from madoguchi.cleaning.terms import Kind, NotCleaned, Source, Why

KIND_OF = {
    Source.JPEG: Kind.PICTURE,
    Source.PNG: Kind.PICTURE,
    Source.WEBP: Kind.PICTURE,
    Source.HEIC: Kind.PICTURE,
    Source.PDF: Kind.PAPER,
    Source.MP4: Kind.VOICE,
    Source.AMR: Kind.VOICE,
    Source.OGG: Kind.VOICE,
    Source.MP3: Kind.VOICE,
    Source.AAC: Kind.VOICE,
    Source.WAV: Kind.VOICE,
    Source.WEBM: Kind.VOICE,
}
"""What becomes of each."""

_PDF_WITHIN = 1024
"""Readers look for the mark of a PDF in so many bytes (ISO 32000-1, annex H, note 13)."""

_HEIC = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"hevc")
_PICTURE_OF_AV1 = (b"avif", b"avis")


def _is_mp3(head: bytes) -> bool:
    # A frame: eleven set bits, then a version and a layer that exist; layer 3 is 01.
    return head[:3] == b"ID3" or (head[:1] == b"\xff" and head[1:2] in (b"\xfb", b"\xfa", b"\xf3", b"\xf2", b"\xe3", b"\xe2"))


def _is_aac(head: bytes) -> bool:
    # The same eleven bits with layer 0: AAC in its own frames (ADTS).
    return head[:1] == b"\xff" and head[1:2] in (b"\xf1", b"\xf9", b"\xf0", b"\xf8")


_LOOKS: tuple[tuple[Source, Callable[[bytes], bool]], ...] = (
    (Source.JPEG, lambda head: head[:3] == b"\xff\xd8\xff"),
    (Source.PNG, lambda head: head[:8] == b"\x89PNG\r\n\x1a\n"),
    (Source.WEBP, lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP"),
    (Source.WAV, lambda head: head[:4] == b"RIFF" and head[8:12] == b"WAVE"),
    (Source.HEIC, lambda head: head[4:8] == b"ftyp" and head[8:12] in _HEIC),
    (Source.MP4, lambda head: head[4:8] == b"ftyp" and head[8:12] not in _PICTURE_OF_AV1),
    (Source.AMR, lambda head: head[:6] == b"#!AMR\n" or head[:9] == b"#!AMR-WB\n"),
    (Source.OGG, lambda head: head[:4] == b"OggS"),
    (Source.WEBM, lambda head: head[:4] == b"\x1a\x45\xdf\xa3"),
    (Source.MP3, _is_mp3),
    (Source.AAC, _is_aac),
    (Source.PDF, lambda head: b"%PDF-" in head),
)


def source_of(content: bytes) -> Source:
    """What a file is; NotCleaned where it is empty or nothing that we can clean."""
    if not content:
        raise NotCleaned(Why.EMPTY)
    head = content[:_PDF_WITHIN]
    for source, looks in _LOOKS:
        if looks(head):
            return source
    raise NotCleaned(Why.UNKNOWN_KIND)


_MADE = {
    Kind.PICTURE: (b"\xff\xd8\xff",),
    Kind.PAPER: (b"%PDF-",),
    Kind.VOICE: (b"\xff\xf3", b"\xff\xfb", b"\xff\xf2", b"\xff\xfa"),
}


def is_made(kind: Kind, content: bytes) -> bool:
    """Whether what a cleaner handed back begins as a file of this kind does. The cleaner itself is not believed."""
    return content.startswith(_MADE[kind])
