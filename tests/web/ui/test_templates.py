"""Every template of the project: nothing inline, nothing missing."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders

ROOT = Path(__file__).resolve().parents[3] / "jalon"
TEMPLATES = sorted(ROOT.glob("**/templates/**/*.html"))
STATIC = re.compile(r"{%\s*static\s+[\"']([^\"']+)[\"']")
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
SAID = re.compile(r"{%\s*blocktranslate.*?endblocktranslate\s*%}", re.DOTALL)
FRENCH_MARK = re.compile(r"[ \u00a0\u202f][:;!?»]|«")
HANDLER = re.compile(r"\son[a-z]+\s*=", re.IGNORECASE)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_no_template_has_an_inline_script_style_or_handler(path):
    source = path.read_text()
    page = BeautifulSoup(TAG.sub("", source), "html.parser")
    assert page.find("style") is None
    assert page.find(style=True) is None
    assert [s for s in page.find_all("script") if not s.has_attr("src") or s.get_text(strip=True)] == []
    assert [tag.name for tag in page.find_all(True) if any(HANDLER.match(f" {name}=") for name in tag.attrs)] == []
    assert "javascript:" not in source


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_every_static_file_a_template_names_exists(path):
    missing = [name for name in STATIC.findall(path.read_text()) if finders.find(name) is None]
    assert missing == []


def test_what_the_style_sheets_load_exists():
    sheets = sorted(ROOT.glob("**/static/**/*.css"))
    assert sheets
    for sheet in sheets:
        for name in re.findall(r"url\(\"?([^\")]+)\"?\)", sheet.read_text()):
            assert (sheet.parent / name).exists(), f"{sheet.name} loads {name}"


def test_scripts_stay_small_and_style_sheets_name_every_colour_once():
    scripts = sum(path.stat().st_size for path in ROOT.glob("**/static/**/*.js"))
    assert scripts < 32_000, "bytes of our own script, not minified"
    for sheet in ROOT.glob("web/ui/static/ui/*.css"):
        if sheet.name in ("base.css", "components.css"):
            colours = re.findall(r"#[0-9a-f]{3,8}\b", sheet.read_text())
            assert len(colours) <= 2, f"{sheet.name}: colours belong in tokens.css, found {colours}"


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_no_template_says_the_marks_of_french_to_every_reader(path):
    words = BeautifulSoup(TAG.sub("x", SAID.sub("", path.read_text())), "html.parser").get_text()
    assert FRENCH_MARK.search(words) is None, "« : » and quotes between two things said: {% colon %}, or in a sentence"
