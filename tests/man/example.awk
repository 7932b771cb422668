# The examples of the pages as one C source, each a function behind example.h.
FNR == 1 {
	examples = inside = 0
}
/^\.Sh / {
	examples = /EXAMPLES/
}
examples && /^\.Bd -literal/ {
	inside = 1
	printf "long example_%d(void);\nlong example_%d(void)\n{\n#line %d \"%s\"\n", ++n, n, FNR + 1, FILENAME
	next
}
inside && /^\.Ed/ {
	inside = 0
	labelled = text ~ /goto refuse/
	print text (labelled ? "refuse:\n" : "") "return 0;\n}"
	text = ""
}
inside {
	gsub(/\\e/, "\\")
	gsub(/\\-/, "-")
	gsub(/\\&/, "")
	text = text $0 "\n"
}
