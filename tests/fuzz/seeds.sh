# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# What the targets begin with. Sourced by run.sh, which sets $work, $seed, $younger_loader and $tools.
# shellcheck disable=SC2154,SC2059

hostile=tests/label/hostile

# seed_at_random FOLDER: choices for the targets that are made of them (choice.h).
seed_at_random() {
	python3 - "$seed" "$1" <<-'END'
		import random, sys
		rng = random.Random(int(sys.argv[1]))
		for n in range(100):
		    with open('%s/random-%d' % (sys.argv[2], n), 'wb') as f:
		        f.write(rng.randbytes(rng.choice([50, 200, 600, 1000])))
	END
}

# flipped FOLDER FILE...: the files with bytes changed at random, heads and counts, which stand in front, more often.
flipped() {
	python3 - "$seed" "$@" <<-'END'
		import random, sys
		rng = random.Random(int(sys.argv[1]))
		for n, name in enumerate(sys.argv[3:]):
		    whole = open(name, 'rb').read()
		    for k in range(8):
		        data = bytearray(whole)
		        near = len(data) if k % 2 else 4096
		        for _ in range(1 << k % 4):
		            data[rng.randrange(near)] = rng.choice([0, 1, 0x7f, 0x80, 0xff, rng.randrange(256)])
		        open('%s/flipped-%d-%d' % (sys.argv[2], n, k), 'wb').write(data)
	END
}

# seed_bin FOLDER: versions 5 and 6 as compiled, and of 5 what 1 to 4 would be, in its first lines alone.
seed_bin() {
	cp $hostile/file_contexts.homedirs "$work/hurt"
	printf '/a/b s:a:t\n/a/.* -d s:b:t\n' >"$work/small"
	for suite in bullseye bookworm trixie sid; do
		$(compiler $suite) -o "$1/$suite" "$work/hurt"
		$(compiler $suite) -o "$1/small-$suite" "$work/small"
	done
	python3 tests/fuzz/old_bin.py "$1"
}

# seed_target TARGET FOLDER
# shellcheck disable=SC1003 # a backslash
seed_target() {
	case $1 in
	bin | homedirs) seed_bin "$2" ;;
	text)
		cp $hostile/file_contexts "$2"
		python3 -c 'print("/" + r"\-" * 3000 + "/c/x s:a:t\n/" + "-" * 3000 + "/c/.x s:b:t")' >"$2/escapes"
		;;
	subs) cp $hostile/file_contexts.subs "$2" ;;
	media) cp "$policies/sid/media" "$2" ;;
	x) cp "$policies/sid/x_contexts" "$2" ;;
	db) printf 'db_table *.t s:table:t\ndb_schema x s:schema:t\n' >"$2/db" ;;
	config) printf '# c\nSELINUX=enforcing\nSELINUXTYPE=targeted\nREQUIRESEUSERS=1\n' >"$2/config" ;;
	login)
		printf 'root:root:s0\n%%root:x:s0\n__default__:u:s0\n\377sshd:u:s0\n*:u:s0\n\377' >"$2/files"
		printf 'r:t:s0 r:t:s0 a:b\n\377r:t r:t:s0\n\377r:t:s0\n\377r:t\n\377t\n\377a b\n' >>"$2/files"
		;;
	setrans)
		for question in 0 1 2; do
			printf "\\$question\\$((question + 2))\\0\\0\\0\\6\\0\\0\\0\\0\\0\\0\\0a:b:c\\0" >"$2/$question"
		done
		printf '\0\2\0\0\0\6\0\0\0\1\0\0\0a:b:c\0' >"$2/none"
		;;
	netlink)
		printf '\0\5\24\0\0\0\20\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0' >"$2/setenforce"
		printf '\0\5\24\0\0\0\21\0\0\0\0\0\0\0\0\0\0\0\7\0\0\0\2\0\0\5\24\0\0\0\2\0\0\0\0\0\0\0\0\0\0\0' >"$2/policyload"
		;;
	status)
		printf '\1\0\0\0\4\0\0\0\1\0\0\0\7\0\0\0\0\0\0\0\1\0\0\0\6\0\0\0\0\0\0\0\10\0\0\0\1\0\0\0' >"$2/page"
		;;
	kernel)
		printf 'file\377read\3776\3772\3771 1\3771\37733\3770\3771\3770\3771\377u:r:t:s0\3777 ff 0 0 9 0\377' >"$2/nodes"
		printf 'u:r:t:s0\377u:r:t\377u:r:t\3772\0u:r:t\0u:r:s\0\377u:r:t\377' >>"$2/nodes"
		;;
	proc)
		printf '36 35 98:0 / /sys/fs/selinux rw,noatime shared:1 - selinuxfs selinuxfs rw,seclabel\n' >"$2/info"
		printf 'nodev\tselinuxfs\nnone /a\\040b tmpfs rw,seclabel 0 0\nnone /c tmpfs ro 0 0\n' >"$2/mounts"
		;;
	sehash) printf '\177aaaabbbbccccddddeeee' >"$2/digest" ;;
	esac
}
