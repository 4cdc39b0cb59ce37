"""No file can hurt the reader, and each refusal points at a place."""

import re

import pytest

from spacefaring import yaml_text
from spacefaring.errors import StudyError

EXPLODING = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


def refusal(tmp_path, content: bytes) -> str:
    file = tmp_path / "study.yaml"
    file.write_bytes(content)
    with pytest.raises(StudyError) as caught:
        yaml_text.read(file)
    assert len(caught.value.lines) == 1
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty"),
        (b"# only a remark\n", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not UTF-8 text"),
        (b"need: \x00", "binary"),
        (EXPLODING.encode(), "aliases"),
        (b"need: !!python/object:os.system ls\n", "tag"),
        (b"a: " + b"[" * 30_000, "levels"),
        (b"a: [1, 2\nb: 3\n", "not YAML"),
        (b"a: 1\na: 2\n", "not YAML"),
        (b"- 1\n", "no sections"),
        (b"\tneed: 1", "not YAML"),
    ],
    ids=["empty", "remark", "picture", "zero byte", "aliases", "tag", "deep", "unclosed", "twice", "list", "tab"],
)
def test_a_file_that_is_no_study_is_refused_with_its_place(tmp_path, content, says):
    text = refusal(tmp_path, content)
    assert says in text
    assert re.search(r"study\.yaml:\d+:\d+ ", text)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    file = tmp_path / "study.yaml"
    with file.open("wb") as handle:
        handle.truncate(100_000_000)
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda path: pytest.fail("the file was read"))
    with pytest.raises(StudyError, match="100,000,000 bytes"):
        yaml_text.read(file)


def test_positions_point_at_keys_and_values(tmp_path):
    document = yaml_text.Document("s.yaml", "places:\n  grid_km: 10\n  countries: [BFA, MLI]\n")
    assert document.position(("places", "grid_km")) == "s.yaml:2:12"
    assert document.position(("places", "grid_km"), of_key=True) == "s.yaml:2:3"
    assert document.position(("places", "countries", 1)) == "s.yaml:3:20"
    assert document.position(("places", "absent")) == "s.yaml:2:3"
