"""Looks whether the house is ready to serve: key, database, tables, fonts. Never mends anything."""

import datetime as dt
import os
import shutil
import stat
import subprocess
import wave
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from madoguchi.cleaning import apart
from madoguchi.cleaning.terms import NotCleaned
from madoguchi.printing import terms as printing
from madoguchi.printing.apart import printed
from madoguchi.web.start import KEY_FILE, data_folder
from madoguchi.web.terms import Options

VAULT_KEYS = "vault-keys"
BLINDING_KEYS = "blinding-keys"
"""As in `help/keyring.py`."""

LONGEST_REST = dt.timedelta(days=2)
"""So long the worker may rest before somebody is told."""

# Languages of the first wave whose letters not every machine can draw.
SCRIPTS = {"vi": "fonts-noto-core", "ja": "fonts-noto-cjk"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing we looked at, in words."""

    what: str
    ready: bool
    note: str

    @property
    def line(self) -> str:
        """How the command prints it."""
        return f"{'ready    ' if self.ready else 'NOT READY'}  {self.what}: {self.note}"


def examine(options: Options) -> list[Finding]:
    """Everything we look at, in the order in which it should be mended."""
    tables = look_at_tables(options)
    worker = [look_at_worker()] if tables.ready else []
    keys = [look_at_key(options), look_at_vault_keys(options), look_at_blinding_keys(options)]
    return [
        *keys,
        tables,
        *worker,
        look_at_files(),
        look_at_letters(),
        *look_at_campaigns(),
        *look_at_onion(options),
        *look_at_fonts(),
    ]


def look_at_folder(environment: Mapping[str, str]) -> Finding:
    """Which folder we look at: one that was named, a demo's own, or the one of the real house."""
    path = data_folder(environment)
    if environment.get("MADOGUCHI_DATA", "").strip():
        whose = "named by MADOGUCHI_DATA"
    elif environment.get("MADOGUCHI_DEMO", "").strip().lower() == "yes":
        whose = "the one of the demo"
    else:
        demo = data_folder({**environment, "MADOGUCHI_DEMO": "yes"})
        whose = f"not the one of the demo, which keeps its own in {demo}; for that one: MADOGUCHI_DEMO=yes madoguchi doctor"
    if path.is_dir():
        return Finding("data folder", ready=True, note=f"{path} ({whose})")
    return Finding("data folder", ready=False, note=f"{path} is not there yet, the first start makes it ({whose})")


def look_at_key(options: Options) -> Finding:
    """Whether the key is ours alone."""
    path = options.data / KEY_FILE
    if not path.exists():
        return Finding("key", ready=True, note="given by a setting")
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return Finding("key", ready=False, note=f"others can read {path}. Run: chmod 600 {path}")
    return Finding("key", ready=True, note=f"{path}, readable by this user only")


def look_at_vault_keys(options: Options) -> Finding:
    """Whether the keys of conversations are ours alone."""
    folder = options.data / VAULT_KEYS
    files = [folder, *folder.glob("*.key")] if folder.exists() else []
    opened = [path for path in files if stat.S_IMODE(path.stat().st_mode) & 0o077]
    if opened:
        return Finding("vault keys", ready=False, note=f"others can read {opened[0]}. Run: chmod -R go= {folder}")
    note = (
        f"{len(files) - 1} in {folder}; keep a copy in another place than the backups"
        if files
        else "none yet, nobody has written"
    )
    return Finding("vault keys", ready=True, note=note)


def look_at_blinding_keys(options: Options) -> Finding:
    """Whether the keys behind which names meet are ours alone."""
    folder = options.data / BLINDING_KEYS
    files = [folder, *folder.glob("*.key")] if folder.exists() else []
    opened = [path for path in files if stat.S_IMODE(path.stat().st_mode) & 0o077]
    if opened:
        return Finding("blinding keys", ready=False, note=f"others can read {opened[0]}. Run: chmod -R go= {folder}")
    note = f"{len(files) - 1} in {folder}; never beside the backups" if files else "none yet, nobody looks for anybody"
    return Finding("blinding keys", ready=True, note=note)


def look_at_tables(options: Options) -> Finding:
    """Whether the database answers and its tables are up to date."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "madoguchi.web.settings"
    # Imported late: `madoguchi law` must not wait for Django, nor need its settings.
    import django  # noqa: PLC0415
    from django.db import DatabaseError, connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    django.setup()
    kind = "PostgreSQL" if options.database else "SQLite"
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return Finding("database", ready=False, note=f"{kind} does not answer. Is it running, is its address right?")
    if missing:
        return Finding("database", ready=False, note=f"{kind}, {len(missing)} changes are waiting; serve applies them")
    return Finding("database", ready=True, note=f"{kind} answers, all tables are up to date")


def look_at_worker() -> Finding:
    """Whether `madoguchi work` has done the jobs of the last days; needs tables that are up to date."""
    from django.db.migrations.recorder import MigrationRecorder  # noqa: PLC0415 late, as above
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 late, as above

    done = DBTaskResult.objects.successful().order_by("-finished_at").values_list("finished_at", flat=True).first()
    began = MigrationRecorder.Migration.objects.order_by("applied").values_list("applied", flat=True).first()
    last = done or began
    how = f"last on {done:%Y-%m-%d}" if done else "not yet"
    if last is None or dt.datetime.now(dt.UTC) - last > LONGEST_REST:
        note = f"has not run for two days ({how}): nothing is forgotten, no key is turned. Run `madoguchi work` as a service"
        return Finding("worker", ready=False, note=note)
    return Finding(
        "worker", ready=True, note=f"`madoguchi work` did its jobs {how}" if done else "a new house: start `madoguchi work`"
    )


def look_at_onion(options: Options) -> list[Finding]:
    """Whether Tor could carry people here; nothing is said where no onion name is set."""
    if not options.onion:
        return []
    if shutil.which("tor") is None:
        note = f"{options.onion} is set, and no program `tor` is on this machine. On Debian: apt install tor"
        return [Finding("onion address", ready=False, note=note)]
    also = "the pages on the open web name it" if options.on_the_open_web else "the only way from outside"
    return [Finding("onion address", ready=True, note=f"{options.onion} ({also}); `tor` is installed")]


def look_at_files() -> Finding:
    """Whether files of people can be cleaned here, and how well the process that opens them is shut in."""
    silence = BytesIO()
    with wave.open(silence, "wb") as made:
        made.setparams((1, 2, 8_000, 0, "NONE", ""))
        made.writeframes(bytes(8_000))
    try:
        apart.cleaned(silence.getvalue())
    except NotCleaned:
        return Finding(
            "files", ready=False, note="a recording could not be cleaned here. Install anew: pip install 'madoguchi[cleaning]'"
        )
    if not apart.knows_landlock():
        return Finding(
            "files", ready=True, note="can be cleaned; limits hold, but this kernel has no Landlock to shut the process in"
        )
    return Finding("files", ready=True, note="can be cleaned, in a process that is shut in")


def look_at_letters() -> Finding:
    """Whether letters can be drawn as PDF here; without it they are printed from the browser."""
    line = printing.Line(printing.Style.LINE, "窓口", "Cửa sổ")
    try:
        printed(printing.Paper("窓口", "ja", "vi", (line,)))
    except printing.NotPrinted:
        note = "no PDF can be made here: pip install 'madoguchi[printing]'; on Debian: apt install fonts-noto-core fonts-noto-cjk"
        return Finding("letters", ready=False, note=note)
    return Finding("letters", ready=True, note="can be drawn as PDF")


def look_at_campaigns() -> list[Finding]:
    """Whether every campaign that the operator laid into the data folder can be read; nothing where none lies there."""
    from madoguchi.help.actions.campaigns import houses_own  # noqa: PLC0415 late, once Django is ready
    from madoguchi.help.terms.campaigns import CampaignError  # noqa: PLC0415

    found = houses_own()
    wrong = [Finding("campaign", ready=False, note=str(each)) for each in found if isinstance(each, CampaignError)]
    ready = [each for each in found if not isinstance(each, CampaignError)]
    return [*wrong, *(Finding("campaign", ready=True, note=f"{each.id} from {each.first_day}") for each in ready)]


def look_at_fonts() -> list[Finding]:
    """Whether this machine can print the languages of the first wave."""
    return [look_at_font(lang) for lang in SCRIPTS]


def look_at_font(lang: str) -> Finding:
    """Whether this machine can print one language; people's own phones bring their own letters."""
    advice = f"sheets cannot be printed here. On Debian: apt install fontconfig {SCRIPTS[lang]}"
    program = shutil.which("fc-list")
    if program is None:
        return Finding(f"letters for {lang}", ready=False, note=advice)
    # The program was looked up above and its words are ours.
    found = subprocess.run([program, f":lang={lang}", "family"], capture_output=True, text=True, check=False)  # noqa: S603
    if not found.stdout.strip():
        return Finding(f"letters for {lang}", ready=False, note=advice)
    return Finding(f"letters for {lang}", ready=True, note=found.stdout.splitlines()[0])
