# make run      install what is missing, build, serve gateway.yaml
# make test     install what is missing, run every check and test
# make install  copy the program and what belongs to it below PREFIX
# make deb      build a Debian package
SHELL := /bin/bash
SWIFT ?= swift
FILE ?= gateway.yaml
PACKAGES := libyaml-dev libsimdjson-dev libre2-dev
SYSTEMEIO_PASSWORD ?= try-it

# What is installed carries the Swift runtime in itself, and is built apart.
STATIC := .build-static
BINARY ?= $(STATIC)/release/hookgate
PREFIX ?= /usr/local
DEB := .build-deb
CHECKERS := .build-checkers

.PHONY: run build test checkers lint manual deps format record bench clean static install uninstall deb check-package check-alerts

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

test: EXTRA := man-db curl git systemd python3-venv python3-jsonschema python3-yaml bsdutils util-linux strace
test: deps lint checkers
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build
	.build/debug/hookgate test --fail-under branches=100 gateway.yaml examples
	$(MAKE) --no-print-directory manual

# What tests hold output to that Debian does not have: the schema of SARIF.
checkers: EXTRA := python3-venv python3-jsonschema
checkers: $(CHECKERS)/installed
$(CHECKERS)/installed: Tests/ReportTests/requirements.txt | deps
	/usr/bin/python3 -m venv --system-site-packages $(CHECKERS)
	$(CHECKERS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	touch $@

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

# No path of the machine that builds gets into the program, so that the same source gives the same bytes anywhere.
static: deps
	$(SWIFT) build -c release --product hookgate --static-swift-stdlib --scratch-path $(STATIC) \
		-Xswiftc -file-prefix-map -Xswiftc '$(CURDIR)=.' -Xcc '-ffile-prefix-map=$(CURDIR)=.' \
		-Xlinker -z -Xlinker now

# "make static" before "sudo make install" keeps the build out of root's hands.
$(BINARY):
	$(MAKE) --no-print-directory static

install: $(BINARY)
	DESTDIR='$(DESTDIR)' PREFIX='$(PREFIX)' BINARY='$(BINARY)' packaging/install

uninstall:
	DESTDIR='$(DESTDIR)' PREFIX='$(PREFIX)' packaging/install --remove

deb: EXTRA := dpkg-dev
deb: static
	BINARY='$(BINARY)' packaging/build-deb $(DEB)

# Installs the package on a fresh Debian and runs it there, with its systemd where this machine lets it. Needs root.
check-package: EXTRA := dpkg-dev debootstrap lintian curl iproute2 git
check-package: deb
	packaging/test-package $(DEB)/*.deb

check-alerts: EXTRA := prometheus
check-alerts: deps
	promtool check rules packaging/prometheus/alerts.yaml
	promtool test rules packaging/prometheus/alerts.test.yaml

# What evaluating costs, from a release build of its own.
bench: deps
	$(SWIFT) run -c release --scratch-path .build-bench bench

clean:
	rm -rf .build .build-*
