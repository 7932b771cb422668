# Writes one of the headers flask.h and av_permissions.h from legacy_flask.tsv: awk -v header=NAME -f this TABLE
BEGIN {
	FS = "\t"
	guard = "_SELINUX_" toupper(header)
	sub(/\./, "_", guard)
	print "/* SPDX-License-Identifier: MIT */"
	print "/*"
	print " * Deprecated: numbers of object classes, initial SIDs and permissions as old policies had them, for"
	print " * sources that name them (OpenSSH until 6). libselinux 3.1 took this header away."
	print " *"
	print " * A loaded policy may number them otherwise, and the kernel goes by the policy: in new code ask"
	print " * string_to_security_class() and string_to_av_perm(), or selinux_check_access() by the names."
	print " */"
	print "#ifndef " guard
	print "#define " guard
	print ""
}

$3 == header {
	print "#define " $1 " " $2
}

END {
	print ""
	print "#endif"
}
