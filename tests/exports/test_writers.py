import io
import json
import os

import pytest

from selon.exports.formats import Format
from selon.exports.writers import opened, writer


def written(form: Format, reports, *, several: bool, whole: bool = True) -> str:
    stream = io.StringIO()
    target = writer(form, stream, several=several, explained=False)
    for report in reports:
        target.add(report)
    target.finish(whole=whole)
    return stream.getvalue()


def test_json_is_an_object_for_one_file_and_an_array_for_several(build):
    one = build.coded(build.claim())
    assert json.loads(written(Format.JSON, [one], several=False))["claims"][0]["event"] == "CONSULT"
    assert len(json.loads(written(Format.JSON, [one], several=True))) == 1


def test_json_lines_come_as_they_are_coded(build):
    stream = io.StringIO()
    target = writer(Format.JSONL, stream, several=True, explained=False)
    for count in (1, 2):
        target.add(build.coded(build.claim()))
        assert [json.loads(line)["id"] for line in stream.getvalue().splitlines()] == ["r"] * count


@pytest.mark.parametrize("form", [Format.JSON, Format.HTML])
def test_half_a_document_is_not_written(build, form):
    assert written(form, [build.coded()], several=True, whole=False) == ""


@pytest.mark.parametrize("form", Format)
def test_no_report_no_output(form):
    assert written(form, [], several=True) == ""


def test_reports_on_a_screen_are_told_apart(build):
    assert "────" in written(Format.PRETTY, [build.coded(), build.coded()], several=True)


def test_a_file_is_replaced_when_all_is_written(tmp_path):
    path = tmp_path / "out.txt"
    path.write_text("old")
    path.chmod(0o640)
    with opened(path) as stream:
        stream.write("é")
        stream.flush()
        assert path.read_text() == "old"
    assert path.read_text(encoding="utf-8") == "é"
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["out.txt"]


def _write_and_fail(path):
    with opened(path) as stream:
        stream.write("half")
        raise RuntimeError


def test_a_failure_leaves_the_old_file(tmp_path):
    path = tmp_path / "out.txt"
    path.write_text("old")
    with pytest.raises(RuntimeError):
        _write_and_fail(path)
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.txt"]


def test_nothing_written_leaves_the_old_file(tmp_path):
    path = tmp_path / "out.txt"
    path.write_text("old")
    with opened(path):
        pass
    assert path.read_text() == "old"


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    with opened(tmp_path / "link.txt") as stream:
        stream.write("new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"
