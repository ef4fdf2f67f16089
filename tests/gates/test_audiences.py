"""A page says who it is for, or it is not served."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from madoguchi.ui.audience import Audience


def every_page(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[Callable[..., Any]]:
    """Each page function below these addresses."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from every_page(pattern.url_patterns)
        elif pattern.callback is not None:
            yield pattern.callback


def test_every_page_says_who_it_is_for() -> None:
    pages = list(every_page(get_resolver().url_patterns))
    silent = [page.__name__ for page in pages if not isinstance(getattr(page, "audience", None), Audience)]
    assert silent == []


def test_there_are_pages_to_look_at() -> None:
    assert list(every_page(get_resolver().url_patterns))
