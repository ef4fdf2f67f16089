"""Who goes first: people with a number before newcomers, and a flood makes newcomers wait, nobody else."""

import threading

import pytest

from madoguchi.help.lanes import CALM_A_MINUTE, DEAREST, MOST_WAITING, Lanes, WaitingRoomFull


def no_wait(seconds: float) -> None:
    """A clock that does not keep anybody waiting."""


def test_somebody_with_a_number_goes_before_a_newcomer_who_came_earlier() -> None:
    lanes, order, inside, release = Lanes(1), [], threading.Event(), threading.Event()

    def first() -> None:
        with lanes.known():
            inside.set()
            release.wait(5)

    def comes(name: str) -> None:
        with lanes.new(no_wait) if name == "new" else lanes.known():
            order.append(name)

    threads = [threading.Thread(target=first)]
    threads[0].start()
    inside.wait(5)
    for name in ("new", "known"):
        threads.append(threading.Thread(target=comes, args=(name,)))
        threads[-1].start()
        while lanes._new_waiting < 1 or (name == "known" and lanes._known_waiting < 1):
            threading.Event().wait(0.001)
    release.set()
    for thread in threads:
        thread.join(5)
    assert order == ["known", "new"]


def test_a_flood_of_invented_numbers_does_not_shut_the_door_to_newcomers() -> None:
    lanes, over, came = Lanes(1), threading.Event(), threading.Event()

    def floods() -> None:
        while not over.is_set():
            with lanes.known():
                over.wait(0.001)

    def newcomer() -> None:
        with lanes.new(no_wait):
            came.set()

    threads = [threading.Thread(target=floods) for _ in range(6)] + [threading.Thread(target=newcomer)]
    for thread in threads:
        thread.start()
    assert came.wait(10)
    over.set()
    for thread in threads:
        thread.join(10)
    assert not any(thread.is_alive() for thread in threads)


def test_calm_costs_nothing_and_a_flood_costs_seconds_and_never_more() -> None:
    now = 0.0
    lanes = Lanes(1, clock=lambda: now)
    assert [lanes.dearer() for _ in range(CALM_A_MINUTE)] == [0.0] * CALM_A_MINUTE
    flood = [lanes.dearer() for _ in range(CALM_A_MINUTE * 10)]
    assert flood == sorted(flood)
    assert flood[0] > 0
    assert flood[-1] == DEAREST
    now = 61.0
    assert lanes.dearer() == 0.0


def test_a_full_waiting_room_is_said_at_once_and_holds_nobody_with_a_number() -> None:
    lanes, release, started = Lanes(1), threading.Event(), threading.Semaphore(0)

    def waits(_seconds: float) -> None:
        started.release()
        release.wait(5)

    def newcomer() -> None:
        with lanes.new(waits):
            pass

    threads = [threading.Thread(target=newcomer) for _ in range(MOST_WAITING)]
    for thread in threads:
        thread.start()
        started.acquire(timeout=5)
    with pytest.raises(WaitingRoomFull), lanes.new(no_wait):
        pass
    with lanes.known():
        pass
    release.set()
    for thread in threads:
        thread.join(5)
    with lanes.new(no_wait):
        pass


def test_a_broken_step_gives_its_desk_back() -> None:
    lanes = Lanes(1)
    for lane in (lanes.known(), lanes.new(no_wait)):
        with pytest.raises(ZeroDivisionError), lane:
            raise ZeroDivisionError
    with lanes.known():
        pass
