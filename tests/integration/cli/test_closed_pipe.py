"""A command whose output nobody reads to its end gives no verdict: least of all that all is well."""

import subprocess
import sys
from pathlib import Path

KUTUK = Path(sys.executable).with_name("kutuk")


def test_command_whose_reader_left_does_not_end_as_if_all_were_well() -> None:
    with subprocess.Popen([KUTUK, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert (process.wait(60), process.stderr.read() if process.stderr else b"") == (141, b"")
