"""A disk that takes longer to flush: a library preloaded into the server, made from slow_flush.c."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

MORE_MILLISECONDS: Final = 1
_SOURCE: Final = Path(__file__).with_name("slow_flush.c")


def why_not() -> str | None:
    """Why it cannot be made here; None when it can."""
    if sys.platform != "linux":
        return "LD_PRELOAD is Linux's"
    return None if shutil.which("cc") else "there is no C compiler (cc) here"


def preload(folder: Path) -> dict[str, str]:
    """Environment of a server on a slower disk. Raises CalledProcessError when the library cannot be made."""
    library = folder / "slow_flush.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", library, _SOURCE, "-ldl"], check=True)
    return {"LD_PRELOAD": str(library), "KUTUK_FLUSH_MICROSECONDS": str(MORE_MILLISECONDS * 1000)}
