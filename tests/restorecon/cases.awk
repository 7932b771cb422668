# Files of cases (cases/*.t) and transcripts of drive.c. A command stands at the line's begin, what came of it below,
# indented by four. Where another side (a library of Debian's, a mode of the kernel's) says something else, that stands
# below a line "  SIDE[, SIDE]: ROW[, ROW]", which names rows of docs/COMPAT.md; "-" where ours says it too, in enforcing
# mode. A side that died says nothing more in the case.
#
# mode=expect side=SIDE FILE: the transcript that this side must give.
# mode=rewrite sides="SIDE..." FILE transcript=SIDE TRANSCRIPT...: the file anew, from the first side's transcript and
#	where the others differ from it. Rows stay with their commands; "?" stands for one that is to be named.
# mode=rows FILE...: the rows named, once each.

function no_output(text) { return text == "" ? "    (nothing)\n" : text }

# What a side lacks altogether is not told at each case: 3.4 does not count relabeled files. Nor what differs from run to
# run: the threads of both race when they count errors.
function lacks(side, line) {
	return side ~ /^3[.]4/ && line ~ /^    relabeled files / || side ~ /^3[.]/ && line ~ /^    skipped errors of threads /
}

# The output TEXT of the first side, as this side would give it.
function as_side(side, text,    lines, n, i, out) {
	n = split(text, lines, "\n")
	for (i = 1; i < n; i++)
		if (!lacks(side, lines[i]))
			out = out lines[i] "\n"
	return out
}

# Of the line "  SIDE[, SIDE]: ROWS": sets of[SIDE].
function read_header(line,    names, n, i) {
	rows = line
	sub(/^[^:]*: */, "", rows)
	sub(/:.*/, "", line)
	sub(/^  /, "", line)
	n = split(line, names, ", ")
	split("", of)
	for (i = 1; i <= n; i++)
		of[names[i]] = 1
}

BEGIN { transcript = "" }

# ---- expect: a command is printed when all that stands below it has been read

function flush_command(    text) {
	if (!in_case || dead || command == "")
		return
	text = has_other ? other : as_side(side, main)
	printf "%s%s", command, text == "    (nothing)\n" ? "" : text
	dead = text ~ /    killed by signal/
}

mode == "expect" && /^[^ ]|^$/ {
	flush_command()
	if (/^case /) {
		in_case = 1
		dead = 0
	}
	command = $0 "\n"
	main = other = ""
	has_other = taking = 0
	in_main = 1
	next
}
mode == "expect" && /^  [^ ]/ {
	read_header($0)
	in_main = 0
	taking = side in of
	has_other = has_other || taking
	next
}
mode == "expect" {
	if (in_main)
		main = main $0 "\n"
	else if (taking)
		other = other $0 "\n"
	next
}

# ---- rows

mode == "rows" && /^  [^ ]/ {
	read_header($0)
	n = rows == "-" && "enforcing" in of ? 0 : split(rows, each, ", ")
	for (i = 1; i <= n; i++)
		named[each[i]] = 1
}

# ---- rewrite: blocks of text by side, case, and the command's number in the case

mode == "rewrite" && transcript == "" {
	if (!seen_case && !/^case /)
		printf "%s\n", $0 # what the file says of itself
	if (/^case /) {
		seen_case = 1
		name = $0
		split("", times)
	}
	if (/^[^ ]/)
		at = name SUBSEP $0 SUBSEP (++times[$0])
	if (/^  [^ ]/) {
		read_header($0)
		for (s in of)
			row[at, s] = rows
	}
	next
}
mode == "rewrite" {
	if (/^case /) {
		name = $0
		number = 0
		if (transcript == substr(sides, 1, length(transcript)))
			order[++cases] = name
	}
	if (/^[^ ]|^$/) {
		line[transcript, name, ++number] = $0
		count[transcript, name] = number
	} else {
		output[transcript, name, number] = output[transcript, name, number] $0 "\n"
	}
}

# The row that excused it so far.
function row_of(at, side, text, enforcing) {
	if ((at SUBSEP side) in row)
		return row[at, side]
	return side ~ /enforcing$/ && text == enforcing ? "-" : "?"
}

function rewrite_command(c, i,    k, j, text, header, at, ours, done, r) {
	ours = output[each[1], c, i]
	printf "%s\n%s", line[each[1], c, i], ours
	at = c SUBSEP line[each[1], c, i] SUBSEP (++times[line[each[1], c, i]])
	split("", done)
	for (k = 2; k <= n; k++) {
		if (done[k] || count[each[k], c] < i)
			continue
		text = output[each[k], c, i]
		if (text == as_side(each[k], ours))
			continue
		r = row_of(at, each[k], text, output["enforcing", c, i])
		header = each[k]
		for (j = k + 1; j <= n; j++)
			if (count[each[j], c] >= i && output[each[j], c, i] == text && text != as_side(each[j], ours) &&
				row_of(at, each[j], text, output["enforcing", c, i]) == r) {
				header = header ", " each[j]
				done[j] = 1
			}
		printf "  %s: %s\n%s", header, r, no_output(text)
	}
}

END {
	if (mode == "expect")
		flush_command()
	if (mode == "rows")
		for (r in named)
			print r
	if (mode == "rewrite")
		n = split(sides, each, " ")
	for (c = 1; mode == "rewrite" && c <= cases; c++) {
		split("", times)
		for (i = 1; i <= count[each[1], order[c]]; i++)
			rewrite_command(order[c], i)
	}
}
