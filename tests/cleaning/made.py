"""Files of telephones with everything in them that nobody chose to send, made by the tests; no picture or voice of anybody."""

import struct
import wave
from io import BytesIO

import av
import numpy as np
import pikepdf
import pillow_heif
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image, ImageDraw, PngImagePlugin

CANARY = "CanaryNguyenVanA"
SERIAL = "SN-CANARY-4711"
PLACE = "CanaryToyokawa"
CANARIES = (CANARY, SERIAL, PLACE)
NORTH, EAST = ((34, 1), (49, 1), (3733, 100)), ((137, 1), (22, 1), (3311, 100))
"""A place in degrees, minutes and seconds; its rational numbers are searched for, too."""


def picture(size: tuple[int, int] = (320, 240)) -> Image.Image:
    """Something to see: a dark mark in the upper left corner on a light ground."""
    drawn = Image.new("RGB", size, (240, 235, 220))
    ImageDraw.Draw(drawn).rectangle((0, 0, size[0] // 4, size[1] // 4), fill=(20, 30, 120))
    return drawn


def exif(orientation: int = 6) -> Image.Exif:
    """What a telephone writes beside a photo: who, which device, where, and a small picture of the whole."""
    told = Image.Exif()
    told[0x0112], told[0x013B], told[0x010F] = orientation, CANARY, SERIAL
    told.get_ifd(0x8769)[0xA431] = SERIAL
    told.get_ifd(0x8769)[0x9286] = PLACE
    where = told.get_ifd(0x8825)
    where[1], where[2], where[3], where[4] = "N", [a / b for a, b in NORTH], "E", [a / b for a, b in EAST]
    where[27] = PLACE
    return told


XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><creator>{CANARY}</creator><serial>{SERIAL}</serial></x:xmpmeta>'.encode()
ICC = b"\0\0\2\0" + PLACE.encode().ljust(508, b"\0")


def jpeg(**more: object) -> bytes:
    """A photo with everything, and another photo behind its end, as some telephones write it."""
    into = BytesIO()
    words = {"exif": exif(), "xmp": XMP, "comment": CANARY, "icc_profile": ICC, **more}
    picture().save(into, "JPEG", **words)
    return into.getvalue() + SERIAL.encode()


def png() -> bytes:
    """A picture with words beside it, and a colour behind see-through parts."""
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", CANARY)
    words.add_itxt("Comment", PLACE, zip=True)
    into = BytesIO()
    hidden = picture().convert("RGBA")
    hidden.paste((255, 0, 0, 0), (200, 100, 320, 240))
    hidden.save(into, "PNG", pnginfo=words, exif=exif(1), icc_profile=ICC)
    return into.getvalue() + SERIAL.encode()


def webp() -> bytes:
    """A WebP picture."""
    into = BytesIO()
    picture().save(into, "WEBP", exif=exif(), xmp=XMP, icc_profile=ICC)
    return into.getvalue()


def moving_png() -> bytes:
    """Two pictures, one after the other."""
    into = BytesIO()
    second = Image.new("RGB", (320, 240), (255, 0, 0))
    picture().save(into, "PNG", save_all=True, append_images=[second])
    return into.getvalue()


def heic() -> bytes:
    """A photo as newer telephones write it."""
    into = BytesIO()
    made = pillow_heif.from_pillow(picture())
    made.info["xmp"] = XMP
    made.save(into, exif=exif(1).tobytes(), quality=60)
    return into.getvalue()


# ------------------------------------------------------------------ papers


def paper(*, pages: int = 1) -> bytes:
    """A filled-in form with a photo, a note of somebody, a script, an attached file, and an earlier version of itself."""
    pdf = Pdf.new()
    with pdf.open_metadata(set_pikepdf_as_editor=False) as words:
        words["dc:creator"] = [CANARY]
    pdf.docinfo["/Author"], pdf.docinfo["/Producer"] = CANARY, SERIAL
    for _ in range(pages):
        _page(pdf)
    pdf.attachments["secret.txt"] = f"{CANARY} {PLACE}".encode()
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{CANARY}')"))
    pdf.Root.PieceInfo = Dictionary(App=Dictionary(Private=String(SERIAL)))
    field = _field(pdf)
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array([field]), DA=String("/Helv 12 Tf 0 g")))
    into = BytesIO()
    pdf.save(into)
    return _later_version(into.getvalue())


def _page(pdf: Pdf) -> None:
    page = pdf.add_blank_page(page_size=(300, 300))
    photo = pdf.make_stream(jpeg(), Type=Name.XObject, Subtype=Name.Image, Width=320, Height=240, BitsPerComponent=8)
    photo.ColorSpace = Array([Name.ICCBased, pdf.make_stream(ICC, N=3)])
    photo.stream_dict.Filter = Name.DCTDecode
    photo.Metadata = pdf.make_stream(XMP)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Private=String(CANARY), Made=String(SERIAL))
    page.Resources = Dictionary(XObject=Dictionary(P=photo), Font=Dictionary(F=font))
    page.Resources.Invented = pdf.make_stream(CANARY.encode(), By=String(PLACE))
    page.Resources.Properties = Dictionary(X=Dictionary(Secret=String(CANARY)))
    page.Contents = pdf.make_stream(
        f"% {CANARY}\n/X BDC BT /F 12 Tf 20 20 Td (Lohn 1234) Tj ET EMC\n/Span <</ActualText ({PLACE})>> BDC EMC\n"
        "q 100 0 0 75 20 60 cm /P Do Q".encode()
    )
    page.Metadata, page.LastModified = pdf.make_stream(XMP), String(SERIAL)
    page.Thumb = pdf.make_stream(SERIAL.encode())
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([10, 10, 30, 30]), T=String(CANARY), Contents=String(PLACE))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=Dictionary(S=Name.URI, URI=String(CANARY)))
    page.Annots = Array([pdf.make_indirect(note), pdf.make_indirect(link)])


def _field(pdf: Pdf) -> pikepdf.Object:
    """A field with what somebody wrote into it."""
    shown = pdf.make_stream(b"BT /Helv 12 Tf 2 2 Td (filled in) Tj ET", Type=Name.XObject, Subtype=Name.Form)
    shown.BBox = Array([0, 0, 100, 20])
    shown.Resources = Dictionary(Font=Dictionary(Helv=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)))
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(SERIAL), V=String("filled in"), F=4,
            Rect=Array([20, 200, 120, 220]), AP=Dictionary(N=shown), DA=String("/Helv 12 Tf 0 g"),
        )
    )  # fmt: skip
    pdf.pages[0].Annots.append(field)
    return field


def _later_version(whole: bytes) -> bytes:
    """The same file with a piece behind it that replaces nothing a reader would show, as an editor adds it."""
    start = whole.rindex(b"startxref")
    old = int(whole[start:].split()[1])
    added = f"\n9999 0 obj\n({CANARY} {PLACE})\nendobj\n".encode()
    at = len(whole) + 1
    table = f"xref\n9999 1\n{at:010d} 00000 n \ntrailer\n<</Size 10000 /Prev {old} /Root 1 0 R>>\n".encode()
    return whole + added + table + f"startxref\n{len(whole) + len(added)}\n%%EOF\n".encode()


# ------------------------------------------------------------------ voices

RATE = 16_000
TAGS = {"title": CANARY, "artist": CANARY, "comment": PLACE, "encoder": SERIAL, "location": "+34.8270+137.3759/"}


def tone(seconds: float = 1.0, rate: int = RATE) -> np.ndarray:
    """A tone of 440 hertz, as samples of 16 bits."""
    return (np.sin(np.arange(int(seconds * rate)) * 2 * np.pi * 440 / rate) * 9000).astype(np.int16)


def wav(seconds: float = 1.0) -> bytes:
    """A recording as it came from the microphone, with words of the recorder before and after the sound."""
    into = BytesIO()
    with wave.open(into, "wb") as made:
        made.setparams((1, 2, RATE, 0, "NONE", ""))
        made.writeframes(tone(seconds).tobytes())
    said = b"INFO" + b"IART" + struct.pack("<I", len(CANARY)) + CANARY.encode()
    return into.getvalue() + b"LIST" + struct.pack("<I", len(said)) + said + SERIAL.encode()


def voice(container: str, codec: str, rate: int = RATE, layout: str = "mono", seconds: float = 1.0) -> bytes:
    """A recording in a container with tags."""
    into = BytesIO()
    with av.open(into, "w", format=container) as made:
        made.metadata.update(TAGS)
        stream = made.add_stream(codec, rate=rate, layout=layout)
        assert isinstance(stream, AudioStream)
        resampler = av.AudioResampler(format=stream.codec_context.format, layout=layout, rate=rate)
        frame = AudioFrame.from_ndarray(tone(seconds).reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = RATE
        fifo = av.AudioFifo()
        for ready in [*resampler.resample(frame), *resampler.resample(None)]:
            fifo.write(ready)
        size = stream.codec_context.frame_size or 1024
        while (piece := fifo.read(size)) is not None or (piece := fifo.read(partial=True)) is not None:
            made.mux(stream.encode(piece))
        made.mux(stream.encode(None))
    return into.getvalue()


VOICES = {
    "m4a": ("ipod", "aac", 44_100),
    "3gp": ("3gp", "libopencore_amrnb", 8_000),
    "amr": ("amr", "libopencore_amrnb", 8_000),
    "ogg": ("ogg", "libopus", 48_000),
    "mp3": ("mp3", "libmp3lame", 24_000),
    "webm": ("webm", "libopus", 48_000),
    "aac": ("adts", "aac", 44_100),
}
"""What telephones make: container, codec, samples a second."""


def video() -> bytes:
    """A moving picture with no sound."""
    into = BytesIO()
    with av.open(into, "w", format="mp4") as made:
        stream = made.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for _ in range(5):
            made.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), dtype=np.uint8), format="rgb24")))
        made.mux(stream.encode(None))
    return into.getvalue()
