# Compares the lines "key: text" of two libraries in each world, by key.
# Input, by assignments between the files: side=compat COMPAT.md, side=allowed allowed.tsv, and for each world
# world=NAME side=stock FILE side=ours FILE.
# A row of allowed.tsv excuses differences in the worlds it names: those whose key and texts fit it. In the key, * is
# any text. In stock's and in our text one * or one ~ may stand: ~ is any text, and * on both sides is the same text. In
# each of its worlds a row must excuse exactly as many lines as it says. The first row that fits counts. A line that is
# not there reads "(no line)".
# With -v all=WORLD,WORLD... these are what * in a row's worlds means; not-mounted,permissive,enforcing by default.
# With -v at_most=1 a row may excuse fewer lines than it says; -v without=PREFIX leaves out the rows of allowed.tsv whose
# id starts so.

function family_of(key)
{
	sub(/[\/:].*/, "", key)
	return key
}

function complain(text)
{
	print "oracle: " text
	wrong++
}

# The regular expression of a key in which only * is special.
function pattern_of(glob)
{
	gsub(/[][\\.^$?+(){}|]/, "\\\\&", glob)
	gsub(/\*/, ".*", glob)
	return "^" glob "$"
}

# Does text fit form? What its * stands for is left in "captured", after a mark that there was one.
function fits(form, text,    at, head, tail)
{
	captured = ""
	at = match(form, /[*~]/)
	if (!at)
		return form == text
	head = substr(form, 1, at - 1)
	tail = substr(form, at + 1)
	if (length(text) < length(head) + length(tail) || substr(text, 1, length(head)) != head ||
		substr(text, length(text) - length(tail) + 1) != tail)
		return 0
	if (substr(form, at, 1) == "*")
		captured = "*" substr(text, at, length(text) - length(head) - length(tail))
	return 1
}

function read_allowed(    at, n, i, list)
{
	at = FILENAME ":" FNR
	sub(/.*\//, "", at)
	if (NF != 6 || $5 !~ /^[1-9][0-9]*$/) {
		complain(at ": not worlds, key, stock, ours, count, id")
		return
	}
	if (!($6 in compat))
		complain(at ": docs/COMPAT.md has no row " $6)
	if (without && FILENAME ~ /allowed\.tsv$/ && index($6, without) == 1)
		return
	rows++
	row_worlds[rows] = $1 == "*" ? all : $1
	row_key[rows] = pattern_of($2)
	row_stock[rows] = $3
	row_ours[rows] = $4
	row_count[rows] = $5
	row_name[rows] = at ": " $2
	row_family[rows] = family_of($2)
	n = split(row_worlds[rows], list, ",")
	for (i = 1; i <= n; i++)
		row_in[rows, list[i]] = 1
}

function read_line(    at, key)
{
	at = index($0, ": ")
	key = at ? substr($0, 1, at - 1) : $0
	if ((world, side, key) in text)
		complain(world " " side ": two lines " key)
	text[world, side, key] = substr($0, at + 2)
	if (!((world, key) in seen)) {
		seen[world, key] = 1
		keys[world, ++key_count[world]] = key
		if (!(family_of(key) in family_known)) {
			family_known[family_of(key)] = 1
			families[++family_count] = family_of(key)
		}
	}
	if (!(world in world_known)) {
		world_known[world] = 1
		worlds[++world_count] = world
	}
}

function get(w, s, key)
{
	return ((w, s, key) in text) ? text[w, s, key] : "(no line)"
}

function row_fits(r, key, stock, ours,    same)
{
	if (key !~ row_key[r] || !fits(row_stock[r], stock))
		return 0
	same = captured
	return fits(row_ours[r], ours) && (same == "" || captured == "" || same == captured)
}

function is_allowed(w, key, stock, ours,    r)
{
	for (r = 1; r <= rows; r++)
		if ((r, w) in row_in && row_fits(r, key, stock, ours)) {
			used[w, r]++
			return 1
		}
	return 0
}

function suggest_row(w, key, stock, ours,    id)
{
	id = key "\t" stock "\t" ours
	if (!(id in suggested_worlds))
		suggestions[++suggestion_count] = id
	suggested_worlds[id] = suggested_worlds[id] (suggested_worlds[id] ? "," : "") w
}

# Sorts every key of a world into its family's counts; differences are kept as text.
function compare_world(w,    i, key, f, stock, ours)
{
	for (i = 1; i <= key_count[w]; i++) {
		key = keys[w, i]
		f = family_of(key)
		stock = get(w, "stock", key)
		ours = get(w, "ours", key)
		lines[w, f]++
		if (stock == ours && stock != "missing")
			continue
		if (is_allowed(w, key, stock, ours)) {
			excused[w, f]++
			continue
		}
		differ[w, f]++
		diff[w, f] = diff[w, f] "    " key "\n      - " stock "\n      + " ours "\n"
		suggest_row(w, key, stock, ours)
	}
}

function report(w, f)
{
	if (differ[w, f]) {
		failed++
		printf "FAIL %s %s: %d lines, %d differ, %d allowed\n%s", w, f, lines[w, f], differ[w, f],
			excused[w, f], diff[w, f]
	} else {
		passed++
		printf "ok   %s %s: %d lines, %d allowed\n", w, f, lines[w, f], excused[w, f]
	}
}

function count_is_right(r, n)
{
	return n == row_count[r] || at_most && n < row_count[r]
}

# Rows about families or worlds that did not run are left alone; a key that begins with * is about all families.
function check_rows(    r, n, i, list)
{
	for (r = 1; r <= rows; r++) {
		if (row_family[r] ~ /\*/ ? partial : !(row_family[r] in family_known))
			continue
		n = split(row_worlds[r], list, ",")
		for (i = 1; i <= n; i++)
			if (list[i] in world_known && !count_is_right(r, used[list[i], r] + 0))
				complain(row_name[r] " excuses " used[list[i], r] + 0 " lines in " list[i] \
					", not " row_count[r])
	}
}

BEGIN {
	FS = "\t"
	all = all ? all : "not-mounted,permissive,enforcing"
}

side == "compat" {
	if (split($0, cell, /[ \t]*\|[ \t]*/) > 2 && cell[2] ~ /^[A-Z][A-Z0-9-]*[0-9]$/)
		compat[cell[2]] = 1
	next
}

side == "allowed" {
	if ($0 !~ /^(#|$)/)
		read_allowed()
	next
}

{
	read_line()
}

END {
	for (i = 1; i <= world_count; i++)
		compare_world(worlds[i])
	if (suggest) {
		for (i = 1; i <= suggestion_count; i++) {
			w = suggested_worlds[suggestions[i]]
			print (w == all ? "*" : w) "\t" suggestions[i] "\t1\t" suggest
		}
		exit 0
	}
	for (i = 1; i <= world_count; i++)
		for (j = 1; j <= family_count; j++)
			if ((worlds[i], families[j]) in lines)
				report(worlds[i], families[j])
	check_rows()
	if (!world_count)
		complain("nothing was compared")
	if (wrong)
		failed++
	else
		passed++
	printf "%d passed, %d failed\n", passed, failed
	exit (failed > 0)
}
