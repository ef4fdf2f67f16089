"""A recording goes on as what is heard: one voice in one container of ours, whatever telephone made it."""

from io import BytesIO

import av
import numpy as np
import pytest
from av.container import InputContainer

from madoguchi.cleaning.apart import cleaned
from madoguchi.cleaning.terms import Kind, NotCleaned, Why
from tests.cleaning import made

pytestmark = pytest.mark.slow

WITHOUT_WORDS = ("amr", "aac")
"""Containers that have no place for words."""


def recording(name: str) -> bytes:
    """A recording of one second."""
    return made.wav() if name == "wav" else made.voice(*made.VOICES[name])


@pytest.mark.parametrize("name", [*made.VOICES, "wav"])
def test_nothing_but_the_sound_goes_on(name: str) -> None:
    dirty = recording(name)
    assert name in WITHOUT_WORDS or made.CANARY.encode() in dirty, "the test planted nothing"
    clean = cleaned(dirty)
    assert clean.kind is Kind.VOICE
    words = (*made.CANARIES, "+34.8270", "Lavf", "Lavc", "ID3", "TAG", "APETAG")
    assert [word for word in words if word.encode() in clean.content] == []
    with av.open(BytesIO(clean.content), format="mp3") as opened:
        assert (dict(opened.metadata), len(opened.streams)) == ({}, 1)
        stream = opened.streams.audio[0]
        assert (stream.codec_context.sample_rate, stream.codec_context.layout.name) == (24_000, "mono")


@pytest.mark.parametrize("name", [*made.VOICES, "wav"])
def test_the_voice_is_as_long_and_as_high_as_it_was(name: str) -> None:
    with av.open(BytesIO(cleaned(recording(name)).content), format="mp3") as opened:
        assert isinstance(opened, InputContainer)
        heard = np.concatenate([frame.to_ndarray().ravel() for frame in opened.decode(audio=0)])
    assert 0.9 <= len(heard) / 24_000 <= 1.25
    middle = heard[6_000:18_000]
    loudest = np.abs(np.fft.rfft(middle * np.hanning(len(middle)))).argmax() * 24_000 / len(middle)
    assert abs(loudest - 440) < 5


def test_a_video_is_refused_and_called_one() -> None:
    with pytest.raises(NotCleaned) as refused:
        cleaned(made.video())
    assert refused.value.why is Why.VIDEO


def test_a_list_of_other_files_is_no_recording() -> None:
    # FFmpeg would open what it names: files of this machine, and addresses of others.
    for listed in (b"#EXTM3U\n#EXTINF:1,\n/etc/passwd\n", b"ffconcat version 1.0\nfile /etc/passwd\n"):
        with pytest.raises(NotCleaned) as refused:
            cleaned(listed)
        assert refused.value.why is Why.UNKNOWN_KIND


@pytest.mark.parametrize("name", ["m4a", "ogg", "amr"])
@pytest.mark.parametrize("cut", [12, 60])
def test_a_recording_that_was_cut_off_at_its_beginning_is_refused(name: str, cut: int) -> None:
    with pytest.raises(NotCleaned) as refused:
        cleaned(recording(name)[:cut])
    assert refused.value.why is Why.BROKEN
