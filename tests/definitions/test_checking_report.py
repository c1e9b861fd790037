"""What `doitonline check` prints."""

import re
from io import StringIO
from pathlib import Path

from doitonline.definitions.checking.report import counted, folders, report
from tests.definitions.small import GOOD, KNOWN, written


def printed(*paths: Path, law: bool = False) -> tuple[int, str]:
    """The exit code and the text, with its times left out."""
    out = StringIO()
    code = report(paths, KNOWN, out, law=law)
    return code, re.sub(r"\d+\.\d\d s", "… s", out.getvalue())


def test_a_good_service_is_reported_in_one_line(tmp_path: Path) -> None:
    code, text = printed(written(tmp_path / "small", GOOD))
    assert code == 0
    assert text == "lost-things: no errors, no warnings, … s\n1 service checked in … s.\n"


def test_faults_are_grouped_by_service_with_file_and_line(tmp_path: Path) -> None:
    written(tmp_path / "one", GOOD)
    bad = GOOD.replace("service: lost-things", "service: two").replace("NOW: em", "NOWW: em")
    written(tmp_path / "two", bad.replace("      max: 5\n", ""))
    code, text = printed(tmp_path)
    assert code == 1
    assert text.split("\n")[:-1] == [
        "lost-things: no errors, no warnings, … s",
        "two: 1 error, 1 warning, … s",
        f"  {tmp_path}/two/service.yaml:139: error: There is no flag “NOWW”. Did you mean “NOW”?",
        f"  {tmp_path}/two/service.yaml:62: warning: The list “item” has no limit: add “max”.",
        "2 services checked in … s.",
    ]


def test_a_warning_alone_is_no_failure(tmp_path: Path) -> None:
    code, _ = printed(written(tmp_path / "small", GOOD.replace("      max: 5\n", "")))
    assert code == 0


def test_a_fault_in_a_shared_part_is_at_its_own_file(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "more.yaml").write_text("flags:\n  NOWW: emergency\n")
    text = GOOD.replace("pages:\n", "pages:\n  - use: ../shared/more.yaml\n")
    _, text = printed(written(tmp_path / "small", text))
    assert f"{tmp_path}/shared/more.yaml:2: error: There is no flag “NOWW”" in text


def test_a_folder_without_services_is_a_failure(tmp_path: Path) -> None:
    code, text = printed(tmp_path)
    assert code == 1
    assert text == f"No service.yaml was found in {tmp_path}.\n"


def test_with_law_the_record_of_processing_follows(tmp_path: Path) -> None:
    _, text = printed(written(tmp_path / "small", GOOD), law=True)
    assert "# Record of processing: Tell us what you lost" in text
    assert "# Impact assessment (draft): Tell us what you lost" in text


def test_a_folder_is_a_service_or_holds_services(tmp_path: Path) -> None:
    one, two = written(tmp_path / "a", GOOD), written(tmp_path / "b", GOOD)
    (tmp_path / "shared").mkdir()
    assert folders([tmp_path]) == [one, two]
    assert folders([two, tmp_path]) == [two, one]


def test_counts_read_as_people_say_them() -> None:
    assert [counted(n, "error") for n in (0, 1, 2)] == ["no errors", "1 error", "2 errors"]
