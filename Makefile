# `make run` and `make test` are each the only command one needs; `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: help run test check fmt docs bench soak

ROOT := $(dir $(abspath $(lastword $(MAKEFILE_LIST))))
HERE := cd '$(ROOT)' &&
BIN  := .venv/bin

help: ## this list
	@grep -hE '^[a-z]+:.*## ' '$(ROOT)Makefile' | sed -E 's/^([a-z]+):.*## /  make \1\t/'

run: ## install what is missing and serve at http://127.0.0.1:8000
	@$(HERE) tools/setup run && exec $(BIN)/yanzhen serve

test: ## install what is missing, then every check and every test
	@$(HERE) tools/setup test && tools/browser && tools/java && tools/check && exec $(BIN)/python -m pytest -n 2 --dist loadfile

check: ## style, types and import contracts only
	@$(HERE) tools/setup test && exec tools/check

fmt: ## put the code into shape
	@$(HERE) tools/setup test && $(BIN)/ruff check --fix-only --quiet . && $(BIN)/ruff format .

docs: ## run every example in the documents
	@$(HERE) tools/setup test && exec $(BIN)/python -m pytest tests/docs

bench: ## measure the speed (benchmarks/)
	@$(HERE) tools/setup test && exec $(BIN)/python benchmarks/run.py

soak: ## the long property tests
	@$(HERE) tools/setup test && exec $(BIN)/python -m pytest -m slow --timeout=0
