"""Words of danger bring telephone numbers to the top; everyday words that look alike do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.help.decide.urgent import bare_letters, is_urgent, plain_letters
from madoguchi.help.shelf import danger_words

DANGER = [
    "Tôi muốn chết.",
    "toi muon chet",
    "Giám đốc đánh tôi và đe dọa gia đình tôi.",
    "Giam doc danh toi va de doa gia dinh toi",
    "Họ nhốt em trong phòng, không cho ra ngoài",
    "CHỒNG TÔI CẦM DAO, TÔI BỊ ĐÁNH",
    "Em bị đánh\nvà chảy máu",
    "I want to die",
    "He beats me. He has a knife!",
    "They locked us in the dormitory.",
    "I can’t breathe",
    "死にたいです",
    "しに たい です",
    "社長に殴られて、血が出ています",
    "しゃちょうに なぐられました。こわいです。あぶない です。",
    "部屋に閉じ込められています",
    "ナイフで脅されました",
]
NO_DANGER = [
    "",
    "Tôi muốn hỏi về lương chưa được trả.",
    "Dạo này công ty không trả lương, tôi đã bỏ chỗ làm.",
    "dao nay cong ty khong tra luong, toi da bo cho lam",
    "Mẹ tôi chết năm ngoái, tôi muốn về nước.",
    "Làm việc mệt muốn chết mà lương thấp.",
    "Tôi cần xét nghiệm máu ở bệnh viện.",
    "Tôi đánh máy ở văn phòng, bạn đánh giá giúp tôi.",
    "My pay was not paid for three months. Please help me.",
    "I killed time while I waited for the deadline.",
    "My back is killing me after work, what does the insurance pay?",
    "The emergency room bill was high. I had a blood test.",
    "I left my employer and I am afraid of the immigration office.",
    "給料から家賃が相殺されました。相殺されるのはおかしいです。",
    "必死に働きましたが、死ぬほど疲れました。",
    "会社から逃げました。助けてください。",
    "危険物の仕事で、危険手当が出ません。",
    "在留期間がもうすぐ終わります。どうすればいいですか。",
    "ビザの しごとに ついて ききたいです。",
]


@pytest.mark.parametrize("text", DANGER)
def test_a_text_that_speaks_of_danger_is_urgent(text: str) -> None:
    assert is_urgent(text)


@pytest.mark.parametrize("text", NO_DANGER)
def test_everyday_words_are_no_alarm(text: str) -> None:
    assert not is_urgent(text)


def test_one_word_of_danger_is_no_alarm_and_the_same_one_twice_neither() -> None:
    assert not is_urgent("There was a knife.")
    assert not is_urgent("A knife. A knife!")
    assert is_urgent("A knife, and he hits me.")


def test_a_word_inside_another_counts_once() -> None:
    assert not is_urgent("Tôi bị chảy máu.")


def test_the_language_of_the_text_need_not_be_the_language_of_the_page() -> None:
    assert is_urgent("Xin chào. I want to die. よろしくお願いします。")


def test_every_word_of_the_lists_is_written_as_it_is_compared() -> None:
    for words in danger_words():
        assert words.alone
        assert words.signs
        for word in (*words.alone, *words.signs, *words.harmless):
            assert word == word.strip()
            assert plain_letters(word) in {word, word.casefold()}, word


@pytest.mark.parametrize("part", ["alone"])
def test_each_phrase_that_is_enough_alone_is_an_alarm_with_and_without_marks(part: str) -> None:
    for words in danger_words():
        for word in getattr(words, part):
            assert is_urgent(f"{word}."), word
            assert is_urgent(bare_letters(word)) or not word.isascii(), word


@given(st.text(max_size=200))
def test_any_text_can_be_asked_about(text: str) -> None:
    assert is_urgent(text) in (True, False)
