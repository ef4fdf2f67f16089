"""A JPEG without what stands beside its picture, kept to the last pixel: for photos inside a PDF, where nothing is drawn anew.

Parts of a JPEG begin with FF and a mark (ITU-T T.81, annex B). Bytes in, bytes out.
"""

from madoguchi.cleaning.terms import NotCleaned, Why

_MARK, _START, _END, _SCAN, _COMMENT, _ADOBE = 0xFF, 0xD8, 0xD9, 0xDA, 0xFE, 0xEE
_APPLICATION = range(0xE0, 0xF0)
_RESTARTS = range(0xD0, 0xD8)
_LENGTH_BYTES = 2
_ADOBE_BYTES = 12
"""The one application part that a reader needs: it says how colours were turned. What may stand behind it is left out."""


def without_hidden_parts(jpeg: bytes) -> bytes:
    """The same picture without application parts, comments and whatever follows its end; NotCleaned if it is no JPEG."""
    if jpeg[:2] != bytes((_MARK, _START)):
        raise NotCleaned(Why.UNSURE)
    kept, at = bytearray(jpeg[:2]), 2
    while True:
        mark, at = _next_mark(jpeg, at)
        if mark == _END:
            return bytes(kept + bytes((_MARK, _END)))
        length = int.from_bytes(jpeg[at : at + 2], "big")
        if length < _LENGTH_BYTES or at + length > len(jpeg):
            raise NotCleaned(Why.UNSURE)
        kept += _kept(mark, jpeg[at + 2 : at + length])
        at += length
        if mark == _SCAN:
            end = _end_of_scan(jpeg, at)
            kept += jpeg[at:end]
            at = end


def _kept(mark: int, content: bytes) -> bytes:
    if mark == _ADOBE and content.startswith(b"Adobe"):
        content = content[:_ADOBE_BYTES]
    elif mark in _APPLICATION or mark == _COMMENT:
        return b""
    return bytes((_MARK, mark)) + (len(content) + 2).to_bytes(2, "big") + content


def _next_mark(jpeg: bytes, at: int) -> tuple[int, int]:
    """The next mark and where what it marks begins; bytes that fill a gap are allowed to be FF only."""
    if jpeg[at : at + 1] != b"\xff":
        raise NotCleaned(Why.UNSURE)
    while jpeg[at : at + 1] == b"\xff":
        at += 1
    if at >= len(jpeg):
        raise NotCleaned(Why.UNSURE)
    return jpeg[at], at + 1


def _end_of_scan(jpeg: bytes, at: int) -> int:
    """Where the pixels end: at an FF that is followed neither by 00 nor by a mark for starting again."""
    while True:
        at = jpeg.find(b"\xff", at)
        if at < 0 or at + 1 >= len(jpeg):
            raise NotCleaned(Why.UNSURE)
        following = jpeg[at + 1]
        if following != 0 and following not in _RESTARTS and following != _MARK:
            return at
        at += 1 if following == _MARK else 2
