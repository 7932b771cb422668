# The prototypes of headers and pages in one form, "TYPE NAME(TYPE NAME, ...)", each with the errnos that go with it:
#	header NAME PROTOTYPE ERRNO...	those of the comment above it      section NAME ERRNO...	those of its section's
#	page NAME PROTOTYPE	in SYNOPSIS      named NAME PAGE	in NAME      error PAGE ERRNO	in ERRORS
# with tabs between. Usage: awk -f prototypes.awk HEADER... PAGE...

function errnos(text,    word, n, i, found) {
	n = split(text, word, /[^A-Z0-9]+/)
	for (i = 1; i <= n; i++)
		if (word[i] ~ /^E[A-Z0-9]+$/ && word[i] != "ELF" && word[i] != "EL6")
			found = found "\t" word[i]
	return found
}

# form TEXT: one space between words, none before an argument's name that is a pointer.
function form(text) {
	gsub(/[ \t\n]+/, " ", text)
	gsub(/"/, "", text)
	gsub(/\* /, "*", text)
	gsub(/\( /, "(", text)
	gsub(/ ?\(\*/, " (*", text)
	gsub(/^ | $/, "", text)
	return text
}

FNR == 1 {
	is_page = FILENAME ~ /\.[0-9]$/
	page = FILENAME
	sub(/.*\//, "", page)
	comment = section = declaration = inside = part = type = ""
}

# --- headers ---
!is_page && !inside && /^\/\*/ {
	inside = 1
	text = ""
	begins_section = $0 == "/*"
}
!is_page && inside {
	text = text "\n" $0
	if (!/\*\//)
		next
	inside = 0
	if (!sub(/.*\*\/[ \t]*/, "") || /^$/) {
		if (begins_section) {
			section = errnos(text)
			comment = ""
		} else {
			comment = errnos(text)
		}
		next
	}
}
!is_page && /^$/ {
	comment = "" # what follows has a comment of its own, or none
}
!is_page {
	sub(/[ \t]*\/\*.*\*\//, "")
	if (/^extern "C"/ || !declaration && !/^extern /)
		next
	declaration = declaration " " $0
	if (!/;[ \t]*$/)
		next
	gsub(/__attribute__ *\(\(([^()]|\([^()]*\))*\)\)/, "", declaration)
	sub(/;[ \t]*$/, "", declaration)
	declaration = form(declaration)
	sub(/^extern /, "", declaration)
	name = declaration
	if (sub(/\(.*/, "", name)) {
		sub(/.*[ *]/, "", name)
		sub(/ \(/, "(", declaration)
		print "header\t" name "\t" form(declaration) comment
		print "section\t" name section
	}
	declaration = ""
	next
}

# --- pages ---
/^\.Sh / {
	part = $0
	next
}
part == ".Sh NAME" && /^\.Nm / {
	print "named\t" $2 "\t" page
}
part == ".Sh ERRORS" && /^\.It Bq Er / {
	for (i = 4; i <= NF; i++)
		if ($i ~ /^E[A-Z0-9]+$/)
			print "error\t" page "\t" $i
}
part != ".Sh SYNOPSIS" {
	next
}
/^\.Ft / {
	type = substr($0, 5)
}
/^\.Fn / {
	rest = substr($0, 5)
	name = rest
	sub(/ .*/, "", name)
	rest = substr(rest, length(name) + 2)
	arguments = ""
	while (rest != "") {
		if (rest ~ /^"/) {
			argument = substr(rest, 2)
			sub(/".*/, "", argument)
			rest = substr(rest, length(argument) + 3)
		} else {
			argument = rest
			sub(/ .*/, "", argument)
			rest = substr(rest, length(argument) + 1)
		}
		sub(/^ /, "", rest)
		arguments = arguments (arguments ? ", " : "") argument
	}
}
/^\.Fo / {
	name = $2
	arguments = ""
}
/^\.Fa / {
	argument = substr($0, 5)
	gsub(/"/, "", argument)
	arguments = arguments (arguments ? ", " : "") argument
}
/^\.(Fn|Fc)/ {
	print "page\t" name "\t" form(type " " name "(" arguments ")")
}
