# Two commands do everything: `make demo` and `make test`. Both set up a virtual environment first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export OMP_NUM_THREADS ?= 1

BUNDLE := selon/data/web/static/bundle/workspace.js

.PHONY: demo test lint unit web bench clean

demo: $(VENV)/.ready $(BUNDLE)
	$(BIN)/selon read examples/*.txt
	$(BIN)/selon add examples/*.txt --db demo.db
	$(BIN)/selon events --db demo.db --sort origins --limit 8
	$(BIN)/python scripts/demo_story.py demo.db
	@echo "Open it in the browser: $(BIN)/selon serve --db demo.db --open"

test: lint web unit

lint: $(VENV)/.ready
	$(BIN)/ruff check selon bench tests scripts
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(VENV)/.ready
	$(BIN)/python -m pytest

# Types, tests and size of the TypeScript; what it builds is newer than its sources, so $(BUNDLE) has nothing to do.
web: $(VENV)/.ready
	$(BIN)/python scripts/build_web.py --check --optional

# Pages work without the bundle, so a machine without a registry of npm goes on.
$(BUNDLE): $(shell find web -path web/node_modules -prune -o -type f -print) | $(VENV)/.ready
	$(BIN)/python scripts/build_web.py --optional

bench: $(VENV)/.ready
	$(BIN)/python -m bench --sets $(SETS)

$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Selon needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) web/node_modules $(dir $(BUNDLE)) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
