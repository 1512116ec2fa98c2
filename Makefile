# What one does with this working copy. `make help` lists it.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
DEMO ?= petit
export DEMO
# French words, whatever the machine's own language.
export PYTHONUTF8 := 1

.PHONY: help
help: ## Cette liste
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: ## Démarre tout (DEMO=petit par défaut, DEMO=none pour des bases vides) ; Ctrl-C arrête tout
	@$(PYTHON) -m deploy.local.install local
	@exec setpriv --pdeathsig TERM -- $(BIN)/python -m deploy.local

.PHONY: restart
restart: ## Redémarre un service qui tourne : make restart S=session
	@$(BIN)/python -m deploy.local.restart "$(S)"

.PHONY: codes
codes: ## Les codes à six chiffres des comptes ARS de la démonstration, en ce moment
	@$(BIN)/python -m deploy.local.codes

.PHONY: reset
reset: ## Oublie les données de la démonstration (.local/)
	@$(PYTHON) -m deploy.local.reset

.PHONY: install
install: ## Installe ce qu’il faut pour développer et tester (rien à faire la deuxième fois)
	@$(PYTHON) -m deploy.local.install dev

.PHONY: proto
proto: ## Engendre et installe le paquet « dci » à partir de proto/
	@$(PYTHON) -m deploy.local.install dev

.PHONY: front
front: install ## Copie Bootstrap, htmx, socket.io-client et les polices auprès de nos pages

.PHONY: fmt
fmt: install ## Met le code en forme
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix --quiet .

.PHONY: check
check: install ## Forme, règles, types, frontières, contrats, tests rapides (moins de 2 min)
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports
	cd proto && ./buf.sh lint
	@proto/breaking.sh
	$(BIN)/pytest -q -n 2 --dist loadfile --no-loadscope-reorder -m "not real and not e2e"

.PHONY: test
test: install ## Tous les tests, sur de vrais PostgreSQL, Kafka, messagerie et navigateur (une demi-heure)
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not e2e"
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -m e2e

.PHONY: bench
bench: install ## Mesure chaque objectif PERF auprès de sa référence : make bench, make bench ONLY=PERF-2
	@$(BIN)/python -m tests.load $(ONLY)

N ?= 100
SEED ?= 7
FROM ?= 0
.PHONY: faults
faults: install ## Pannes injectées pendant des amphis, et G-1…G-6 vérifiés : make faults N=1000 SEED=7 FROM=0
	@$(BIN)/python -m tests.faults --faults $(N) --seed $(SEED) --from $(FROM) $(if $(FILE),--file $(FILE))

.PHONY: faults-arret
faults-arret: install ## Moteur arrêté 40 s au milieu d’un tour de 90 s : l’interne garde son temps (G-4)
	@$(BIN)/python -m tests.faults.engine_stopped

.PHONY: lock
lock: install ## Refait requirements/*.txt à partir de requirements/*.in
	@requirements/lock.sh
