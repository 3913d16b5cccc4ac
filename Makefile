# Two commands on a fresh machine with Python 3.11 or newer: `make site` and `make test`.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help setup site serve check test clean

help:
	@echo "make site   sets up and builds the guide into output/"
	@echo "make serve  shows it on this machine and rebuilds it on every change"
	@echo "make check  reads every entry and shows all problems"
	@echo "make test   sets up and runs the tests"
	@echo "All other commands: $(BIN)/invoke --list"

# The environment, from the pinned and hashed requirements; made again when they change.
.venv/ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Enseigne needs Python 3.11 or newer: make PYTHON=python3.11 site"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the Python packages…"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/ready-dev: requirements-dev.txt .venv/ready
	@echo "Installing the packages for tests…"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# The typeface and the icons; without npm the site is built without them.
node_modules/ready: package.json package-lock.json
	@if command -v npm >/dev/null; then \
	  npm ci --silent --no-progress && touch $@; \
	else \
	  echo "npm is not here: the site is built without its typeface, icons, detailed map and full-text search."; \
	fi

setup: .venv/ready node_modules/ready

site: setup
	@$(BIN)/invoke build

serve: setup
	@$(BIN)/invoke serve

check: .venv/ready
	@$(BIN)/invoke check

test: .venv/ready-dev node_modules/ready
	@$(BIN)/invoke test

clean:
	rm -rf .venv node_modules .cache output
