"""A PDF, put together anew from what its pages show.

With the old file go title, authors, days, programs, document ids, XMP, embedded files, scripts, links, notes and who wrote them,
form fields (what was filled in stays as print), thumbnails, layers' names, earlier versions, and what no page shows. What stays:
everything on the pages, the letters under a black bar too, and how fonts call themselves.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from madoguchi.cleaning.jpeg import without_hidden_parts
from madoguchi.cleaning.terms import LARGEST_CLEANED, MOST_PAGES, Cleaned, Kind, NotCleaned, Note, Why

_OF_A_PAGE = frozenset({"/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group"})
_OF_A_FORM = frozenset({
    "/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group", "/Filter", "/DecodeParms", "/Length",
})  # fmt: skip
_OF_A_PICTURE = frozenset({
    "/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Intent", "/ImageMask", "/Mask", "/Decode",
    "/Interpolate", "/SMask", "/SMaskInData", "/Matte", "/Filter", "/DecodeParms", "/Length",
})  # fmt: skip
_OF_NOTHING = (
    "/Metadata", "/PieceInfo", "/LastModified", "/Properties", "/Thumb", "/AA", "/OC", "/AF", "/EF", "/OPI", "/Alternates",
    "/StructParent", "/StructParents", "/PtData", "/Measure", "/Ref", "/Annots", "/ID", "/Private",
)  # fmt: skip
"""What is taken out of anything that a page leads to, wherever it stands."""
_OF_RESOURCES = frozenset({"/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/ProcSet"})
_TEXTS_OF_FONTS = frozenset({"/Registry", "/Ordering", "/CharSet", "/Panose"})
"""Where a string says how letters are drawn; under every other key it is a word of somebody."""
_BESIDE_THE_INK = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})
"""Operators that mark a part of a page for programs and draw nothing; what they mark may carry any text."""
_PLAIN_COLOURS = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}


def load() -> None:
    """Load whatever reads and writes papers, before files can be opened no more."""
    _written(Pdf.new())


def cleaned(content: bytes) -> Cleaned:
    """The paper anew; NotCleaned where it is broken, locked, or holds what we cannot clean with certainty."""
    try:
        with Pdf.open(BytesIO(content), suppress_warnings=True) as pdf:
            notes = _only_ink(pdf)
            made = _written(_only_pages(pdf))
    except pikepdf.PasswordError:
        raise NotCleaned(Why.LOCKED) from None
    except MemoryError:
        raise NotCleaned(Why.TOO_LARGE) from None
    except (pikepdf.PdfError, pikepdf.PikepdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError):
        # What can be wrong with a broken PDF is raised as many things.
        raise NotCleaned(Why.BROKEN) from None
    if len(made) > LARGEST_CLEANED:
        raise NotCleaned(Why.TOO_LARGE)
    return Cleaned(Kind.PAPER, made, notes)


def _only_ink(pdf: Pdf) -> tuple[Note, ...]:
    """Turn notes and form fields into print; refuse what could show or hide something else elsewhere."""
    if not 0 < len(pdf.pages) <= MOST_PAGES:
        raise NotCleaned(Why.TOO_LARGE if pdf.pages else Why.BROKEN)
    form = pdf.Root.get("/AcroForm", Dictionary())
    if pdf.is_encrypted or "/OCProperties" in pdf.Root or "/XFA" in form:
        # Locked against change; layers, of which some may be hidden; a form that is a program.
        raise NotCleaned(Why.LOCKED if pdf.is_encrypted else Why.UNSURE)
    has_notes = any("/Annots" in page for page in pdf.pages)
    if has_notes:
        pdf.generate_appearance_streams()
        pdf.flatten_annotations("all")
    return (Note.FLATTENED,) if has_notes else ()


def _only_pages(pdf: Pdf) -> Pdf:
    """A new file with the pages and what they draw; nothing else of the old one is reached from them."""
    made = Pdf.new()
    made.pages.extend(pdf.pages)
    for page in made.pages:
        _keep(page.obj, _OF_A_PAGE)
    for page in made.pages:
        page.obj.Contents = made.make_stream(_only_drawing(page.obj))
    for each in _reached(made):
        _clean(each)
    return made


def _written(pdf: Pdf) -> bytes:
    into = BytesIO()
    # An id that is counted from what the file holds: nothing of chance or of the clock stands in it.
    pdf.save(into, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True)
    return into.getvalue()


def _reached(pdf: Pdf) -> Iterator[Object]:
    """Every dictionary, stream and list that the pages lead to, each once."""
    seen: set[tuple[int, int]] = set()
    waiting: list[Object] = [page.obj for page in pdf.pages]
    while waiting:
        each = waiting.pop()
        if each.is_indirect:
            if each.objgen in seen:
                continue
            seen.add(each.objgen)
        yield each
        waiting += [inner for inner in _inside(each) if isinstance(inner, Dictionary | Array | Stream)]


def _inside(each: Object) -> list[Any]:
    if isinstance(each, Array):
        return list(each)
    return [each.get(key) for key in each.keys() if key != "/Parent"]  # noqa: SIM118 not a dict: without keys() it is iterated otherwise


def _clean(each: Object) -> None:
    """Take out of one thing what is no ink."""
    if isinstance(each, Array):
        _plain_colours(each)
        return
    _take_words_out(each)
    if not isinstance(each, Stream):
        if each.get("/Subtype") == Name.Type3:
            _clean_letters(each)
    elif each.get("/Subtype") == Name.Image:
        _clean_picture(each)
    elif each.get("/Subtype") == Name.Form or each.get("/PatternType") == 1:
        _clean_form(each)


def _take_words_out(each: Object) -> None:
    for key in list(each.keys()):
        if key in _OF_NOTHING or (isinstance(each[key], String) and key not in _TEXTS_OF_FONTS):
            del each[key]
    resources = each.get("/Resources")
    if isinstance(resources, Dictionary):
        _keep(resources, _OF_RESOURCES)


def _keep(each: Object, known: frozenset[str]) -> None:
    for key in list(each.keys()):
        if key not in known:
            del each[key]


def _plain_colours(array: Array) -> None:
    """A colour profile says which screen or scanner it belongs to; the plain colours of the same number stand in for it."""
    if len(array) > 1 and array[0] == Name.ICCBased:
        plain = _PLAIN_COLOURS.get(int(array[1].get("/N", 0)))
        if plain is None:
            raise NotCleaned(Why.UNSURE)
        del array[:]
        array.append(plain)


def _clean_picture(picture: Stream) -> None:
    _keep(picture, _OF_A_PICTURE)
    filters = picture.get("/Filter", Array())
    names = [str(filters)] if isinstance(filters, Name) else [str(name) for name in filters]
    if "/JPXDecode" in names or "/JBIG2Decode" in names or "/Crypt" in names:
        # These hold comments of their own, between their pixels.
        raise NotCleaned(Why.UNSURE)
    if "/DCTDecode" not in names:
        return
    if names != ["/DCTDecode"]:
        raise NotCleaned(Why.UNSURE)
    parameters = picture.get("/DecodeParms")
    bare = without_hidden_parts(picture.read_raw_bytes())
    picture.write(bare, filter=Name.DCTDecode, decode_parms=parameters if isinstance(parameters, Dictionary) else None)


def _clean_form(form: Stream) -> None:
    if form.get("/Subtype") == Name.Form:
        _keep(form, _OF_A_FORM)
    form.write(_only_drawing(form))


def _clean_letters(font: Object) -> None:
    """Letters that are small drawings of their own."""
    for _, drawing in font.get("/CharProcs", Dictionary()).items():
        drawing.write(_only_drawing(drawing))


def _only_drawing(drawn: Object) -> bytes:
    """What is drawn, without comments and without marks for programs."""
    kept = []
    for instruction in pikepdf.parse_content_stream(drawn):
        if isinstance(instruction, pikepdf.ContentStreamInlineImage):
            if "/DCTDecode" in str(instruction.iimage.filters) or "/JPXDecode" in str(instruction.iimage.filters):
                raise NotCleaned(Why.UNSURE)
        elif str(instruction.operator) in _BESIDE_THE_INK:
            continue
        kept.append(instruction)
    return pikepdf.unparse_content_stream(kept)
