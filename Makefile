# Do It Online. On a fresh Debian with git, make and Python 3.11 or newer, as root or with sudo,
# each of these does all that it needs; what is done already is not done again.

PYTHON ?= python3
COUNTER_PORT ?= 8000
OFFICE_PORT ?= 8001
# More words for pytest, as in: make test TESTS="-k letterbox"
TESTS ?=

VENV := .venv
BIN := $(VENV)/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
APT := $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get -q
NPM = $(shell command -v npm || echo $(BIN)/npm)
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome || echo /usr/bin/chromium)

export COUNTER_PORT OFFICE_PORT CHROMIUM
export UV_PYTHON_DOWNLOADS = never
export UV_NO_PROGRESS = 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_ROOT_USER_ACTION = ignore

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run stop test bench audit check lint types contracts format lock clean ready

help: ## say what there is
	@echo "make run       the counter at port $(COUNTER_PORT) and the office at port $(OFFICE_PORT), until Ctrl-C"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | grep -v '^run' | sort \
		| while IFS="$$(printf '\t')" read -r word purpose; do printf 'make %-10s%s\n' "$$word" "$$purpose"; done
	@echo
	@echo "COUNTER_PORT, OFFICE_PORT, PYTHON, CHROMIUM and DATABASE_URL may be given, as in:"
	@echo "    make run COUNTER_PORT=8100 OFFICE_PORT=8101"

run: $(VENV)/.product node_modules/.installed ## open the station on this machine
	@exec $(BIN)/doitonline run

stop: ## close what `make run` opened, from another terminal
	@$(BIN)/doitonline stop

test: $(VENV)/.develop node_modules/.installed $(CHROMIUM) ## run every test (TESTS="-k word" for some)
	@$(BIN)/python .ci/tests $(TESTS)

audit: $(VENV)/.develop node_modules/.installed $(CHROMIUM) ## run the long checks: accessibility, attacks, endurance
	@$(BIN)/python .ci/tests -m audit $(TESTS)

bench: $(VENV)/.develop node_modules/.installed ## measure, against a floor taken in the same run
	@$(BIN)/python -m bench

check: $(VENV)/.product ## check the services' definitions
	@$(BIN)/doitonline check services

lint: $(VENV)/.develop ## look for mistakes and untidiness
	@echo "Linting"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(VENV)/.develop ## tidy the code
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format --quiet .

types: $(VENV)/.develop ## check the types
	@echo "Checking types (the first time takes a minute)"
	@$(BIN)/mypy

contracts: $(VENV)/.develop ## check who imports whom
	@echo "Checking imports"
	@$(BIN)/lint-imports

ready: $(VENV)/.develop node_modules/.installed $(CHROMIUM) ## install everything and run nothing

lock: $(VENV)/.develop ## choose the newest versions that fit, and write down their hashes
	@for name in installer product develop; do \
		$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-emit-find-links requirements/$$name.in -o requirements/$$name.txt \
			--custom-compile-command "make lock" || exit 1; done
	@$(NPM) update --package-lock-only

clean: ## remove what can be made again (var, with its databases and keys, stays)
	rm -rf $(VENV) node_modules var/design var/static var/static.sources
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What the above need. A stamp is newer than what it was made from, or it is made again.

$(VENV)/.made: requirements/installer.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; name one: make PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Installing Debian's python3-venv"; \
		$(APT) update && $(APT) install -y --no-install-recommends python3-venv; }
	@echo "Making a Python environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/installer.txt
	@touch $@

$(VENV)/.product: $(VENV)/.made requirements/product.txt pyproject.toml
	@echo "Installing the Python packages that the product needs"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/product.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

$(VENV)/.develop: $(VENV)/.product requirements/develop.txt
	@echo "Installing the Python packages that the tests and checks need"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/develop.txt
	@touch $@

node_modules/.installed: package.json package-lock.json .npmrc | $(VENV)/.product
	@echo "Installing the design systems with $(NPM)"
	@$(NPM) ci --ignore-scripts --loglevel=error
	@touch $@

/usr/bin/chromium:
	@echo "Installing Debian's chromium for the browser tests (CHROMIUM=/path/to/one avoids this)"
	@$(APT) update && $(APT) install -y --no-install-recommends chromium fonts-liberation
