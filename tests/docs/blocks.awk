# The blocks of commands in Markdown files, indented by a tab or four spaces, or fenced: writes each under its number to
# -v directory=, without its indent, and prints file, first line (from its first word on) and number. A list's own text,
# indented by two, is none.

function add(line,	first)
{
	if (!block) {
		block = ++number
		out = directory "/" number
		first = line
		sub(/^[ \t]+/, "", first)
		printf "%s\t%s\t%d\n", FILENAME, first, number
	}
	while (blank) {
		print "" >out
		blank--
	}
	print line >out
}

function end_block()
{
	if (block)
		close(out)
	block = blank = 0
}

FNR == 1 {
	end_block()
	fenced = 0
}
/^ *```/ {
	end_block()
	fenced = !fenced
	next
}
fenced {
	add($0)
	next
}
/^(\t|    )/ {
	sub(/^(\t|    )/, "")
	add($0)
	next
}
/^[ \t]*$/ {
	if (block)
		blank++
	next
}
{ end_block() }
