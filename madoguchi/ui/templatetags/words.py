"""Sentences in templates: `{% say "key" day=x %}`. Escapes what stands in the places; never glues halves."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Protocol

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from madoguchi.rules.clauses import Clause
from madoguchi.rules.explain import says_key
from madoguchi.ui import words
from madoguchi.ui.languages import write_day

register = template.Library()

_STANDS = {"told": "choice.holds", "usual": "choice.usual", "not": "choice.holds_not", "open": "choice.not_known"}


class Sentence(Protocol):
    """A key and what stands in its places."""

    key: str
    places: Any


@register.simple_tag(takes_context=True)
def say(context: template.Context, key: str, tag: str = "", **places: Any) -> SafeString:
    """The sentence in the page's language, or in the one named."""
    return mark_safe(words.say_html(tag or context["tag"], key, **places))  # noqa: S308 say_html escapes every part


@register.simple_tag(takes_context=True)
def say_plain(context: template.Context, key: str, **places: Any) -> str:
    """The sentence without readings, for titles and labels that cannot hold markup; escaped by the template."""
    return words.say(context["tag"], key, **places)


@register.simple_tag(takes_context=True)
def say_count(context: template.Context, key: str, count: int) -> SafeString:
    """The sentence for a count; a language may have another one for one."""
    return say(context, words.counted(key, count), count=count)


@register.simple_tag(takes_context=True)
def tell(context: template.Context, sentence: Sentence, tag: str = "") -> SafeString:
    """A sentence that comes with its places."""
    return say(context, sentence.key, tag, **dict(sentence.places))


@register.simple_tag(takes_context=True)
def text_of(context: template.Context, texts: Mapping[str, str]) -> SafeString:
    """A text that a file holds in every language, in the page's language."""
    return mark_safe(words.ruby(texts[context["tag"]]))  # noqa: S308 ruby escapes every part


@register.simple_tag(takes_context=True)
def day(context: template.Context, value: dt.date) -> SafeString:
    """A day with its weekday."""
    return mark_safe(words.ruby(write_day(context["tag"], value)))  # noqa: S308 ruby escapes every part


@register.simple_tag(takes_context=True)
def clause_title(context: template.Context, clause: Clause) -> SafeString:
    """The title of a clause in the page's language; as the rule file has it where nobody has translated it yet."""
    key = f"clause.{clause.id}.title"
    if words.has(context["tag"], key):
        return say(context, key)
    return format_html('<span lang="en">{}</span>', clause.title)


@register.simple_tag(takes_context=True)
def clause_title_plain(context: template.Context, clause: Clause) -> str:
    """The same as plain text, for lists to choose from, which hold no markup; escaped by the template."""
    return words.clause_title(context["tag"], clause.id, clause.title)


@register.simple_tag(takes_context=True)
def clause_says(context: template.Context, clause: Clause, on: dt.date, tag: str = "") -> SafeString:
    """What a clause said on a day, in the page's language or the one named; in English where nobody has said it."""
    key, tag = says_key(clause, clause.standing(on)[1]), tag or context["tag"]
    if words.has(tag, key):
        return format_html('<span lang="{}">{}</span>', tag, say(context, key, tag))
    return format_html('<span lang="en">{}</span>', say(context, key, "en"))


@register.simple_tag(takes_context=True)
def country_name(context: template.Context, code: str) -> SafeString:
    """The name of a country of the rule book."""
    return say(context, f"rules.country.{code}")


@register.filter
def stands_key(stands: str) -> str:
    """The key of the word for how a condition stands."""
    return _STANDS[stands]
