"""A voice recording, played and recorded anew: only what is heard goes on.

With the old container go place, time, device, titles, pictures and everything between the sounds. The voice itself stays, the
names it says, and what is heard behind it; so do traces of how a telephone's microphone and first encoder sound.
"""

from collections.abc import Iterator
from io import BytesIO

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.error import FFmpegError

from madoguchi.cleaning.terms import LARGEST_CLEANED, LONGEST_MINUTES, Cleaned, Kind, NotCleaned, Source, Why

RATE = 24_000
"""Samples a second: more than speech needs."""
BIT_RATE = 48_000

_READERS = {
    Source.MP4: "mov",
    Source.AMR: "amr",
    Source.OGG: "ogg",
    Source.MP3: "mp3",
    Source.AAC: "aac",
    Source.WAV: "wav",
    Source.WEBM: "matroska",
}
_CODECS = frozenset({
    "aac", "alac", "amrnb", "amrwb", "amr_nb", "amr_wb", "flac", "mp3", "mp3float", "opus", "libopus", "vorbis", "pcm_s16le",
    "pcm_s24le", "pcm_s32le", "pcm_u8", "pcm_f32le", "pcm_s16be", "pcm_alaw", "pcm_mulaw", "adpcm_ms", "adpcm_ima_wav",
})  # fmt: skip
"""What telephones and recorders write. FFmpeg knows hundreds more, which nobody here has asked for."""


def load() -> None:
    """Load whatever plays and records, before files can be opened no more."""
    av.logging.set_level(av.logging.PANIC)
    made = _Made(BytesIO())
    made.write(_silence())
    made.close()


def cleaned(content: bytes, source: Source) -> Cleaned:
    """The recording as an MP3 of its own; NotCleaned where it is broken, too long, or a video."""
    written = BytesIO()
    try:
        # Which reader is ours to say: others of FFmpeg open further files and addresses that a file names.
        with av.open(BytesIO(content), format=_READERS[source], metadata_errors="ignore") as opened:
            assert isinstance(opened, InputContainer)
            made = _Made(written)
            for frame in _heard(opened):
                made.write(frame)
            made.close()
    except MemoryError:
        raise NotCleaned(Why.TOO_LONG) from None
    except (FFmpegError, OSError, ValueError, TypeError, IndexError, RuntimeError, ArithmeticError):
        raise NotCleaned(Why.BROKEN) from None
    return Cleaned(Kind.VOICE, written.getvalue())


def _heard(opened: InputContainer) -> Iterator[AudioFrame]:
    """The sounds of the one stream that is played."""
    stream = _stream(opened)
    seconds = 0.0
    for packet in opened.demux(stream):
        for frame in packet.decode():
            seconds += frame.samples / frame.sample_rate
            if seconds > LONGEST_MINUTES * 60:
                raise NotCleaned(Why.TOO_LONG)
            yield frame
    if seconds == 0:
        raise NotCleaned(Why.BROKEN)


def _stream(opened: InputContainer) -> AudioStream:
    pictures = [stream for stream in opened.streams.video if not _is_cover(stream)]
    if pictures:
        raise NotCleaned(Why.VIDEO)
    if not opened.streams.audio or opened.streams.audio[0].codec_context.name not in _CODECS:
        raise NotCleaned(Why.BROKEN)
    stream = opened.streams.audio[0]
    stream.codec_context.thread_count = 1  # no thread can be started where this runs
    return stream


def _is_cover(stream: object) -> bool:
    """Whether a stream of pictures is the picture on the cover of a song: it is left out."""
    return bool(getattr(stream, "disposition", 0) & av.stream.Disposition.attached_pic)


class _Made:
    """A new recording: one voice, one rate, no word beside the sound."""

    def __init__(self, into: BytesIO) -> None:
        # Without the tags that FFmpeg writes of itself, and without the frame that tells of the encoder.
        options = {"id3v2_version": "0", "write_xing": "0"}
        self._container: OutputContainer = av.open(into, "w", format="mp3", options=options)
        self._stream: AudioStream = self._container.add_stream("libmp3lame", rate=RATE, layout="mono")
        self._stream.bit_rate = BIT_RATE
        self._stream.codec_context.thread_count = 1
        self._stream.codec_context.options = {"compression_level": "7"}
        self._resampler = AudioResampler(format="s16p", layout="mono", rate=RATE)
        self._into = into

    def write(self, frame: AudioFrame) -> None:
        frame.pts = None  # times are counted anew
        for ready in self._resampler.resample(frame):
            self._container.mux(self._stream.encode(ready))
        if self._into.tell() > LARGEST_CLEANED:
            raise NotCleaned(Why.TOO_LONG)

    def close(self) -> None:
        for ready in self._resampler.resample(None):
            self._container.mux(self._stream.encode(ready))
        self._container.mux(self._stream.encode(None))
        self._container.close()


def _silence() -> AudioFrame:
    frame = AudioFrame(format="s16", layout="mono", samples=RATE // 10)
    frame.sample_rate = RATE
    for plane in frame.planes:
        plane.update(bytes(plane.buffer_size))
    return frame
