# libselinux-strict. `make help` lists the targets; objects and results are under build/.

VERSION        := 1.0.0
# The release of libselinux whose interface this is: what pkg-config tells a client.
COMPAT_VERSION := 3.11
# Whoever publishes it puts his own here, and in packaging/debian and packaging/rpm.
HOMEPAGE       := https://libselinux-strict.invalid/

PREFIX     ?= /usr
LIBDIR     ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
MANDIR     ?= $(PREFIX)/share/man
DESTDIR    ?=

# make's own value for it is cc, and no ?= would change that.
ifneq ($(filter default undefined,$(origin CC)),)
CC := $(if $(shell command -v gcc 2>/dev/null),gcc,cc)
endif
INSTALL ?= install
CFLAGS  ?= -O2 -g
ARCH    := $(firstword $(subst -, ,$(shell $(CC) -dumpmachine 2>/dev/null)))
# The compiler knows the binutils of its machine; make has a native name for two of the three.
tool = $(or $(shell $(CC) -print-prog-name=$(1) 2>/dev/null),$(1))
ifeq ($(origin LD),default)
LD := $(call tool,ld)
endif
ifeq ($(origin AR),default)
AR := $(call tool,ar)
endif
OBJCOPY ?= $(call tool,objcopy)

# The oldest C library that the shared object must run on; empty: whatever the compiler finds.
GLIBC_FLOOR ?= $(if $(filter x86_64 i386 i486 i586 i686,$(ARCH)),2.12,2.17)
# static: linked in from libpcre2-8.a, hidden; shared: a NEEDED entry.
PCRE2       ?= static

B := build
MAP := $(B)/libselinux.map
comma := ,
Q := $(if $(V),,@)
# quoted TEXT: as one word for the shell.
quoted = '$(subst ','\'',$(1))'
say = $(if $(V),,@printf '  %-7s %s\n' $(1) $(2))

WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
	-Wpointer-arith -Wwrite-strings -Wundef -Wvla -Wformat=2 $(if $(CI),-Werror)
# Where the C library has two of each, sizes and inode numbers of 64 bits (src/common/stat.c).
WIDE_FILES := $(if $(filter i%86,$(ARCH)),-D_FILE_OFFSET_BITS=64)
# gcc's helpers that choose among atomic instructions bring a constructor and a name to import.
INLINE_ATOMICS := $(if $(filter aarch64,$(ARCH)),-mno-outline-atomics)
ALL_CFLAGS := -std=gnu11 $(CFLAGS) $(WIDE_FILES) $(INLINE_ATOMICS) $(WARNINGS) -fPIC -fvisibility=hidden -ffunction-sections \
	-fdata-sections -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 \
	$(call quoted,-ffile-prefix-map=$(CURDIR)=.) -Iinclude -Isrc -DSTRICT_VERSION='"$(VERSION)"' $(CPPFLAGS)
ALL_LDFLAGS := -shared -nostartfiles -Wl,-soname,libselinux.so.1 -Wl,--version-script=$(MAP) \
	-Wl,--no-undefined-version -Wl,-z,defs,-z,now,-z,relro,-z,noexecstack -Wl,--hash-style=both \
	-Wl,--gc-sections -Wl,--exclude-libs,ALL -Wl,-Bsymbolic-functions -Wl,--build-id=sha1 \
	-Wl,-e,libselinux_main $(LDFLAGS)

ROOMS   := common config presence context kernel login avc label label/file restorecon
SOURCES := $(sort $(wildcard $(ROOMS:%=src/%/*.c)))
# What only a shared object has: its start files' part, and what runs it as a program.
OBJECT_ONLY := src/common/object.c $(addprefix src/presence/,program.c evidence.c rows.c answer.c)
OBJECTS := $(SOURCES:%.c=$(B)/%.o)
LEGACY_HEADERS := $(B)/include/selinux/flask.h $(B)/include/selinux/av_permissions.h
HEADERS := $(wildcard include/selinux/*.h) $(LEGACY_HEADERS)

FLOOR_ARCH := $(ARCH:i%86=i386)
FLOOR_TABLE := packaging/glibc/$(FLOOR_ARCH)-$(GLIBC_FLOOR).tsv
ifneq ($(GLIBC_FLOOR),)
STUB := $(B)/stub/libc.so.6
LIBC := -nodefaultlibs -lgcc $(STUB)
floor = || { echo '$@: a name with an undefined reference above is not in $(FLOOR_TABLE): it is younger than glibc' \
	'$(GLIBC_FLOOR), or has not been used so far; packaging/glibc/README.md tells how to see which, and to add it' >&2; exit 1; }
endif
PCRE2_LIBS := $(if $(filter static,$(PCRE2)),-Wl$(comma)-Bstatic -lpcre2-8 -Wl$(comma)-Bdynamic,-lpcre2-8)

.DELETE_ON_ERROR:
.DEFAULT_GOAL := all
.PHONY: all

all: $(B)/libselinux.so.1 $(B)/ask $(B)/libselinux.a $(B)/libselinux.pc $(LEGACY_HEADERS) ## the library, shared and static, and its .pc file

$(B)/%.o: %.c $(B)/flags
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Rewritten when a flag changes, so that everything is built anew.
FLAGS := $(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $(LIBC) $(PCRE2_LIBS)
$(B)/flags: FORCE
	$(Q)mkdir -p $(B)
	$(Q)printf '%s\n' $(call quoted,$(FLAGS)) | cmp -s - $@ 2>/dev/null || printf '%s\n' $(call quoted,$(FLAGS)) >$@
.PHONY: FORCE

# With the names that only machines with two widths of files have.
$(MAP): src/libselinux.map $(B)/flags
	$(Q)sed '$(if $(WIDE_FILES),s|/\* 32-bit: \(.*\) \*/|\1|)' $< >$@

$(STUB): packaging/glibc/stub.awk $(FLOOR_TABLE)
	$(call say,STUB,$@)
	$(Q)mkdir -p $(@D)
	$(Q)awk -v out=$(@D) -f packaging/glibc/stub.awk $(FLOOR_TABLE)
	$(Q)$(CC) -shared -nostdlib -Wl,-soname,libc.so.6 \
		-Wl,--version-script=$(@D)/libc.map -o $@ $(@D)/libc.S

# Linked under another name, and renamed only when its exports are the checked-in ones.
$(B)/libselinux.so.1: $(OBJECTS) $(MAP) tests/abi/contract.txt tests/abi/exports.sh tests/abi/width.sh $(STUB)
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS) $(ALL_LDFLAGS) -o $@.new $(OBJECTS) $(PCRE2_LIBS) $(LIBC) $(floor)
	$(Q)tests/abi/width.sh tests/abi/contract.txt $@.new >$(B)/exports.txt
	$(Q)tests/abi/exports.sh $@.new | diff -u $(B)/exports.txt - || \
		{ echo "$@: its exports are not those of tests/abi/contract.txt (+ is what was built)" >&2; exit 1; }
	$(Q)mv $@.new $@
	$(Q)ln -sf libselinux.so.1 $(B)/libselinux.so

# For install-into-image --diagnose: linked to a stand-in without version nodes, so that it binds to any library.
$(B)/ask: packaging/ask.c $(B)/flags
	$(call say,LINK,$@)
	$(Q)mkdir -p $(B)/ask.d
	$(Q)printf 'int %s(void) { return 0; }\n' is_selinux_enabled security_getenforce | $(CC) -w -shared -fPIC -nostdlib \
		-Wl,-soname,libselinux.so.1 -x c -o $(B)/ask.d/libselinux.so.1 -
	$(Q)$(CC) $(WARNINGS) -O2 -fPIE -pie -fno-stack-protector -nostdlib -nostartfiles -Wl,--hash-style=both -Wl,-z,noexecstack -s -o $@ $< \
		$(B)/ask.d/libselinux.so.1

ARCHIVED := $(filter-out $(OBJECT_ONLY:%.c=$(B)/%.o),$(OBJECTS))

# One object whose inner names are local, so that they cannot meet those of the program.
$(B)/libselinux.a: $(ARCHIVED)
	$(call say,AR,$@)
	$(Q)rm -f $@
	$(Q)$(LD) -r -o $(B)/libselinux.o $^
	$(Q)$(OBJCOPY) --localize-hidden $(B)/libselinux.o
	$(Q)$(AR) rcsD $@ $(B)/libselinux.o

# The same for unit tests, which look inside.
$(B)/tests/inside.a: $(ARCHIVED)
	$(Q)mkdir -p $(@D)
	$(Q)rm -f $@
	$(Q)$(AR) rcsD $@ $^

$(LEGACY_HEADERS): include/legacy_flask.awk include/legacy_flask.tsv
	$(Q)mkdir -p $(@D)
	$(Q)awk -v header=$(@F) -f $^ >$@

# Looked at each time, for it holds the places that make install is told.
$(B)/libselinux.pc: packaging/libselinux.pc.in FORCE
	$(Q)mkdir -p $(@D)
	$(Q)sed -e 's|@PREFIX@|$(PREFIX)|; s|@LIBDIR@|$(LIBDIR)|; s|@INCLUDEDIR@|$(INCLUDEDIR)|' \
		-e 's|@VERSION@|$(COMPAT_VERSION)|; s|@HOMEPAGE@|$(HOMEPAGE)|' $< >$@.new
	$(Q)if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

# in PATH: where install puts it, as a word for the shell.
in = $(call quoted,$(DESTDIR)$(1))

.PHONY: install uninstall
install: all ## install under $(DESTDIR)$(PREFIX), libraries in $(LIBDIR), manual pages in $(MANDIR)
	$(INSTALL) -d $(call in,$(LIBDIR)/pkgconfig) $(call in,$(INCLUDEDIR)/selinux)
	$(INSTALL) -m 0755 $(B)/libselinux.so.1 $(call in,$(LIBDIR)/libselinux.so.1)
	ln -sf libselinux.so.1 $(call in,$(LIBDIR)/libselinux.so)
	$(INSTALL) -m 0644 $(B)/libselinux.a $(call in,$(LIBDIR)/)
	$(INSTALL) -m 0644 $(B)/libselinux.pc $(call in,$(LIBDIR)/pkgconfig/)
	$(INSTALL) -m 0644 $(HEADERS) $(call in,$(INCLUDEDIR)/selinux/)
	man/install.sh $(call in,$(MANDIR))

uninstall: ## take away what install put there
	rm -f $(foreach file,libselinux.so.1 libselinux.so libselinux.a pkgconfig/libselinux.pc,$(call in,$(LIBDIR)/$(file))) \
		$(foreach header,$(notdir $(HEADERS)),$(call in,$(INCLUDEDIR)/selinux/$(header)))
	man/install.sh -r $(call in,$(MANDIR))

# Written anew only when it would differ, so that what is made of it is made anew only then.
DIST := $(B)/libselinux-strict-$(VERSION).tar.gz
$(DIST): FORCE
	@[ ! -e .git ] || tests/need.sh dist
	$(Q)mkdir -p $(@D)
	$(Q)packaging/dist libselinux-strict-$(VERSION) $@.new
	$(Q)if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(B)/deb/.made: $(DIST)
	@tests/need.sh deb
	$(call say,DEB,$(@D))
	$(Q)packaging/deb $(DIST) $(@D)
	$(Q)touch $@

.PHONY: dist deb
dist: $(DIST) ## the source tarball, build/libselinux-strict-VERSION.tar.gz
deb: $(B)/deb/.made ## Debian packages, in build/deb/ (packaging/debian/README.source)

# The date of what is packed: that of the source tarball.
EPOCH = $${SOURCE_DATE_EPOCH:-$$(tar --utc --full-time -tvf $(DIST) | awk 'NR == 1 { print $$4, $$5 }' | date -u -f - +%s)}

# REPLACES='V-R...': the exact versions of the packages that these shall stand for; packaging/rpm/README.md. An empty one
# is a command that failed, and not the wish for a package that stands for none.
.PHONY: rpm
rpm: $(if $(REPLACES)$(filter undefined,$(origin REPLACES)),dist,no-release) ## rpms of library and headers, in build/rpm; REPLACES=VERSION-RELEASE of the image's libselinux
	@tests/need.sh build rpm
	$(call say,RPM,$(B)/rpm)
	$(Q)rm -rf $(B)/rpm
	$(Q)SOURCE_DATE_EPOCH=$(EPOCH) packaging/rpm/build $(VERSION) $(COMPAT_VERSION) $(DIST) $(B)/rpm \
		$(foreach replaced,$(REPLACES),$(call quoted,$(replaced)))

.PHONY: no-release
no-release:
	@echo 'rpm: REPLACES is empty: the command that was to say it failed. Without REPLACES the packages stand for no others' >&2
	@exit 1

# EL6 has this program in the library's package, so our package for EL6 has it too. Compiled as for a library, for the
# stand-in's data cannot be copied into a program.
$(B)/matchpathcon: packaging/rpm/matchpathcon.c $(B)/libselinux.so.1
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_CFLAGS) -pie -Wl,-z,now,-z,relro -o $@ $< $(B)/libselinux.so.1 $(LIBC) $(floor)

.PHONY: oci
oci: all dist ## an OCI image layout for COPY --from, build/oci; packaging/oci has the Containerfiles
	$(call say,OCI,$(B)/oci)
	$(Q)SOURCE_DATE_EPOCH=$(EPOCH) packaging/oci/build $(VERSION) $(FLOOR_ARCH) $(B)/libselinux.so.1 $(B)/oci $(B)/ask

.PHONY: release
release: all deb rpm oci ## what a release holds, for x86_64, i386 and aarch64, with SHA256SUMS: build/release
	@tests/need.sh build arch
	$(call say,RELEASE,$(B)/release)
	$(Q)SOURCE_DATE_EPOCH=$(EPOCH) packaging/release $(VERSION) $(B) $(B)/release

# The README's two commands; the suites themselves are in tests/tests.mk.
.PHONY: check demo
demo: ## the main job: a login into a container refused, then accepted
	@tests/need.sh build worlds
	@$(MAKE) --no-print-directory all
	@tests/demo/run.sh

# What needs neither root nor a network once its packages are there; what boots a kernel; and the rest.
CHECK_HERE   := unit abi man docs
CHECK_KERNEL := answers oracle avc translate restorecon image
CHECK_MORE   := lint analysis sanitize demo threads threads-guest faults valgrind arch build bindings others install dist deb rpm oci sshd \
	programs peers sepgsql label surroundings moments fuzz kernels

.PHONY: check-kernel check-all
check: ## the tests: unit tests, ABI, and (as root or through sudo) the worlds on a real SELinux kernel; T=SUITE... for these
	@tests/need.sh build unit oracle
	@! tests/can-be-root.sh || tests/need.sh worlds
	@$(MAKE) --no-print-directory all
	@tests/suites.sh $(if $(T),$(T),$(CHECK_HERE) $(CHECK_KERNEL))

check-kernel: ## of these, what boots a kernel
	@$(MAKE) --no-print-directory check T="$(CHECK_KERNEL)"

check-all: ## every suite but boot, engines and release, as before a change lands: half an hour
	@$(MAKE) --no-print-directory check T="$(CHECK_HERE) $(CHECK_KERNEL) -- $(CHECK_MORE)"

include tests/tests.mk

.PHONY: clean help
clean: ## remove build/ (cached kernels and roots stay)
	rm -rf $(B)

help: ## this list
	@echo 'libselinux-strict $(VERSION). Targets:'
	@sed -n 's/^\([a-z-]*\):.* ## \(.*\)/\1\t\2/p' Makefile tests/tests.mk | \
		awk -F'\t' '{ printf "  %-20s %s\n", $$1, $$2 }'
	@echo 'Variables, and what they are now:'
	@printf '  %-20s %s\n' $(call quoted,CC=$(CC)) 'compiler; another machine: with CPPFLAGS and LDFLAGS that lead to its PCRE2' \
		$(call quoted,CFLAGS=$(CFLAGS)) 'optimisation and debugging alone, the rest is added' \
		$(call quoted,PREFIX=$(PREFIX)) $(call quoted,where make install puts it; also LIBDIR=$(LIBDIR), INCLUDEDIR=$(INCLUDEDIR), MANDIR=$(MANDIR)) \
		$(call quoted,DESTDIR=$(DESTDIR)) 'before all of these' \
		$(call quoted,GLIBC_FLOOR=$(GLIBC_FLOOR)) 'the oldest glibc that it runs on; empty: that of this machine' \
		$(call quoted,PCRE2=$(PCRE2)) 'static: linked in; shared: needed' \
		$(call quoted,B=$(B)) 'the directory of what is built' \
		$(call quoted,V=$(V)) '1: commands are shown' \
		$(call quoted,CI=$(CI)) '1: warnings are errors' \
		'TEST_PATIENCE=' 'how many times as long the limits of the tests are; measured if empty' \
		$(call quoted,CHECK_SECONDS=$(CHECK_SECONDS)) 'make check and check-all end in so many seconds, and skip what does not fit'

-include $(OBJECTS:.o=.d)
