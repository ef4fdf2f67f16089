"""A PDF goes on as what its pages show: no author, no day, no script, no attached file, no note's name, no earlier version."""

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from madoguchi.cleaning.apart import cleaned
from madoguchi.cleaning.jpeg import without_hidden_parts
from madoguchi.cleaning.terms import MOST_PAGES, Kind, NotCleaned, Note, Why
from tests.cleaning import made

pytestmark = pytest.mark.slow


def unpacked(content: bytes) -> bytes:
    """Everything that a PDF holds, unpacked: every object and every stream."""
    with Pdf.open(BytesIO(content)) as pdf:
        parts = [bytes(pdf.trailer.unparse(resolved=True))]
        for each in pdf.objects:
            parts.append(each.unparse(resolved=True) if not isinstance(each, pikepdf.Stream) else each.stream_dict.unparse())
            if isinstance(each, pikepdf.Stream):
                parts.append(each.read_raw_bytes())
                if each.get("/Filter") != Name.DCTDecode:
                    parts.append(each.read_bytes())
    return b"\n".join(parts)


def written(pdf: Pdf, **more: object) -> bytes:
    """The file."""
    into = BytesIO()
    pdf.save(into, **more)  # type: ignore[arg-type]
    return into.getvalue()


def test_nothing_that_no_page_shows_goes_on() -> None:
    dirty = made.paper()
    inside = unpacked(dirty) + dirty
    assert all(canary.encode() in inside for canary in made.CANARIES), "the test planted nothing"
    clean = cleaned(dirty)
    assert (clean.kind, clean.notes) == (Kind.PAPER, (Note.FLATTENED,))
    inside = unpacked(clean.content) + clean.content
    for canary in made.CANARIES:
        for form in (
            canary.encode(),
            canary.encode("utf-16-be"),
            canary.encode().hex().encode(),
            canary.encode().hex().upper().encode(),
        ):
            assert form not in inside, canary
    for mark in (b"/JavaScript", b"/EmbeddedFile", b"/Annots", b"/Metadata", b"/Author", b"/Producer", b"/AcroForm", b"/URI",
                 b"/PieceInfo", b"/Thumb", b"/ICCBased", b"/OpenAction", b"ActualText"):  # fmt: skip
        assert mark not in inside, mark


def test_the_pages_show_what_they_showed() -> None:
    with Pdf.open(BytesIO(cleaned(made.paper(pages=3)).content)) as pdf:
        assert len(pdf.pages) == 3
        page = pdf.pages[0]
        assert b"(Lohn 1234) Tj" in page.Contents.read_bytes()
        assert set(page.obj.keys()) <= {"/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate"}
        inside = page.Resources.XObject.P
        assert isinstance(inside, pikepdf.Stream)
        photo = pikepdf.PdfImage(inside).as_pil_image()
        assert photo.size == (320, 240)
        # What was filled into a form is print now.
        drawn = b"".join(each.read_bytes() for name, each in page.Resources.XObject.items() if name != "/P")
        assert b"(filled in) Tj" in drawn


def test_the_same_paper_is_always_cleaned_to_the_same_bytes() -> None:
    dirty = made.paper()
    assert cleaned(dirty).content == cleaned(dirty).content


def test_a_photo_that_stands_in_the_drawing_itself_is_refused() -> None:
    for name in (b"/DCT", b"/DCTDecode"):
        pdf = Pdf.new()
        page = pdf.add_blank_page()
        drawn = b"q BI /W 1 /H 1 /BPC 8 /CS /RGB /F " + name + b" ID " + made.jpeg() + b"\nEI Q"
        page.Contents = pdf.make_stream(drawn)
        with pytest.raises(NotCleaned) as refused:
            cleaned(written(pdf))
        assert refused.value.why in (Why.UNSURE, Why.BROKEN)


def layered() -> bytes:
    """A PDF with a layer."""
    pdf = Pdf.new()
    pdf.add_blank_page()
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("hidden")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    return written(pdf)


def with_photo(kind: str) -> bytes:
    """A PDF with a photo in another writing."""
    pdf = Pdf.new()
    page = pdf.add_blank_page()
    photo = pdf.make_stream(b"x", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8)
    photo.write(b"\0\0\0\x0cjP  ", filter=Name(kind))
    page.Resources = Dictionary(XObject=Dictionary(P=photo))
    return written(pdf)


def locked() -> bytes:
    """A PDF with a password."""
    pdf = Pdf.new()
    pdf.add_blank_page()
    return written(pdf, encryption=pikepdf.Encryption(user="secret", owner="secret"))


def many_pages() -> bytes:
    """A PDF with one page too many."""
    pdf = Pdf.new()
    for _ in range(MOST_PAGES + 1):
        pdf.add_blank_page(page_size=(10, 10))
    return written(pdf)


@pytest.mark.parametrize(
    ("dirty", "why"),
    [(layered(), Why.UNSURE), (with_photo("/JPXDecode"), Why.UNSURE), (with_photo("/JBIG2Decode"), Why.UNSURE),
     (locked(), Why.LOCKED), (many_pages(), Why.TOO_LARGE), (b"%PDF-1.4\nnothing", Why.BROKEN)],
    ids=["layers", "jpeg-2000", "jbig2", "password", "many-pages", "nothing"],
)  # fmt: skip
def test_what_cannot_be_cleaned_with_certainty_is_refused(dirty: bytes, why: Why) -> None:
    with pytest.raises(NotCleaned) as refused:
        cleaned(dirty)
    assert refused.value.why is why


def test_a_photo_in_a_paper_loses_its_words_and_none_of_its_pixels() -> None:
    import PIL.Image

    dirty = made.jpeg(progressive=True)
    bare = without_hidden_parts(dirty)
    assert not any(canary.encode() in bare for canary in made.CANARIES)
    one, other = (PIL.Image.open(BytesIO(each)).tobytes() for each in (dirty, bare))
    assert one == other
    assert without_hidden_parts(bare) == bare


@pytest.mark.parametrize("cut", [1, 3, 30, 500, -20])
def test_a_photo_in_a_paper_that_is_cut_off_is_refused(cut: int) -> None:
    with pytest.raises(NotCleaned):
        without_hidden_parts(made.jpeg().removesuffix(made.SERIAL.encode())[:cut])
