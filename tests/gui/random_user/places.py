"""The files of a random user: patients, some damaged, some that are nothing, and a folder to write into."""

from pathlib import Path
from random import Random

import numpy as np

from tests.gui.made_files import BRAIN_GRID, ball, save, save_asl, save_bold, save_t1

_SUFFIXES = (".nii.gz", ".nii", ".tsv", ".png", ".pdf", ".svg", ".json", ".html", ".dcm", "")
_MOST_WRITTEN = 60  # files in the folder to write into


class Places:
    """Paths below a folder that is made here."""

    def __init__(self, root: Path, results: Path | None = None) -> None:
        self.root, self.results = root, results
        self.out = root / "out"
        self.out.mkdir(parents=True)
        self.patients = [self._patient("sub-01"), self._patient("sub-02")]
        self.good = [path for folder in self.patients for path in sorted(folder.glob("*.nii.gz"))] + self.patients
        self.bad = self._bad(root / "bad")

    def _patient(self, name: str) -> Path:
        folder = self.root / name
        save_t1(folder, f"{name}_T1w.nii.gz")
        save_bold(folder, f"{name}_task-rest_bold.nii.gz", 30)
        save_asl(folder, f"{name}_asl.nii.gz")
        labels = np.zeros(BRAIN_GRID.shape)
        labels[4:8, 4:8, 4:8], labels[12:15, 4:8, 4:8] = 1, 2
        save(folder / f"{name}_dseg.nii.gz", labels, BRAIN_GRID)
        save(folder / f"{name}_desc-brain_mask.nii.gz", ball(BRAIN_GRID), BRAIN_GRID)
        return folder

    def _bad(self, folder: Path) -> list[Path]:
        folder.mkdir()
        whole = (self.patients[0] / "sub-01_task-rest_bold.nii.gz").read_bytes()
        contents = {
            "cut_bold.nii.gz": whole[: len(whole) // 2],
            "head_only.nii.gz": whole[:40],
            "empty.nii.gz": b"",
            "text.nii": b"not an image\n" * 50,
            "letter.txt": b"Dear colleague",
            "picture.png": b"\x89PNG\r\n\x1a\n",
            "archive.zip": b"PK\x03\x04broken",
            "table.tsv": b"name\tvalue\nx\t1\n",
            "graph.node": b"1 2\n",
            "session.json": b"{}",
        }
        for name, content in contents.items():
            (folder / name).write_bytes(content)
        (folder / "no images").mkdir()
        return [*sorted(folder.iterdir()), folder / "gone.nii.gz", folder]

    def some(self, random: Random) -> list[Path]:
        """One or a few paths of one patient; one in three is no good."""
        folder = random.choice(self.patients)
        here = [path for path in self.good if path == folder or path.parent == folder]
        chosen = [random.choice(here) for _ in range(random.choice((1, 1, 1, 2)))]
        if random.random() < 0.3:
            chosen.insert(0, random.choice(self.bad))
        return chosen

    def anything(self, random: Random) -> Path:
        """A path that an open dialog may return."""
        return random.choice(self.good if random.random() < 0.6 else self.bad)

    def new(self, random: Random) -> Path:
        """A path that a save dialog may return; what was written long ago is removed."""
        old = sorted((path for path in self.out.rglob("*") if path.is_file()), key=_written_at)
        for path in old[: -_MOST_WRITTEN or None]:
            path.unlink(missing_ok=True)
        return self.out / f"written_{random.randrange(30)}{random.choice(_SUFFIXES)}"

    def folder(self, random: Random) -> Path:
        """A folder that a dialog may return: to write into, or a patient, or none at all."""
        chosen = random.choice((self.out / f"folder_{random.randrange(6)}", *self.patients, self.root / "bad"))
        if chosen.parent == self.out:
            chosen.mkdir(exist_ok=True)
        return chosen


def _written_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # a file that was being written has its final name by now
        return 0.0
