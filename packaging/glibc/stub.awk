# Makes a stand-in libc.so.6 out of a table of names (symbol, version, library, kind), so that the
# linker refuses whatever the oldest supported C library does not have.
#	awk -v out=DIR -f stub.awk TABLE   writes DIR/libc.S and DIR/libc.map
# Where a name has several versions the newest one is the default, as in the real library.
BEGIN {
	FS = "\t"
	asm = out "/libc.S"
	map = out "/libc.map"
}
/^#/ || $3 != "libc.so" || $2 !~ /^GLIBC_[0-9.]+$/ { next }
{
	kind[$1] = $4
	versions[$1] = versions[$1] " " $2
	nodes[$2] = nodes[$2] " " $1
}
# GLIBC_2.2.5 as a number that sorts
function rank(version, part) {
	split(substr(version, 7), part, ".")
	return part[1] * 10000 + part[2] * 100 + part[3]
}
END {
	print ".text" > asm
	for (name in versions) {
		n = split(versions[name], list, " ")
		best = list[1]
		for (i = 2; i <= n; i++)
			if (rank(list[i]) > rank(best))
				best = list[i]
		for (i = 1; i <= n; i++) {
			label = n > 1 ? "." name "." i : name
			print ".globl " label "\n.type " label ", %" (kind[name] == "D" ? "object" : "function") > asm
			print ".size " label ", 8\n" label ": .8byte 0" > asm
			if (n > 1)
				print ".symver " label ", " name (list[i] == best ? "@@" : "@") list[i] > asm
		}
		plain[name] = n == 1
	}
	print ".section .note.GNU-stack, \"\", %progbits" > asm
	for (node in nodes) {
		print node " {" > map
		n = split(nodes[node], list, " ")
		head = "global:\n" # and nothing below it would be no version script
		for (i = 1; i <= n; i++)
			if (plain[list[i]]) {
				print head "\t" list[i] ";" > map
				head = ""
			}
		print "};" > map
	}
	print "STUB_PRIVATE { local: *; };" > map
}
