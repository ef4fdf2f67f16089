"""How long a sealed thing looks: the true length stays inside, outside only the bucket shows."""

from madoguchi.vault.terms import Unreadable

SMALLEST_BUCKET = 2 * 1024
LARGEST_BUCKET = 8 * 1024 * 1024
GROWTH = 4
"""Buckets for events: 2, 8, 32, 128 KiB … 8 MiB. What is longer is a file."""

LENGTH_BYTES = 4


def bucket_of(length: int) -> int:
    """The smallest bucket, in bytes, for so many bytes with their length before them; ValueError if none is large enough."""
    bucket = SMALLEST_BUCKET
    while bucket < length + LENGTH_BYTES:
        bucket *= GROWTH
    if bucket > LARGEST_BUCKET:
        raise ValueError(f"{length} bytes are too many for one event: put them into a file")
    return bucket


def padded(content: bytes) -> bytes:
    """Length in 4 bytes, content, zeros up to the bucket."""
    return (len(content).to_bytes(LENGTH_BYTES, "big") + content).ljust(bucket_of(len(content)), b"\0")


def unpadded(bucket: bytes) -> bytes:
    """What was padded; Unreadable unless it is exactly what `padded` writes, so that nothing hides in the padding."""
    length = int.from_bytes(bucket[:LENGTH_BYTES], "big")
    content = bucket[LENGTH_BYTES : LENGTH_BYTES + length]
    if len(content) != length or padded(content) != bucket:
        raise Unreadable
    return content


def file_room(length: int) -> int:
    """How many bytes a file of `length` bytes takes, zeros included: at least 32 KiB, and never an eighth more than needed.

    Sizes have four leading bits of their own and zeros behind them, so that few sizes exist and big files do not grow fourfold.
    """
    room = max(length, 32 * 1024)
    step = 1 << max(room.bit_length() - 4, 0)
    return -(-room // step) * step
