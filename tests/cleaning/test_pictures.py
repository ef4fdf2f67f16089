"""A photo goes on as what can be seen, and nothing else: no place, no device, no small picture of it, no hidden colour."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from madoguchi.cleaning.apart import cleaned
from madoguchi.cleaning.pictures import LONGEST_SIDE
from madoguchi.cleaning.terms import Kind, NotCleaned, Note, Why
from tests.cleaning import made

pytestmark = pytest.mark.slow

PHOTOS = {"jpeg": made.jpeg, "png": made.png, "webp": made.webp, "heic": made.heic}


def seen(content: bytes) -> Image.Image:
    """What the file shows."""
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("name", PHOTOS)
def test_nothing_that_stood_beside_the_picture_goes_on(name: str) -> None:
    dirty = PHOTOS[name]()
    assert all(canary.encode() in dirty for canary in made.CANARIES), "the test planted nothing"
    clean = cleaned(dirty)
    assert clean.kind is Kind.PICTURE
    assert [canary for canary in made.CANARIES if canary.encode() in clean.content] == []
    shown = seen(clean.content)
    assert shown.format == "JPEG"
    assert set(shown.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert dict(shown.getexif()) == {}
    assert getattr(shown, "applist", []) == [app for app in getattr(shown, "applist", []) if app[0] == "APP0"]
    # One picture, and nothing behind its end.
    assert clean.content.count(b"\xff\xd8\xff") == 1
    assert clean.content.endswith(b"\xff\xd9")


@pytest.mark.parametrize("name", PHOTOS)
def test_a_photo_shows_what_it_showed_and_stands_as_it_was_meant_to(name: str) -> None:
    shown = seen(cleaned(PHOTOS[name]()).content)
    # Turned by a quarter where the telephone said so (orientation 6): the mark moves from the left to the right corner.
    is_turned = name in ("jpeg", "webp")
    assert shown.size == ((240, 320) if is_turned else (320, 240))
    mark = shown.getpixel((shown.width - 10, 10) if is_turned else (10, 10))
    assert isinstance(mark, tuple)
    assert all(abs(one - other) < 25 for one, other in zip(mark, (20, 30, 120), strict=True))


def test_what_stood_behind_see_through_parts_is_gone() -> None:
    corner = seen(cleaned(made.png()).content).getpixel((300, 200))
    assert isinstance(corner, tuple)
    assert min(corner) > 245


def test_of_a_moving_picture_the_first_one_stays_and_its_person_is_told() -> None:
    clean = cleaned(made.moving_png())
    assert clean.notes == (Note.FIRST_FRAME,)
    assert seen(clean.content).getpixel((300, 200)) != (255, 0, 0)


def test_a_large_photo_becomes_smaller_and_its_person_is_told() -> None:
    into = BytesIO()
    made.picture((4000, 3000)).save(into, "JPEG")
    clean = cleaned(into.getvalue())
    assert clean.notes == (Note.SMALLER,)
    assert seen(clean.content).size == (LONGEST_SIDE, LONGEST_SIDE * 3 // 4)


def test_a_picture_that_unpacks_to_more_than_we_have_is_refused_before_it_is_unpacked() -> None:
    into = BytesIO()
    Image.new("1", (9_000, 9_000)).save(into, "PNG")
    assert len(into.getvalue()) < 1_000_000
    with pytest.raises(NotCleaned) as refused:
        cleaned(into.getvalue())
    assert refused.value.why is Why.TOO_MANY_PIXELS


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16", "RGBA"])
def test_every_way_to_write_colours_is_read(mode: str) -> None:
    into = BytesIO()
    plain = made.picture() if mode not in ("I;16", "LA") else made.picture().convert("L")
    plain.convert("I").convert("I;16").save(into, "PNG") if mode == "I;16" else plain.convert(mode).save(
        into, "JPEG" if mode == "CMYK" else "PNG"
    )
    assert seen(cleaned(into.getvalue()).content).mode == "RGB"


@pytest.mark.parametrize("cut", [20, 200, -40])
@pytest.mark.parametrize("photo", [made.jpeg, made.heic])
def test_a_photo_that_was_cut_off_is_refused_with_a_reason(photo: Callable[[], bytes], cut: int) -> None:
    whole = photo().removesuffix(made.SERIAL.encode())
    with pytest.raises(NotCleaned) as refused:
        cleaned(whole[:cut])
    assert refused.value.why in (Why.BROKEN, Why.UNKNOWN_KIND)
