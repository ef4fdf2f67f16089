"""A photo, drawn anew: turned as it is meant to be seen, then nothing but its pixels goes on.

With the old file go place, time, device and serial number, thumbnails, comments, colour profiles, what stood behind see-through
parts and behind the end of the file. What can be seen stays: faces, papers, reflections, and how a lens draws.
"""

from collections.abc import Callable
from io import BytesIO

import pi_heif
from PIL import Image, ImageOps

from madoguchi.cleaning.terms import Cleaned, Kind, NotCleaned, Note, Source, Why

MOST_PIXELS = 64_000_000
"""More would need more memory than the process has: decompression bombs, and photos that no telephone makes by itself."""
LONGEST_SIDE = 3_000
"""Pixels. A page of A4 has 250 of them an inch then: small print stays readable."""
QUALITY = 85
WHITE = (255, 255, 255)

# We count the pixels ourselves, before anything is unpacked; Pillow only warns.
Image.MAX_IMAGE_PIXELS = None
pi_heif.register_heif_opener(thumbnails=False, decode_threads=1)

_FORMATS = {Source.JPEG: "JPEG", Source.PNG: "PNG", Source.WEBP: "WEBP", Source.HEIC: "HEIF"}


def load() -> None:
    """Load whatever reads pictures, before files can be opened no more."""
    Image.init()


def cleaned(content: bytes, source: Source) -> Cleaned:
    """The photo as a JPEG of its own; NotCleaned where it is broken or too large."""
    try:
        with Image.open(BytesIO(content), formats=(_FORMATS[source],)) as opened:
            return _drawn_anew(opened)
    except MemoryError:
        raise NotCleaned(Why.TOO_MANY_PIXELS) from None
    except (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError, ArithmeticError, RuntimeError):
        # What Pillow's readers raise for broken files is not one family.
        raise NotCleaned(Why.BROKEN) from None


def _drawn_anew(opened: Image.Image) -> Cleaned:
    width, height = opened.size
    if width * height > MOST_PIXELS:
        raise NotCleaned(Why.TOO_MANY_PIXELS)
    notes = [Note.FIRST_FRAME] if getattr(opened, "n_frames", 1) > 1 else []
    if max(width, height) > LONGEST_SIDE:
        notes.append(Note.SMALLER)
        # A JPEG is unpacked at half or a quarter of its size where that is enough.
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    seen = _flat(ImageOps.exif_transpose(opened))
    seen.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    # A picture made of bytes alone has nothing beside them that could be written along.
    bare = Image.frombytes("RGB", seen.size, seen.tobytes())
    made = BytesIO()
    bare.save(made, "JPEG", quality=QUALITY, optimize=True)
    return Cleaned(Kind.PICTURE, made.getvalue(), tuple(notes))


def _flat(picture: Image.Image) -> Image.Image:
    """The picture on white: what see-through parts hide is gone."""
    if picture.has_transparency_data:
        whole = picture.convert("RGBA")
        ground = Image.new("RGBA", whole.size, (*WHITE, 255))
        return Image.alpha_composite(ground, whole).convert("RGB")
    if picture.mode.startswith("I;16") or picture.mode == "I":
        # Sixteen bits of grey: the upper eight are what a screen shows.
        return picture.convert("I").point(_upper_bits).convert("L").convert("RGB")
    return picture.convert("RGB")


_upper_bits: Callable[[int], float] = lambda value: value * (1 / 256)  # noqa: E731 Pillow reads the formula off the expression
