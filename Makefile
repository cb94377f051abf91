# Everything one does with Parlour starts here; `make` alone lists the targets.
# A fresh machine needs Python 3.11 or later, Node 20.19 or later, and make. Set-up steps leave
# stamp files, so that a second run does only what has changed.

PYTHON   ?= python3
CHROMIUM ?= /usr/bin/chromium
JOBS     ?= 2
CLAMD    ?= /usr/sbin/clamd
export CHROMIUM CLAMD

RUN      := .venv/bin/python
PYTEST   := $(RUN) -m pytest
BIN      := web/node_modules/.bin

VENV     := .venv/.stamp
MODULES  := web/node_modules/.stamp
BUNDLES  := src/parlour/web/static/.built
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -name '*.test.ts*')

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help setup demo test check format format-check lint types imports tidy generated \
        bench sim crash outages build generate lock clean chromium clamd

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# ---------------------------------------------------------------- running

demo: setup build ## run a demo house in ./parlour-data (PORT=8080)
	.venv/bin/parlour demo --data ./parlour-data $(if $(PORT),--port $(PORT))

bench: setup build ## measure, and compare with the floor
	$(RUN) -m bench $(ARGS)

sim: setup ## simulate a year of a site, or one seed: SEED=7 HOURS=24 (NODES=3)
	$(RUN) -m tests.simulation --jobs $(JOBS) --years $(or $(YEARS),1) $(if $(SEED),--seed $(SEED)) \
	  $(if $(HOURS),--hours $(HOURS)) $(if $(NODES),--nodes $(NODES))

crash: setup ## kill a real server 2000 times under load and verify what it leaves
	$(PYTEST) tests/crash -q --kills=2000 $(ARGS)

outages: setup ## take a real server away for five minutes in every way, in real time (15 min)
	$(PYTEST) tests/outages/test_false_absences.py -q --long $(ARGS)

# ---------------------------------------------------------------- checking

test: setup build chromium clamd ## set everything up, then run all tests (ARGS: for pytest)
	$(PYTEST) -n $(JOBS) --dist loadgroup $(ARGS)
	cd web && npm test

check: format-check lint types imports generated tidy test ## everything that CI and review ask for

format: setup ## rewrite sources into the house format
	.venv/bin/ruff check --fix-only --quiet .
	.venv/bin/ruff format .
	cd web && ../$(BIN)/biome check --write .

format-check: setup
	.venv/bin/ruff format --check .

lint: setup
	.venv/bin/ruff check .
	cd web && ../$(BIN)/biome ci .

types: setup
	.venv/bin/mypy
	$(BIN)/pyright
	cd web && npm run --silent types

imports: setup
	.venv/bin/lint-imports

tidy: setup ## house style alone (tests/test_tidy.py)
	$(PYTEST) -q tests/test_tidy.py

generated: setup
	$(RUN) -m parlour.generate --check

# ---------------------------------------------------------------- making

build: $(BUNDLES) ## build the browser clients into src/parlour/web/static

generate: setup ## rewrite the generated files (protocol types, references)
	$(RUN) -m parlour.generate

lock: ## renew requirements/*.txt and web/package-lock.json
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/pip install --quiet uv
	cd requirements && $(LOCK) base.in -o base.txt
	cd requirements && $(LOCK) -c base.txt dev.in -o dev.txt
	cd web && npm install --package-lock-only

LOCK := ../.venv-lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --custom-compile-command 'make lock'

clean: ## remove all that was built or installed; ./parlour-data stays
	rm -rf .venv .venv-lock web/node_modules src/parlour/web/static test-results dist
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# ---------------------------------------------------------------- setting up

setup: $(VENV) $(MODULES)

$(VENV): requirements/base.txt requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Parlour needs Python 3.11 or later; name one with make PYTHON=python3.12"; exit 1; }
	@test -x $(RUN) || $(PYTHON) -m venv .venv || { rm -rf .venv; \
	  echo "This Python cannot make a venv; on Debian: apt-get install python3-venv"; exit 1; }
	$(RUN) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(RUN) -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(MODULES): web/package.json web/package-lock.json web/.npmrc
	cd web && npm ci --no-audit --no-fund
	@touch $@

$(BUNDLES): $(WEB_SOURCES) $(MODULES)
	cd web && npm run --silent build
	@mkdir -p $(@D) && touch $@

# The browser tests drive a real Chromium; $$CHROMIUM may name another than Debian's.
chromium:
	@test -x "$(CHROMIUM)" && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y chromium; \
	else \
	  echo "The browser tests need Chromium: install it, and name it with make CHROMIUM=/path/to/it"; \
	  exit 1; \
	fi

# The tests of files ask a real virus scanner, with signatures of their own; $$CLAMD may name another.
clamd:
	@test -x "$(CLAMD)" && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y \
	    --no-install-recommends clamav-daemon; \
	else \
	  echo "The tests need ClamAV's clamd: install it, and name it with make CLAMD=/path/to/it"; \
	  exit 1; \
	fi
