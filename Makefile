.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
WORKERS ?= 2

.PHONY: help run test lint format bench sure translations styles requirements picture

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.venv/run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: set PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "Python's venv is needed: install Debian's package python3-venv"; exit 1; }
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: set PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "Python's venv is needed: install Debian's package python3-venv"; exit 1; }
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch .venv/run $@

run: .venv/run ## Set up and serve the portal with demonstration data at http://localhost:8000 (PORT=… for another)
	@$(BIN)/python -m tools.run --port $(PORT) --workers $(WORKERS)

test: .venv/dev ## Set up and run every test, the browser ones too
	@$(BIN)/python -m tools.test

lint: .venv/dev ## Check style, types and import directions
	@$(BIN)/ruff format --check -q . && $(BIN)/ruff check -q . && $(BIN)/mypy && $(BIN)/lint-imports --no-cache

format: .venv/dev ## Put the code into the one form
	@$(BIN)/ruff format -q . && $(BIN)/ruff check -q --fix .

bench: .venv/dev ## Measure the portal against its budgets
	@$(BIN)/python -m bench

sure: format lint test ## Everything a change needs before it is handed in

translations: .venv/dev ## Extract the strings, update and compile the Vietnamese catalogue
	@$(BIN)/python -m tools.translate

styles: .venv/dev ## Build the one style sheet from its five layers
	@$(BIN)/python -m tools.build_styles

picture: .venv/dev ## Take the README's picture anew
	@$(BIN)/python -m tools.picture

requirements: .venv/dev ## Pin and hash the requirements anew
	@$(BIN)/python -m pip install -q pip-tools
	@for name in requirements requirements-dev; do $(BIN)/pip-compile -q --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links -o $$name.txt $$name.in; done
