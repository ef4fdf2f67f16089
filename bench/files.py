"""Do files keep people waiting who only write? Some begin conversations, while others send photos all the time.

python -m bench.files            twenty seconds of each, on this machine
"""

import sys
import tempfile
import threading
import time
from io import BytesIO
from pathlib import Path

from PIL import Image

from bench.visitor import begin, begin_with_files
from tests.site import madoguchi, running_process

WRITERS, SENDERS = 4, 8
SECONDS = 20.0


def photo() -> bytes:
    """A photo of twelve million pixels, as a telephone makes them."""
    into = BytesIO()
    Image.effect_noise((4000, 3000), 40).convert("RGB").save(into, "JPEG", quality=80)
    return into.getvalue()


def waits(address: str, seconds: float) -> list[float]:
    """How long each conversation without files took to begin, in seconds, sorted."""
    end, took = time.monotonic() + seconds, list[float]()

    def write() -> None:
        while time.monotonic() < end:
            began = time.monotonic()
            assert begin(address, "Tôi cần giúp đỡ.", ["one"])[1]
            took.append(time.monotonic() - began)

    run([write] * WRITERS)
    return sorted(took)


def run(works: list) -> None:  # type: ignore[type-arg]  # functions without words
    """All of them at once, until the last has ended."""
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def told(name: str, took: list[float]) -> str:
    """One line of the table."""
    p95 = took[int(len(took) * 0.95)]
    return f"| {name} | {len(took)} | {len(took) / SECONDS:.1f} | {took[len(took) // 2]:.2f} | {p95:.2f} |"


def main() -> None:
    """Measure, and print a table."""
    big, over, taken, later = photo(), threading.Event(), [0], [0]
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        madoguchi("group", "add", "one", "--name", "One", "--languages", "vi", data=data)
        madoguchi("member", "add", "one", "somebody", data=data)
        with running_process("serve", data) as (address, _):
            alone = waits(address, SECONDS)

            def send() -> None:
                while not over.is_set():
                    is_taken = bool(begin_with_files(address, "kèm ảnh", ["one"], big)[1])
                    (taken if is_taken else later)[0] += 1

            senders = [threading.Thread(target=send) for _ in range(SENDERS)]
            for sender in senders:
                sender.start()
            beside = waits(address, SECONDS)
            over.set()
            for sender in senders:
                sender.join()
    sys.stdout.write("| | conversations | a second | median s | p95 s |\n|---|---|---|---|---|\n")
    sys.stdout.write(told("only text", alone) + "\n" + told(f"beside {SENDERS} who send photos", beside) + "\n")
    sys.stdout.write(f"Photos of {len(big) / 1e6:.1f} MB taken: {taken[0]}; asked to come back in a minute: {later[0]}\n")


if __name__ == "__main__":
    main()
