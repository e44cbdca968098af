# make run    install what is missing, build, serve gateway.yaml
# make test   install what is missing, run every check and test
SHELL := /bin/bash
SWIFT ?= swift
FILE ?= gateway.yaml
PACKAGES := libyaml-dev libsimdjson-dev libre2-dev
SYSTEMEIO_PASSWORD ?= try-it

.PHONY: run build test lint manual deps format record bench clean

# Installs only what is absent, so that a machine that has everything needs neither root nor network.
deps:
	@missing=(); for name in $(PACKAGES) $(EXTRA); do \
		[ "$$(dpkg-query -W -f='$${db:Status-Status}' $$name 2>/dev/null)" = installed ] || missing+=($$name); \
	done; \
	if [ $${#missing[@]} -gt 0 ]; then \
		echo "installing $${missing[*]}"; \
		sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
		$$sudo apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends "$${missing[@]}"; \
	fi

build: deps
	$(SWIFT) build -c release --product hookgate

run: build
	@echo
	@echo "Try it from another terminal:"
	@echo
	@echo "  curl -i -u systemeio:$(SYSTEMEIO_PASSWORD) -H 'Content-Type: application/json' \\"
	@echo "    --data @examples/systemeio/payloads/customer.sale.completed.json http://127.0.0.1:8080/hooks/systemeio"
	@echo
	SYSTEMEIO_PASSWORD='$(SYSTEMEIO_PASSWORD)' .build/release/hookgate run $(FILE)

test: EXTRA := man-db curl
test: deps lint
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build
	$(MAKE) --no-print-directory manual

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

# A page that man would complain about fails.
manual:
	@for page in man/*.[1-9]; do \
		out=$$(MANROFFSEQ= MANWIDTH=100 man --warnings -l $$page 2>&1 >/dev/null); \
		if [ -n "$$out" ]; then echo "$$page: $$out"; exit 1; fi; \
	done; echo "manual pages render without warnings"

format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests

# Writes the golden files anew; read the difference before committing it.
record:
	HOOKGATE_RECORD=1 $(SWIFT) test || true

# What evaluating costs, from a release build of its own.
bench: deps
	$(SWIFT) run -c release --scratch-path .build-bench bench

clean:
	rm -rf .build .build-*
