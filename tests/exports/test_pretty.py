import io

import pytest
from rich.console import Console

from selon.domain.records import Status
from selon.exports.pretty import console_for, pretty


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(coded, stream: io.StringIO | None = None, **options) -> str:
    stream = stream or io.StringIO()
    console_for(stream).print(pretty(coded, **options))
    return stream.getvalue()


@pytest.fixture
def terminal(monkeypatch) -> Terminal:
    """A colour terminal of 60 columns."""
    for name, value in {"TERM": "xterm-256color", "COLUMNS": "60", "COLORTERM": ""}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Terminal()


def test_piped_output_is_plain_and_keeps_a_claim_on_one_line(build):
    text = shown(build.coded(build.claim(), relations=(build.ally("Moscou"),)))
    assert "\x1b" not in text
    assert build.text.replace("\n", "\n\n") in text
    assert ("CONSULT  Sergei Shoigu (RUS GOV MIL) → Kim Jong Un (PRK GOV)   Pyongyang, July 2023   "
            "reported by KCNA (PRK)   certain\n") in text
    assert "  ally: Russia (RUS) – North Korea (PRK)\n" in text
    assert not any(line.endswith(" ") for line in text.splitlines())


def test_a_terminal_gets_colours_a_legend_and_its_own_width(build, terminal):
    text = shown(build.coded(build.claim()), terminal, legend=True)
    assert "\x1b[1;7mrencontré\x1b[0m" in text
    assert "recipient" in text
    console = Console(file=io.StringIO())
    assert all(console.render_str(line).cell_len <= 60 or "\x1b" in line for line in text.splitlines())
    assert "\n         " in text  # the claim goes on under itself


def test_no_color_is_heeded(build, terminal, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    text = shown(build.coded(build.claim()), terminal)
    assert "\x1b[1;7mrencontré" in text
    assert "\x1b[1;32m" not in text


def test_a_dumb_terminal_gets_plain_text(build, terminal, monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in shown(build.coded(build.claim()), terminal)


def test_explained(build):
    text = shown(build.coded(build.claim(), build.claim()), explained=True)
    assert "  actor        Sergei Shoigu (RUS GOV MIL)  “M. Choïgou”; subject; known\n" in text
    assert "  attribution  reported by KCNA (PRK)  cue “Selon”; source “KCNA”; indirect speech\n" in text


def test_a_report_without_claims_says_so(build):
    assert "No events found." in shown(build.coded())


def test_markup_and_controls_of_the_report_stay_text(build):
    text = build.text + "\n[bold]:smile: \x1b[31m"
    assert "[bold]:smile: ␛[31m" in shown(build.coded(build.claim(text), text=text))


@pytest.mark.parametrize("status", Status)
def test_every_status_shows(build, status):
    assert "CONSULT" in shown(build.coded(build.claim(status=status)))
