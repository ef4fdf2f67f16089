"""Every answer of the house, error pages included, leaves no traces and asks nobody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from madoguchi.ui.abilities import ABILITIES


@pytest.mark.parametrize("path", ["/", "/no-such-page", "/vi/", "/leave"])
def test_no_answer_may_be_kept_and_none_says_where_a_person_came_from(path: str) -> None:
    answer = Client().get(path)
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Permissions-Policy"].count("=()") == len(ABILITIES)
    assert not answer.cookies
    assert "Server" not in answer


@pytest.mark.parametrize("path", ["/", "/no-such-page", "/vi/"])
def test_the_content_policy_begins_with_nothing(path: str) -> None:
    policy = dict(part.strip().partition(" ")[::2] for part in Client().get(path)["Content-Security-Policy"].split(";"))
    assert policy.pop("style-src", "").startswith(("'nonce-", ""))
    assert policy == {
        "default-src": "'none'",
        "img-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }


def test_a_host_name_that_is_not_ours_is_refused() -> None:
    assert Client(headers={"host": "evil.example"}).get("/").status_code == 400


def test_a_file_that_somebody_sends_is_not_kept() -> None:
    letter = SimpleUploadedFile("letter.txt", b"x" * 3_000_000)
    answer = Client().post("/no-such-page", {"file": letter})
    assert answer.status_code == 404
