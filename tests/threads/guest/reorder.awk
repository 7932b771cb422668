# Reverses the order of classes and of permissions in a policy in CIL: the same rules, other numbers.
function reversed(list,    names, n, i, out) {
	n = split(list, names, " ")
	for (i = n; i > 0; i--)
		out = out (i < n ? " " : "") names[i]
	return out
}
/^\(classorder \(/ { print "(classorder (" reversed(substr($0, 14, length($0) - 15)) "))"; next }
/^\((class|common) [^ ]+ \(/ {
	start = index($0, " (") + 2
	head = substr($0, 1, match($0, / \(/) + 1)
	print head reversed(substr($0, length(head) + 1, length($0) - length(head) - 2)) "))"
	next
}
{ print }
