"""The settings under which tests run: a throw-away data folder and a key that is worth nothing."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="madoguchi-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

# Whatever the person who runs the tests has set must not change what they show.
for _name in [name for name in os.environ if name.startswith("MADOGUCHI_")]:
    del os.environ[_name]
os.environ["MADOGUCHI_DATA"] = _folder
os.environ["MADOGUCHI_KEY"] = "a-key-for-tests-only-" * 3

from madoguchi.web.settings import *  # noqa: E402, F403 - after the environment is ready; Django's way to inherit
from madoguchi.web.settings import DATABASES  # noqa: E402 - by name, to add to it

# In memory, for each half of the tests its own; said here, because the engine is ours and not known to who runs them.
DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
