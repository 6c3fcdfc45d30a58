# Two commands are enough: `make run` and `make test`. Each sets up everything it needs by itself.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
RUNTIME := .venv/.runtime
DEV := .venv/.dev
# Where Python may write no bytecode (PYTHONDONTWRITEBYTECODE, as containers often have it), every start would compile the source again. A folder that is read only does without.
COMPILE := $(BIN)/python -m compileall -qq bot handlers knowledge storage || :

.PHONY: help run test check bench faults screenshots lock clean

help:  ## what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

run: $(RUNTIME)  ## serve: the local console, and Slack or Teams where the environment has their tokens
	@$(COMPILE)
	@$(BIN)/mlhire serve

test: $(DEV)  ## every test, those in a browser too
	@sh tests/browser/install.sh
	@$(COMPILE)
	@$(BIN)/python -m pytest -n auto --maxprocesses 8 --dist loadgroup -q

check: $(DEV)  ## lint, types, arrows, knowledge, docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/mlhire knowledge check
	$(BIN)/python -m tests.docs --check

bench: $(DEV)  ## speed and weight, as ratios to a reference measured in the same run
	@$(COMPILE)
	$(BIN)/python -m tests.bench

faults: $(DEV)  ## kill, cut and fail everything, and count what was lost or said twice (half an hour)
	$(BIN)/python -m tests.faults

screenshots: $(DEV)  ## the README's pictures
	@sh tests/browser/install.sh
	$(BIN)/python -m tests.browser.screenshots docs/screenshots

lock: $(DEV)  ## resolve pyproject.toml again into the two lock files
	$(BIN)/pip install -q uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -q -o requirements-dev.lock
	$(BIN)/uv pip compile pyproject.toml --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -q -c requirements-dev.lock -o requirements.lock

clean:  ## forget the environment
	rm -rf .venv build *.egg-info

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed, and none is on the PATH."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; $(PYTHON) is older. Try make PYTHON=/path/to/python3.11 run"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python's venv module is missing (on Debian: apt-get install python3-venv)."; exit 1; }

$(RUNTIME): requirements.lock pyproject.toml | .venv/bin/python
	@test -f $(DEV) || { echo "Setting up (once, about a minute) …"; $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock; }
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements-dev.lock pyproject.toml | .venv/bin/python
	@echo "Setting up for tests (once, about a minute) …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(RUNTIME)
