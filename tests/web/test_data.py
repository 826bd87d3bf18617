"""Nothing lies unused among messages, styles and the data of pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from selon.domain.catalog import DATA
from selon.web.words import messages

ROOT = Path(__file__).parents[2]
CODE = "".join(path.read_text(encoding="utf-8") for folder in (DATA / "web" / "templates", ROOT / "selon" / "web")
               for path in folder.rglob("*") if path.suffix in (".j2", ".py"))
SCRIPT = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "web" / "src").rglob("*.ts"))
STYLES = "".join(path.read_text(encoding="utf-8") for path in (
    *(DATA / "web" / "static").glob("*.css"), ROOT / "web" / "src" / "style.css"))
# Keys and classes that are put together: `t("field." ~ role)`, words.named("unit", ...), class="f-{{ role }}".
MADE = {*re.findall(r"""(?:t|words)\(f?["']([a-z_.]+\.)(?:["'] ~|\{)""", CODE),
        *(f"{section}." for section in re.findall(r"""named\(["']([a-z_]+)["']""", CODE)),
        "site.in_", "reason.", "error.", "invalid.", "entity_kind.", "polarity.", "fate.", "body.", "date.part.",
        "actors.", "sources."}


def test_every_message_is_said() -> None:
    unsaid = [key for key in messages() if not re.search(rf"""["']{re.escape(key)}["']""", CODE)
              and not key.startswith(tuple(MADE))]
    assert unsaid == []


def test_every_class_and_variable_of_the_styles_is_used() -> None:
    plain = re.sub(r'"[^"]*"|/\*.*?\*/', "", STYLES, flags=re.DOTALL)
    classes = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"\d\.\d", "", plain)))
    statuses = {key.partition(".")[2] for key in messages() if key.startswith(("claim_status.", "event_status."))}
    made = re.compile(r"(?:[fm]|quad|sv-quad)-\w+")
    assert sorted(name for name in classes if name not in statuses and not made.fullmatch(name)
                  and not re.search(rf"(?<![\w-]){name}(?![\w-])", CODE + SCRIPT)) == []
    assert sorted(name for name in set(re.findall(r"(--[\w-]+):", plain)) if f"var({name}" not in plain + SCRIPT) == []


@pytest.mark.parametrize("field", re.findall(r'"(\w+)":', (ROOT / "selon/web/charts.py").read_text(encoding="utf-8")))
def test_the_script_reads_what_pages_embed(field: str) -> None:
    assert re.search(rf"\b{field}\b", (ROOT / "web/src/facts.ts").read_text(encoding="utf-8"))
