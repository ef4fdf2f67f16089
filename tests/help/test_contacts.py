"""Contacts: only with a number, with where and when it was read, and with what they may have to report."""

import datetime as dt
import re

import pytest

from madoguchi.help.decide.needs import NEEDS, TOPICS, funded_key, how_old, is_for_readers_of, lines_for, report_key, sorted_for
from madoguchi.help.shelf import contacts
from madoguchi.ui.languages import LANGUAGES
from madoguchi.ui.words import sentences

TODAY = dt.date(2026, 11, 21)


def test_every_contact_has_a_number_a_source_and_says_whether_it_may_report() -> None:
    for contact in contacts():
        assert contact.telephones, contact.id
        assert all(re.fullmatch(r"\+?[0-9-]{9,}", line.number) for line in contact.telephones), contact.id
        assert contact.source.address.startswith("http"), contact.id
        assert contact.topic in TOPICS, contact.id
        assert (contact.checked_on is None) == (contact.expires is None), contact.id


def test_an_expired_or_undated_number_is_never_shown_as_fresh() -> None:
    ages = {contact.id: how_old(contact, TODAY) for contact in contacts()}
    assert ages["labour-hotline"] == "undated"
    assert ages["jar"] == "expired"
    assert ages["cn-tokyo"] == "checked"


def test_the_topics_of_the_need_come_first_and_inside_them_the_language() -> None:
    topics = sorted_for(contacts(), ("work", "law"), "vi")
    assert [topic for topic, _ in topics][:2] == ["work", "law"]
    speaks = [is_for_readers_of(contact, "vi") for contact in dict(topics)["work"]]
    assert speaks == sorted(speaks, reverse=True)
    assert sum(len(rows) for _, rows in topics) == len(contacts())


@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_every_sentence_beside_a_contact_exists(tag: str) -> None:
    wanted = {key for contact in contacts() for key in (funded_key(contact), report_key(contact))}
    wanted |= {f"near.{age}" for age in ("checked", "expired", "undated")}
    wanted |= {f"near.topic.{topic}" for topic in TOPICS} | {need.key for need in NEEDS}
    assert wanted - sentences(tag).keys() == set()


def test_a_page_shows_openly_whom_its_readers_can_talk_to() -> None:
    by_id = {contact.id: contact for contact in contacts()}
    shown = {tag: {name for name, row in by_id.items() if is_for_readers_of(row, tag)} for tag in ("vi", "en", "ja", "ja-x-easy")}
    assert {"vn-embassy-tokyo", "labour-hotline", "amda-consult"} <= shown["vi"]
    assert {"cn-tokyo", "ph-embassy-tokyo", "osaka-bar", "dv-navi"} & shown["vi"] == set()
    assert "ph-embassy-tokyo" not in shown["en"]
    assert {"osaka-bar", "dv-navi"} <= shown["ja"]
    assert shown["ja"] == shown["ja-x-easy"]


def test_the_line_of_the_language_comes_first() -> None:
    hotline = next(contact for contact in contacts() if contact.id == "labour-hotline")
    assert lines_for(hotline, "vi")[0].language == "vi"
    assert set(lines_for(hotline, "vi")) == set(hotline.telephones)


def test_who_left_or_wants_to_go_home_is_led_to_the_question_of_the_stay_and_not_to_the_embassy_first() -> None:
    needs = {need.key: need for need in NEEDS}
    assert [need.key for need in NEEDS if need.leads_to_ask] == ["need.left_work", "need.home"]
    assert needs["need.home"].topics[-1] == "embassy"
    assert needs["need.hurt"].topics[0] == "health"


def test_what_a_group_does_and_when_it_answers_is_said_in_every_language_as_the_list_has_it() -> None:
    for row in contacts():
        for what, text in (("about", row.about), ("hours", row.hours)):
            key = f"contact.{row.id}.{what}"
            if text:
                assert sentences("en")[key] == text
                assert [language.tag for language in LANGUAGES if key not in sentences(language.tag)] == []
