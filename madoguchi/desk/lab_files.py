"""Writes what a run counted as Parquet and JSON, and reads it back. All of it or nothing; the same run gives the same bytes."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from madoguchi.lab.results import TABLES, Columns
from madoguchi.lab.terms import LabError

TOLD = "run.json"
"""The file that says everything the run depended on."""

TYPES = {"period": pa.date32(), "people": pa.int64(), "count": pa.int64(), "waiting": pa.int64()}
"""Types of columns; every other one holds words."""


def free(folder: Path) -> None:
    """LabError where something lies already in the place that a run is to be written to."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise LabError(f"{folder} is there already and is not an empty folder: name another one, or remove it")


def write(folder: Path, tables: Mapping[str, Columns], told: Mapping[str, Any]) -> None:
    """Write all tables and what the run depended on; the folder is there with everything in it, or not at all."""
    free(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as unfinished:
        made = Path(unfinished) / "run"
        made.mkdir()
        for name, columns in tables.items():
            pq.write_table(_arrow(name, columns), made / f"{name}.parquet", compression="zstd")
        (made / TOLD).write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
        if folder.exists():
            folder.rmdir()  # an empty one, as `free` has seen
        made.replace(folder)


def read(folder: Path) -> tuple[dict[str, Columns], dict[str, Any]]:
    """The tables of a run, and what it depended on; LabError where the folder holds no run."""
    try:
        told = json.loads((folder / TOLD).read_text(encoding="utf-8"))
        tables = {name: pq.read_table(folder / f"{name}.parquet").to_pydict() for name in TABLES}
    except (FileNotFoundError, NotADirectoryError) as error:
        raise LabError(f"{folder} holds no run: give the folder that `madoguchi lab run … --out` wrote") from error
    except (pa.ArrowInvalid, ValueError) as error:
        raise LabError(f"{folder} holds files that cannot be read as a run: let it run again") from error
    if not isinstance(told, dict) or any(list(tables[name]) != list(columns) for name, columns in TABLES.items()):
        raise LabError(f"{folder} was not written by this version of Madoguchi: let it run again")
    return tables, told


def _arrow(name: str, columns: Columns) -> pa.Table:
    """A table as it is written: its columns in order, with the same types in every run."""
    fields = [pa.field(column, TYPES.get(column, pa.string()), nullable=False) for column in TABLES[name]]
    return pa.table([pa.array(list(columns[field.name]), field.type) for field in fields], schema=pa.schema(fields))
