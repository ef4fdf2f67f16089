"""The process that opens one file of a stranger: told nothing, allowed nothing, gone after it. Only `apart` starts it.

It reads the file from its input and writes a line of JSON and the clean file to its output. Before it looks at more than the
first bytes it gives up every right: opening files and connections, starting processes, much memory, long work. The house's keys
are in none of what it has: it is a program of its own with an empty environment.
"""

import ctypes
import json
import os
import resource
import sys
from collections.abc import Callable

from madoguchi.cleaning import kinds
from madoguchi.cleaning.terms import LANDLOCK_CREATE, LARGEST_FILE, MIB, Cleaned, Kind, NotCleaned, Source, Why

MEMORY = 1024 * MIB
SECONDS = 45
"""Of one core. Half an hour of speech takes about a third of it, and a photo a twentieth."""
NICENESS = 10
"""Pages come first."""
NOBODY = 65534
_LANDLOCK_RESTRICT = 446
_NO_NEW_PRIVILEGES, _NOT_DUMPABLE = 38, 4
_EVERY_FILE_RIGHT = (1 << 13) - 1
"""The rights of the first version of Landlock (linux/landlock.h); later ones are about less."""


def main() -> None:
    """Clean what comes in, and say what came of it."""
    content = sys.stdin.buffer.read(LARGEST_FILE + 1)
    try:
        made = _cleaned(content)
    except NotCleaned as refused:
        _answer({"refused": refused.why.value})
    except MemoryError:
        _answer({"refused": Why.TOO_LARGE.value})
    else:
        _answer({"kind": made.kind.value, "notes": [note.value for note in made.notes]}, made.content)


def _cleaned(content: bytes) -> Cleaned:
    if len(content) > LARGEST_FILE:
        raise NotCleaned(Why.TOO_LARGE)
    source = kinds.source_of(content)
    # Loaded one at a time: FFmpeg has no business in a process that opens a photo.
    match kinds.KIND_OF[source]:
        case Kind.PICTURE:
            from madoguchi.cleaning import pictures  # noqa: PLC0415 as above

            pictures.load()
            # What reads HEIC does so in a thread of its own, and gives up without one.
            return _alone(lambda: pictures.cleaned(content, source), threads=1 if source is Source.HEIC else 0)
        case Kind.PAPER:
            from madoguchi.cleaning import papers  # noqa: PLC0415 as above

            papers.load()
            return _alone(lambda: papers.cleaned(content))
        case Kind.VOICE:
            from madoguchi.cleaning import recordings  # noqa: PLC0415 as above

            recordings.load()
            return _alone(lambda: recordings.cleaned(content, source))


def _alone(work: Callable[[], Cleaned], threads: int = 0) -> Cleaned:
    give_up_rights()
    if not threads:
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    return work()


def _answer(said: dict[str, object], content: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + content)
    sys.stdout.buffer.flush()


def give_up_rights() -> None:
    """From here on: no file, no connection, no other process, so much memory, so long."""
    os.nice(NICENESS)
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(_NOT_DUMPABLE, 0, 0, 0, 0)  # no picture of its memory is ever written to the disk
    library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    _shut_in(library)
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        # What is open stays open (in, out, errors to nowhere); nothing else can be opened, sockets neither.
        resource.RLIMIT_NOFILE: 0,
    }
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))


def _shut_in(library: ctypes.CDLL) -> None:
    """Landlock: no file by any name, no look into another process. Older kernels know none of it; the limits hold there too."""
    rights = ctypes.c_uint64(_EVERY_FILE_RIGHT)
    rules = library.syscall(LANDLOCK_CREATE, ctypes.byref(rights), ctypes.c_size_t(ctypes.sizeof(rights)), 0)
    if rules >= 0:
        library.syscall(_LANDLOCK_RESTRICT, rules, 0)
        os.close(rules)


if __name__ == "__main__":
    main()
