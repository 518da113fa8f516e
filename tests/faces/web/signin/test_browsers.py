"""Browsers in words."""

import pytest

from hengji.faces.web.signin.browsers import browser_words

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Safari/537.36", "Chrome，Windows"),
        (f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Safari/537.36 Edg/131.0", "Edge，Windows"),
        (f"Mozilla/5.0 (Linux; Android 14) {WEBKIT} MicroMessenger/8.0", "微信，安卓"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1",
         "Safari，iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
         "Firefox，Linux"),
        ("curl/8.5", "其他程序"),
        ("", "其他程序"),
    ],
)  # fmt: skip
def test_browser_is_told_by_program_and_system(user_agent: str, words: str) -> None:
    assert browser_words(user_agent) == words
