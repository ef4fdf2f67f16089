# The same commands for a newcomer, a developer and the gate.
#
#   make demo     set up, and serve a demo on this machine (PORT=8001 for another port)
#   make check    the fast gate: format, lint, types, import contracts, quick tests, rule files
#   make test     everything: the fast gate, both databases, the browser
#   make screens  the browser tests alone
#   make lab      set up the lab, and run three years of Japan with 20,000 people into lab-out
#   make bench    how fast, how big; the lab beside other people's tools
#   make soak     long random walks through the rules, and whole populations through the lab
#   make lock     work out the pinned versions anew
#   make clean    remove what this file made

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
export PYTHONUTF8 := 1
# What was compiled is kept, also where the machine says otherwise: reading all tests anew takes as long as a third of them.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help demo lab test check lint rules kernel screens bench soak lock clean

help:
	@sed -n 's/^#   //p' Makefile

# --- set-up: each stamp says "this was installed from that file", so nothing is installed twice ---

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Madoguchi needs Python 3.11 or newer; '$(PYTHON)' is older or missing."; \
	  echo "Install a newer one, or name it: make PYTHON=python3.12 demo"; exit 3; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "This Python cannot make a virtual environment. On Debian: apt install python3-venv"; exit 3; }
	@echo "Making the virtual environment $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/demo.stamp: $(BIN)/python requirements.lock pyproject.toml
	@echo "Installing what the demo needs ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: $(BIN)/python requirements-dev.lock pyproject.toml
	@echo "Installing what the tests need ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/lab.stamp: $(VENV)/demo.stamp requirements-lab.lock
	@echo "Installing what the lab needs ..."
	@$(PIP) install --require-hashes -r requirements-lab.lock
	@touch $@

$(VENV)/bench.stamp: $(VENV)/dev.stamp requirements-bench.lock
	@echo "Installing what the lab is measured against ..."
	@$(PIP) install --require-hashes -r requirements-bench.lock
	@touch $@

# --- running it ---

demo: $(VENV)/demo.stamp
	@$(BIN)/madoguchi demo --port $(PORT)

lab: $(VENV)/lab.stamp
	@if [ -e lab-out ]; then $(BIN)/madoguchi lab show lab-out --every 12; \
	  else $(BIN)/madoguchi lab run jp-decade --people 20000 --years 3 --out lab-out; fi

# --- the gates ---

lint: $(VENV)/dev.stamp
	$(BIN)/ruff format --check --quiet --output-format concise .
	$(BIN)/ruff check --quiet --output-format concise .
	$(BIN)/mypy
	$(BIN)/lint-imports

rules: $(VENV)/dev.stamp
	$(BIN)/madoguchi law lint

# Whoever is done takes over what the other has left.
HALVES := --numprocesses 2 --dist worksteal

# Where every line and branch must be reached; measuring it makes Python half as fast, so nobody else pays for it.
# The vault first: its longest tests would otherwise come last, with one core at rest.
MEASURED := tests/vault tests/ground tests/rules tests/law

# Compiled once and kept, before two halves of the tests would both compile it.
kernel: $(VENV)/dev.stamp
	$(BIN)/python -m tests.lab.compiled

# Whatever waits for nothing else runs side by side.
ASIDE = $(MAKE) --no-print-directory --jobs

check: $(VENV)/dev.stamp
	@$(ASIDE) lint rules
	HYPOTHESIS_PROFILE=quick $(BIN)/python -m pytest -q $(HALVES) -m "not screens and not postgres and not slow"

test: $(VENV)/dev.stamp
	@$(ASIDE) lint rules kernel
	$(BIN)/python -m pytest -q $(HALVES) --cov --cov-report=term-missing:skip-covered $(MEASURED)
	$(BIN)/python -m pytest -q $(HALVES) $(MEASURED:%=--ignore=%)

screens: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -m screens

bench: $(VENV)/bench.stamp
	$(BIN)/python -m bench
	$(BIN)/python -m bench.status_decade
	$(BIN)/python -m bench.window
	$(BIN)/python -m bench.files
	$(BIN)/python -m bench.today
	$(BIN)/python -m bench.today postgres

soak: kernel
	HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest -q -o faulthandler_timeout=0 tests/ground tests/rules tests/lab tests/vault \
	  tests/walks/test_killed.py tests/walks/test_killed_cases.py tests/casework/test_any_history.py

# --- pinned versions ---

COMPILE := $(BIN)/pip-compile --quiet --upgrade --generate-hashes --no-strip-extras --allow-unsafe --no-header \
  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options --build-deps-for editable

# Pinned without the machine's own package settings, so that the result is the same everywhere.
lock: $(VENV)/dev.stamp
	env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL PIP_CONFIG_FILE=/dev/null \
	  $(COMPILE) --extra cleaning --extra printing --output-file requirements.lock pyproject.toml
	env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL PIP_CONFIG_FILE=/dev/null \
	  $(COMPILE) --extra cleaning --extra printing --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL PIP_CONFIG_FILE=/dev/null \
	  $(COMPILE) --extra cleaning --extra printing --extra lab --constraint requirements-dev.lock --output-file requirements-lab.lock pyproject.toml
	env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL PIP_CONFIG_FILE=/dev/null \
	  $(COMPILE) --extra cleaning --extra printing --extra lab --extra bench --constraint requirements-dev.lock --output-file requirements-bench.lock pyproject.toml

clean:
	rm -rf $(VENV) build dist lab-out *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage
