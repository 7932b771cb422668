# The tests' targets; the Makefile includes this file. Each suite ends with "N passed, N failed".

UNIT_SOURCES := $(sort $(wildcard tests/unit/test_*.c))
UNIT_TESTS   := $(UNIT_SOURCES:tests/unit/%.c=$(B)/tests/unit/%)
UNIT_COMMON  := $(patsubst %,$(B)/tests/%.o,lib/fakefs lib/files unit/unit)

$(B)/tests/unit/%: tests/unit/%.c $(UNIT_COMMON) $(B)/tests/inside.a
	$(call say,TEST,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -o $@ $< $(UNIT_COMMON) $(call wraps,$<) $(B)/tests/inside.a $(LDFLAGS) -lpcre2-8 -lcmocka

# "WRAP: NAME..." in a test's head names the functions that it replaces (ld's --wrap).
wraps = $(addprefix -Wl$(comma)--wrap=,$(shell sed -n 's/^ \* WRAP: //p' $(1)))

-include $(UNIT_TESTS:=.d) $(UNIT_COMMON:.o=.d)

# The fuzzers: run.sh has them built by clang, with a B of its own; with another compiler, replay runs a target on files.
FUZZ_OBJECTS := $(patsubst %.c,$(B)/%.o,$(filter-out tests/fuzz/replay.c,$(wildcard tests/fuzz/*.c)) tests/lib/fakefs.c \
	tests/lib/files.c $(filter-out %_main.c,$(wildcard tests/label/compare*.c)))
fuzz_program = $(CC) $(CFLAGS) $(call wraps,tests/fuzz/mocks.c) -o $@ $^ $(LDFLAGS) -lpcre2-8
$(B)/tests/fuzz/fuzz: $(FUZZ_OBJECTS) $(B)/tests/inside.a
	$(call say,LINK,$@)
	$(Q)$(fuzz_program) -fsanitize=fuzzer

$(B)/tests/fuzz/replay: $(B)/tests/fuzz/replay.o $(FUZZ_OBJECTS) $(B)/tests/inside.a
	$(call say,LINK,$@)
	$(Q)$(fuzz_program)

# compare, of this library's objects.
$(B)/tests/label/compare: $(patsubst %.c,$(B)/%.o,$(wildcard tests/label/compare*.c)) $(B)/tests/inside.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS) -o $@ $^ $(LDFLAGS) -lpcre2-8

-include $(FUZZ_OBJECTS:.o=.d) $(B)/tests/fuzz/replay.d $(B)/tests/label/compare_main.d

.PHONY: check-unit check-man check-docs check-abi check-answers check-oracle check-kernels check-avc check-translate \
	check-restorecon check-label check-fuzz check-threads check-threads-guest check-faults check-valgrind \
	check-surroundings check-moments check-arch check-image check-build check-bindings check-others check-programs check-boot check-sepgsql check-analysis check-sanitize check-install check-peers check-engines check-dist check-deb check-rpm check-oci check-release check-sshd check-demo bench bench-rpm
check-unit: $(UNIT_TESTS) $(B)/tests/label/compare $(B)/tests/fuzz/replay ## unit tests alone: seconds, no root
	@REGRESS=$(B)/tests tests/unit/run.sh $(UNIT_TESTS)

check-man: ## the manual pages against the headers: names, prototypes, errnos
	@tests/need.sh build man
	@tests/man/run.sh

check-docs: all ## the commands and examples of the documentation, and its drawing
	@tests/need.sh build docs
	@tests/docs/run.sh

check-abi: all ## exports, layouts, prototypes, the object's file
	@tests/abi/run.sh

check-answers: all ## is_selinux_enabled() in every row of the answer table, each made for real
	@tests/worlds/answers.sh

check-oracle: all ## the black-box program on this library and on Debian's, compared
	@tests/oracle/run.sh

check-kernels: all ## the same on kernels 5.10, 6.12 and 7.2, and against Debian's 3.11 on all: ten minutes
	@tests/need.sh build oracle worlds kernels
	@tests/oracle/kernels.sh

check-avc: all ## the AVC on a real kernel: modes switched, policies loaded, this library and Debian's
	@tests/avc/run.sh

check-translate: all ## contexts translated by a real mcstransd, killed and restarted
	@tests/translate/run.sh $(B)

check-restorecon: all ## restorecon on trees of its own, a race of renames against it, Debian's tools in the guest
	@tests/restorecon/run.sh -g

check-label: all ## labels line by line as 3.11's: policies of four suites and worse; their compiled files
	@tests/need.sh build worlds label
	@tests/label/suites.sh

check-fuzz: all ## the fuzzers, the same inputs each time: against Debian's library, and damaged files, messages and answers
	@tests/need.sh build worlds label fuzz
	@tests/fuzz/run.sh

.PHONY: fuzz
fuzz: all ## the fuzzers for longer: T=SECONDS each (60), TARGET=NAME alone; what is found is kept in build/fuzz
	@tests/need.sh build worlds label fuzz
	@tests/fuzz/run.sh -t $(or $(T),60) $(TARGET)

check-threads: all ## sixteen threads under ThreadSanitizer
	@tests/threads/run.sh

check-threads-guest: all ## the same on a real kernel, and policies loaded that number classes otherwise: five minutes
	@tests/need.sh build worlds policies
	@tests/threads/guest/run.sh

check-faults: all ## every allocation and every system call fails, one at a time
	@tests/fault/run.sh

check-moments: all ## threads in the library while the process forks, cancels, loads it anew: TIMES=200 of each
	@tests/need.sh build
	@tests/moments/run.sh $(TIMES)

check-surroundings: all ## closed descriptors, exhausted limits, filters, a setuid program, bad roots and stores
	@tests/need.sh build unit surroundings
	@tests/surroundings/run.sh

check-valgrind: all ## the black-box program on a real kernel under valgrind
	@tests/need.sh build oracle worlds faults
	@tests/fault/valgrind.sh

check-arch: all ## the library of i386 and aarch64: built, looked at, run; clients on the oldest C library
	@tests/arch/run.sh

check-image: all ## this file in place of a Debian image's own: do its programs work?
	@tests/image/run.sh

check-build: all ## make, make install and the packages as newcomers call them: PREFIX, CC, a path with a space
	@tests/need.sh build unit deb dist rpm worlds
	@tests/build/run.sh

check-bindings: all ## every export called by a SWIG module, and Debian's Python and Ruby modules: this library and Debian's
	@tests/need.sh build oracle worlds bindings
	@tests/bindings/run.sh

check-others: all ## other people's tests: the Rust crate, coreutils, sed, tar, systemd; with each library, compared
	@tests/need.sh build worlds others
	@tests/others/run.sh

check-programs: all ## the programs of four suites of Debian that link with libselinux: does each object bind, are they at work as before?
	@tests/need.sh build worlds
	@tests/programs/run.sh

check-boot: all ## Debian booted by its own systemd with each library: labels, services, denials, who may stop them
	@tests/need.sh build worlds peers
	@tests/boot/run.sh

check-sepgsql: all ## the regression tests of PostgreSQL's module sepgsql in the enforcing guest, with each library
	@tests/need.sh build worlds sepgsql
	@tests/sepgsql/run.sh

check-install: all ## packaging/install-into-image: four suites, CentOS 6's layout, refusals, --diagnose, killed, failing, two at once
	@tests/need.sh build worlds install oci
	@tests/install/run.sh

check-peers: all ## Debian's tools, sshd, cron, the message bus on a labelled host, booted with each library
	@tests/need.sh build worlds peers
	@tests/peers/run.sh

check-engines: all ## containers of crun, podman, docker, nspawn, LXC and more on a SELinux host: the answers, and the image's work
	@tests/need.sh build worlds peers
	@tests/engines/run.sh

check-dist: all deb ## built twice, by two builders in two folders: the same bytes?
	@tests/dist/run.sh

check-deb: deb ## the Debian packages in roots of four suites: installed by apt, and back again
	@tests/need.sh lintian worlds oracle
	@tests/deb/run.sh

check-rpm: all ## our rpms in place of stand-ins for EL6's and others' libselinux, and back
	@tests/rpm/run.sh

check-oci: all ## the OCI layout, and the Containerfiles executed on images as Debian's and as CentOS 6's
	@tests/oci/run.sh

check-sshd: all ## OpenSSH built with this library from Debian's source: logins into the container and on the host
	@tests/need.sh build worlds peers sshd
	@tests/sshd/run.sh

check-release: release ## what make release gathers: sums, machines, the installer, the same bytes elsewhere
	@tests/need.sh worlds install release rpmtest
	@tests/release/run.sh

# The demo as a suite: its verdict is one check.
check-demo: all
	@tests/demo/run.sh || { status=$$?; [ $$status = 124 ] || echo '0 passed, 1 failed'; exit $$status; }
	@echo '1 passed, 0 failed'

bench: ## costs, as ratios against Debian's library in the same run
	@tests/need.sh build bench
	@$(MAKE) --no-print-directory all
	@tests/bench/run.sh

bench-rpm: ## the same of rpm, whose plugin labels 5,000 files; six minutes
	@tests/need.sh build bench rpm
	@$(MAKE) --no-print-directory all
	@tests/bench/run.sh rpm

check-lint: ## make lint as a suite
	@if $(MAKE) --no-print-directory lint; then echo '1 passed, 0 failed'; else echo '0 passed, 1 failed'; exit 1; fi

check-analysis: ## gcc's -fanalyzer, clang-tidy and cppcheck over the source
	@tests/need.sh build analysis
	@tests/analysis/run.sh

cover: ## which lines and branches the suites execute: build/cover/index.html; T=SUITE... for these
	@tests/need.sh build unit cover
	@tests/cover/run.sh $(T)

check-sanitize: ## unit tests, the library as a program, moments: under Address-, Leak-, UndefinedBehavior-, MemorySanitizer
	@tests/need.sh build unit sanitize
	@tests/sanitize/run.sh

.PHONY: lint format check-lint check-analysis check-sanitize cover
lint: ## scripts by shellcheck, form by clang-format, code by clang with warnings as errors
	@tests/need.sh build lint
	@git ls-files | xargs grep -lE '^#!/bin/sh' | xargs shellcheck -x
	@git ls-files '*.c' '*.h' ':!tests/oracle/paths.h' | xargs clang-format --dry-run -Werror
	@$(MAKE) --no-print-directory B=$(B)/clang CC=clang CI=1 all

format: ## clang-format over the sources
	@git ls-files '*.c' '*.h' ':!tests/oracle/paths.h' | xargs clang-format -i
