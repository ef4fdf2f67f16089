"""One name in two scripts, and two names that only look alike. All are invented, or of public figures as widely written."""

import gc
import importlib
import pkgutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi import names
from madoguchi.names import forms, match
from madoguchi.names.terms import Tongue, Way

ONE_NAME = [
    # Vietnamese
    ("Nguyễn Thị Thu Thảo", "グエン・ティ・トゥ・タオ"),
    ("Nguyễn Thị Thu Thảo", "ｸﾞｪﾝ ﾃｨ ﾄｩ ﾀｵ"),
    ("Nguyễn Thị Thu Thảo", "NGUYENTHITHUTHAO"),
    ("Nguyễn Thị Thu Thảo", "Nguyeenx Thij Thu Thaor"),
    ("Nguyễn Thị Thu Thảo", "グエンティトゥタオ"),
    ("Phạm Quốc Dũng", "ファム・クオック・ズン"),
    ("Phạm Quốc Dũng", "ファム クオック ユン"),
    ("Phạm Quốc Dũng", "DUNG, Pham Quoc"),
    ("Trần Đức Mạnh", "チャン・ドゥック・マイン"),
    ("Trần Thị Lan", "陳氏蘭"),
    ("Trần Thị Lan", "ちゃん・てぃ・らん"),
    # Chinese
    ("王小燕", "Wang Xiaoyan"),
    ("王小燕", "ワン・シャオイエン"),
    ("王小燕", "おう しょうえん"),
    ("陈美玲", "陳美玲"),
    ("陳美玲", "Chan Mei Ling"),
    ("習近平", "Xi Jinping"),
    ("周建国", "Chou Chien-kuo"),
    ("Zhou Jianguo", "Chow Kin Kwok"),
    ("李小龙", "Lee Siu Lung"),
    ("リン・シュンケツ", "Lam Chun Kit"),
    ("朴美花", "Piao Meihua"),
    ("吕秀莲", "LYU XIULIAN"),
    ("王丽华", "WANG LI HUA"),
    # Korean
    ("이완구", "LEE Wan Koo"),
    ("류현진", "Yoo Hyunjin"),
    ("이영희", "リ・ヨンヒ"),
    ("남궁민", "ナムグン・ミン"),
    ("문재인", "ムン・ジェイン"),
    ("김민지", "Kim Min-ji"),
    ("김민지", "キム・ミンジ"),
    ("박영수", "Park Young-soo"),
    ("박영수", "PARK YOUNG SOO"),
    ("金大中", "김대중"),
    ("김대중", "Kim Dae-jung"),
    # Japanese
    ("山田花子", "Yamada Hanako"),
    ("山田花子", "ヤマダハナコ"),
    ("やまだ はなこ", "ﾔﾏﾀﾞ ﾊﾅｺ"),
    ("黒澤明", "Akira Kurosawa"),
    ("佐藤健一", "SATOH KENICHI"),
    ("髙橋翔太", "高橋翔太"),
    # Burmese
    ("စႏၵာဝင္း", "Sandar Win"),
    ("ဥမ္မာဇော်", "Ohnmar Zaw"),
    ("အောင်ကျော်မင်း", "Aung Kyaw Min"),
    ("ဒေါ်သန်းသန်းဝင်း", "Than Than Win"),
    ("Aung Kyaw Min", "アウン・チョー・ミン"),
    ("ေအာင္ေက်ာ္မင္း", "အောင်ကျော်မင်း"),
    # Nepali
    ("सीता राई", "Sita Rai"),
    ("श्री राम बहादुर थापा", "Ram Bahadur Thapa"),
    ("Ram Bahadur Thapa", "ラム・バハドゥル・タパ"),
    # Thai
    ("สมชาย ใจดี", "Somchai Chaidi"),
    ("สุภาพร ทองดี", "Supaporn Thongdee"),
    ("ณัฐพล แสงทอง", "ナッタポン・セーントーン"),
    # Filipino, Indonesian, Brazilian
    ("Ma. Cristina Reyes", "REYES MARIA CRISTINA"),
    ("Juan de la Cruz", "Juan Dela Cruz Jr."),
    ("Siti Nurhaliza", "シティ・ヌル・ハリザ"),
    ("Tjahjo Kumolo", "チャヒョ・クモロ"),
    ("Maria Luisa dela Cruz", "マリア・ルイサ・デラ・クルス"),
    ("Maria L. Santos", "SANTOS MARIA LUISA"),
    ("José Rizal", "ホセ・リサール"),
    ("Budi Setiawan", "ブディ・セティアワン"),
    ("Soeharto", "Suharto"),
    ("João Pereira", "ジョアン・ペレイラ"),
    ("Maria Santos", "Maria Snatos"),
]
TWO_NAMES = [
    ("吴海燕", "吴燕"),
    ("Fernanda Y. Sato", "Fernanda Emi Sato"),
    ("Nguyễn Thị Thu Thảo", "グエン・ティ・トゥ・ハ"),
    ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng"),
    ("Nguyễn Văn Hùng", "Nguyễn Thị Hùng"),
    ("Trần Thị Lan", "陳氏花"),
    ("王小燕", "Wang Lihua"),
    ("김민지", "Kim Su-bin"),
    ("김민지", "キム・スビン"),
    ("山田花子", "Yamada Taro"),
    ("အောင်ကျော်မင်း", "Aung Zaw Win"),
    ("सीता राई", "Gita Tamang"),
    ("สมชาย ใจดี", "Wichai Chaidi"),
    ("Maria Santos", "マリア・クルス"),
    ("Budi Setiawan", "アグス・セティアワン"),
]
TEXTS = st.one_of(
    st.text(max_size=25),
    st.text(alphabet="김민x ျမေဒေါ်नेสมグエンｸﾞー陳氏nguyễ.,-'IU(", max_size=18),
    st.sampled_from([form for pair in ONE_NAME for form in pair]),
)


@pytest.mark.parametrize(("a", "b"), ONE_NAME)
def test_one_name_in_two_forms_is_found(a: str, b: str) -> None:
    assert match.score(a, b) > 0.5


@pytest.mark.parametrize(("a", "b"), TWO_NAMES)
def test_another_name_scores_low(a: str, b: str) -> None:
    assert match.score(a, b) < 0.5


@given(TEXTS, TEXTS)
def test_any_two_texts_have_a_score_whichever_comes_first(a: str, b: str) -> None:
    score = match.score(a, b)
    assert 0.0 <= score <= 1.0
    assert match.score(b, a) == score


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=6))
def test_many_pairs_have_the_scores_that_each_has_alone(pairs: list[tuple[str, str]]) -> None:
    together = match.scores(pairs)
    match.forget()
    assert together == [match.score(a, b) for a, b in pairs]


def test_after_many_pairs_memory_is_swept_as_before() -> None:
    assert gc.isenabled()
    match.scores(ONE_NAME)
    assert gc.isenabled()
    gc.disable()
    try:
        match.scores(TWO_NAMES)
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("text", ["", "…", "123", "・"])
def test_a_text_without_a_letter_is_no_name_and_like_none(text: str) -> None:
    assert match.score(text, "Nguyen") == match.score(text, text) == match.match("Nguyen", text).score == 0.0


def test_two_habits_of_vietnamese_katakana_meet() -> None:
    assert match.score("ズオン・ティ・ユエン", "ユオン・ティ・ズエン") > 0.9


@given(TEXTS, TEXTS)
def test_an_explanation_leaves_nothing_out(a: str, b: str) -> None:
    made = match.match(a, b)
    assert made.score == match.score(a, b)
    points = sum(points for _, points in made.reasons)
    assert made.score == 1.0 or match.best(*sorted((forms.read(a), forms.read(b)), key=lambda form: form.text))[
        0
    ] == pytest.approx(points)


@given(st.sampled_from([form for pair in ONE_NAME for form in pair]))
def test_a_name_is_itself_in_any_width_case_and_with_any_signs(form: str) -> None:
    for other in (form, form.upper(), form.lower(), f" {form} ", form.replace(" ", "　"), form.replace("・", " ")):
        assert match.score(form, other) == 1.0


@pytest.mark.parametrize(
    ("marked", "plain"),
    [("Nguyễn Thị Thu Thảo", "Nguyen Thi Thu Thao"), ("João Conceição", "Joao Conceicao"), ("Đỗ Ánh", "Do Anh")],
)
def test_dropped_marks_do_not_matter(marked: str, plain: str) -> None:
    assert match.score(marked, plain) > 0.9


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Maria Santos", "Santos Maria"),
        ("Trần Đức Mạnh", "Mạnh Trần Đức"),
        ("グエン アン", "アン グエン"),
        ("Kim Min-ji", "Min-ji Kim"),
    ],
)
def test_the_order_does_not_matter(a: str, b: str) -> None:
    assert match.score(a, b) > 0.5


def test_fields_stand_in_the_order_in_which_somebody_asked() -> None:
    made = match.match("Trần Thị Lan", "チャン・ティ・ラン")
    assert [(field.here, field.there) for field in made.fields] == [("trần", "チャン"), ("thị", "ティ"), ("lan", "ラン")]
    turned = match.match("チャン・ティ・ラン", "Trần Thị Lan")
    assert [(field.there, field.here) for field in turned.fields] == [(field.here, field.there) for field in made.fields]
    assert made.tongue is Tongue.VIETNAMESE
    assert made.way is Way.SOUNDS


def test_what_has_no_partner_is_shown() -> None:
    made = match.match("Maria Luisa Santos", "Maria Santos")
    assert made.left_here == ("luisa",)
    assert match.match("Maria Santos", "Maria Luisa Santos").left_there == ("luisa",)


def test_kanji_and_hangul_are_shown_as_they_were_read() -> None:
    assert match.match("山田花子", "Yamada Hanako").way is Way.KANJI
    assert [field.here for field in match.match("김민지", "Kim Min-ji").fields] == ["김", "민지"]


def test_every_file_that_remembers_words_is_asked_to_forget() -> None:
    for found in pkgutil.iter_modules(names.__path__):
        module = importlib.import_module(f"madoguchi.names.{found.name}")
        kept = [memory for memory in vars(module).values() if hasattr(memory, "cache_parameters")]
        own = [
            memory for memory in kept if memory.__module__ == module.__name__ and memory.cache_parameters()["maxsize"] is not None
        ]
        assert not own or module in match.MODULES, module.__name__


def test_nothing_that_was_read_is_remembered_after_forgetting() -> None:
    match.scores([("Maria Santos", "マリア・サントス"), *ONE_NAME])
    assert forms.read.cache_info().currsize
    assert match.remembered()
    match.forget()
    assert forms.read.cache_info().currsize == match.remembered() == 0
    assert match.weights.cache_info().currsize, "a table is no word"
