# The two commands are `make demo` and `make test`; the rest are their parts. Python 3.11 or newer and make suffice.
PYTHON ?= python3
VENV := .venv/bin
COMPILE := --quiet --generate-hashes --python-version 3.11 --no-header $(if $(UPGRADE),--upgrade)
PEOPLE ?= 2000
VACANCIES ?= 1500

.DEFAULT_GOAL := help
.PHONY: help env env-test build demo test check bench backup restore lock clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

env: ## the environment that the demo needs, from locks/base.lock
	@$(PYTHON) scripts/env.py base

env-test: ## the environment that the checks need, from locks/test.lock
	@$(PYTHON) scripts/env.py test

build: env ## front-end packages, translations, static files
	@$(VENV)/python -m pes_platform.build

demo: env ## everything running, with made people: [DATA=folder] [PEOPLE=n] [VACANCIES=n] [PORT=n]
	@$(VENV)/python -m pes_platform.demo --people $(PEOPLE) --vacancies $(VACANCIES) $(if $(DATA),--data $(DATA)) $(if $(PORT),--port $(PORT))

test: env-test ## every check, from nothing, on servers of its own
	@$(VENV)/python -m scripts.gates all

check: env-test ## the checks that take less than two minutes together
	@$(VENV)/python -m scripts.gates fast

bench: env-test ## measurements against their targets: [ONLY=platform] [QUICK=1]
	@$(VENV)/python -m scripts.gates bench $(if $(ONLY),--only $(ONLY)) $(if $(QUICK),--quick)

backup: env ## the demo's database and uploaded files in one file: [FILE=name]; DATABASE_URL names another database
	@$(VENV)/python -m pes_platform.backup save $(FILE)

restore: env ## put a backup back: FILE=name
	@$(VENV)/python -m pes_platform.backup restore $(FILE)

lock: env-test ## resolve pyproject.toml into locks/: [UPGRADE=1]
	@$(VENV)/uv pip compile $(COMPILE) pyproject.toml --group test -o locks/test.lock
	@$(VENV)/uv pip compile $(COMPILE) pyproject.toml -c locks/test.lock -o locks/base.lock
	@$(VENV)/uv pip compile $(COMPILE) --group node -o locks/node.lock

clean: ## stop this folder's servers, remove their data and everything made
	@for folder in var/*/services.json; do [ ! -e $$folder ] || $(VENV)/python -m pes_platform.embedded stop --temporary --data $$(dirname $$folder); done
	@rm -rf .venv .venv-uv var staticfiles static/vendor .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name '*.mo' -o -name __pycache__ -type d | grep -v node_modules | xargs rm -rf
