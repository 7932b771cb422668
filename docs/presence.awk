# SPDX-License-Identifier: MIT
# Draws docs/presence.svg, how the answer of docs/PRESENCE.md is reached, from the table of its questions:
#	awk -f docs/presence.awk docs/presence.tsv >docs/presence.svg
# Left what is asked where nothing is mounted, right the decision and, below it, what is asked where the answer is 1.
# Widths are those of DejaVu Sans, the widest of the common system fonts.

function escaped(text)
{
	gsub(/&/, "\\&amp;", text)
	gsub(/</, "\\&lt;", text)
	gsub(/>/, "\\&gt;", text)
	return text
}

function draw(element)
{
	drawn[++elements] = element
}

function text(x, y, class, words)
{
	draw(sprintf("<text x=\"%d\" y=\"%d\" class=\"%s\">%s</text>", x, y, class, escaped(words)))
}

function box(x, y, width, height, class)
{
	draw(sprintf("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\" class=\"%s\"/>", x, y, width, height, class))
}

function arrow(path)
{
	draw("<path d=\"" path "\" class=\"arrow\" marker-end=\"url(#head)\"/>")
}

# The text in lines[1...] of so many characters at most; how many lines.
function wrap(words, most,	word, count, n, i)
{
	n = split(words, word, " ")
	count = 1
	lines[1] = word[1]
	for (i = 2; i <= n; i++)
		if (length(lines[count] " " word[i]) <= most)
			lines[count] = lines[count] " " word[i]
		else
			lines[++count] = word[i]
	return count
}

# A row and its answer, their middle at y, and below what it is.
function draw_row(x, y, i,	count, j, top)
{
	count = wrap(meaning[i], 21)
	top = y - 13
	box(x, top, ROW, 26, "row answer" answer[i])
	text(x + 12, top + 18, "name", row[i])
	text(x + ROW - 18, top + 18, "digit answer" answer[i], answer[i])
	for (j = 1; j <= count; j++)
		text(x + 2, top + 26 + 14 * j, "meaning", lines[j])
}

function question_height(i)
{
	return 32 + 17 * wrap(question[i], 38)
}

# A question in a box, and to its side the row that it leads to; returns the y below.
function draw_question(x, y, i, side,	count, height, j, middle, from)
{
	height = question_height(i)
	box(x, y, QUESTION, height, "question")
	count = wrap(question[i], 38)
	for (j = 1; j <= count; j++)
		text(x + 12, y + 5 + 17 * j, "words", lines[j])
	text(x + 12, y + height - 9, "source", asked[i])
	middle = y + height / 2
	middle_of[i] = middle
	if (side == "left") {
		arrow("M" x " " middle "H" x - GAP + 2)
		text(x - GAP + 8, middle - 6, "reply", exit_on[i])
		draw_row(x - GAP - ROW, middle, i)
	} else if (row[i] !~ /^>/) {
		from = x + QUESTION
		arrow("M" from " " middle "H" from + GAP - 2)
		text(from + 5, middle - 6, "reply", exit_on[i])
		draw_row(from + GAP, middle, i)
	}
	return y + height
}

# From one question to the next, with the other reply beside it.
function draw_step(x, y, i)
{
	arrow("M" x + QUESTION / 2 " " y "V" y + STEP - 2)
	text(x + QUESTION / 2 + 8, y + STEP - 9, "reply", exit_on[i] == "no" ? "yes" : "no")
}

# The lines of a part, one below the other; returns the y below the last.
function draw_part(name, x, y, side,	i, last)
{
	for (i = 1; i <= n; i++) {
		if (part[i] != name)
			continue
		if (last) {
			draw_step(x, y, last)
			y += STEP
		}
		if (exit_on[i] == "else") {
			draw_row(x + (QUESTION - ROW) / 2, y + 13, i)
			y += 44
		} else
			y = draw_question(x, y, i, side)
		last = i
	}
	last_of[name] = last
	return y
}

function part_height(name,	i, height)
{
	for (i = 1; i <= n; i++)
		if (part[i] == name)
			height += (exit_on[i] == "else" ? 44 : question_height(i)) + STEP
	return height - STEP
}

function line_with_row(wanted,	i)
{
	for (i = 1; i <= n; i++)
		if (row[i] == wanted)
			return i
}

function draw_legend(x, y)
{
	box(x, y, ROW, 26, "row answer1")
	text(x + 12, y + 18, "name", "row")
	text(x + ROW - 18, y + 18, "digit answer1", "1")
	text(x + ROW + 14, y + 18, "words", "what is_selinux_enabled() returns")
	y += 52
	text(x, y, "head", "A mark of an engine is one of the files")
	text(x, y + 22, "file", "/run/.containerenv")
	text(x, y + 40, "file", "/.dockerenv")
	text(x, y + 58, "file", "/run/host/container-manager")
	text(x, y + 76, "file", "/run/systemd/container")
	y += 108
	text(x, y, "head", "What a process may not look at")
	text(x, y + 20, "words", "counts as there, in each question about")
	text(x, y + 37, "words", "/etc/selinux: it never fails open on a host.")
}

BEGIN {
	FS = "\t"
	WIDTH = 1000
	ROW = 140
	QUESTION = 290
	GAP = 34
	STEP = 26
	LEFT = 16 + ROW + GAP	# the left questions, and the right ones
	RIGHT = WIDTH - LEFT - QUESTION
}

/^#/ { next }

{
	n++
	part[n] = $1
	asked[n] = $2 "()"
	sub(/^.*\//, "", asked[n])
	sub(/ /, ", ", asked[n])
	question[n] = $3
	exit_on[n] = $4
	row[n] = $5
	answer[n] = $6
	meaning[n] = $7
}

END {
	first_height = question_height(1)
	y = 20
	panel = y + first_height + STEP
	# the panels first: what is drawn later lies above
	box(8, panel, LEFT + QUESTION - 2, part_height("not mounted") + 62, "panel answer0")
	text(20, panel + 20, "head", "Not mounted: 0")
	text(LEFT, panel + 20, "note", "the row only for who asks for a reason")
	left_top = panel + 36

	bottom = draw_part("decision", RIGHT, y, "right")
	enabled = bottom + STEP + 36
	box(RIGHT - 12, bottom + STEP, WIDTH - RIGHT + 4, part_height("enabled") + 62, "panel answer1")
	text(RIGHT, bottom + STEP + 20, "head", "Enabled: 1")
	text(RIGHT + 90, bottom + STEP + 20, "note", "the row only for who asks for a reason")
	draw_step(RIGHT, bottom, last_of["decision"])
	height = draw_part("enabled", RIGHT, enabled, "right") + 34
	legend = draw_part("not mounted", LEFT, left_top, "left") + 70

	# what goes on elsewhere: to the left part, and past the store
	arrow("M" RIGHT " " middle_of[1] "H" LEFT + QUESTION / 2 "V" panel - 2)
	text(RIGHT - 26, middle_of[1] - 6, "reply", exit_on[1])
	for (i = 2; i <= n; i++)
		if (row[i] ~ /^>/) {
			target = line_with_row(substr(row[i], 3))
			arrow("M" RIGHT " " middle_of[i] "H" RIGHT - 20 "V" middle_of[target] "H" RIGHT - 2)
			text(RIGHT - 22, middle_of[i] - 6, "reply", exit_on[i])
		}
	draw_legend(20, legend)

	printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">\n", \
		WIDTH, height, WIDTH, height
	print "<title>How the answer is reached</title>"
	print "<desc>The questions of docs/PRESENCE.md in their order, each with the row and the answer that it leads to.</desc>"
	print "<style>"
	print "text { fill: #1c2530 }"
	print "text { font-family: system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', Helvetica, Arial, sans-serif }"
	print ".words { font-size: 13px }"
	print ".source, .note { font-size: 11px; fill: #5b6673 }"
	print ".meaning { font-size: 11.5px; fill: #3c4650 }"
	print ".reply { font-size: 12px; font-style: italic }"
	print ".name, .digit, .head { font-size: 14px; font-weight: bold }"
	print ".file { font-size: 12px; font-family: ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace }"
	print ".question { fill: #ffffff; stroke: #45525f }"
	print ".arrow { fill: none; stroke: #45525f; stroke-width: 1.3 }"
	print ".row { stroke-width: 1.3 }"
	print ".row.answer0 { fill: #fdebe3; stroke: #b4532a }"
	print ".row.answer1 { fill: #e2f3e5; stroke: #2b7a3d }"
	print ".digit.answer0 { fill: #a04116 }"
	print ".digit.answer1 { fill: #1d672e }"
	print ".panel.answer0 { fill: #faf5f2; stroke: #e3cfc4 }"
	print ".panel.answer1 { fill: #f2f8f3; stroke: #c5dfca }"
	print "</style>"
	print "<defs>"
	print "<marker id=\"head\" viewBox=\"0 0 10 10\" refX=\"8\" refY=\"5\" markerWidth=\"7\" markerHeight=\"7\""
	print "orient=\"auto\">"
	print "<path d=\"M0 1L9 5L0 9z\" fill=\"#45525f\"/></marker>"
	print "</defs>"
	print "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>"
	for (i = 1; i <= elements; i++)
		print drawn[i]
	print "</svg>"
}
