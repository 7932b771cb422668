# SPDX-License-Identifier: MIT
# Draws what the benchmarks found, this library beside Debian's 3.11, as bars: NAME<tab>RATIO<tab>AIM on each line.
# Usage: awk -v date=DATE -f picture.awk FILE... >docs/bench.svg
BEGIN {
	FS = "\t"
	LEFT = 330 # where the bars begin
	UNIT = 330 # width of 1
	STEP = 24
}

function text(x, y, class, words)
{
	gsub(/&/, "\\&amp;", words)
	gsub(/</, "\\&lt;", words)
	printf "<text x=\"%.0f\" y=\"%.0f\" class=\"%s\">%s</text>\n", x, y, class, words
}

function line(x, top, bottom, class)
{
	printf "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" class=\"%s\"/>\n", x, x, top, bottom, class
}

{
	name[++n] = $1
	ratio[n] = $2
	aim[n] = $3
}

END {
	bottom = 70 + n * STEP
	height = bottom + 40
	printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 %d\" width=\"760\" height=\"%d\" ", height, height
	print "font-family=\"DejaVu Sans, Verdana, sans-serif\" role=\"img\" aria-label=\"Benchmarks beside libselinux 3.11\">"
	print "<style>text{font-size:12px;fill:#222}.title{font-size:15px;font-weight:bold}.note{fill:#666}.name{text-anchor:end}" \
		".bar{fill:#2f6f9f}.over{fill:#b5532f}.one{stroke:#222}.aim{stroke:#e0a030;stroke-width:2}" \
		".paper{fill:#fff}.value{stroke:#fff;stroke-width:4;paint-order:stroke}</style>"
	printf "<rect width=\"760\" height=\"%d\" class=\"paper\"/>\n", height
	text(20, 26, "title", "What this library costs, where libselinux 3.11 costs 1")
	text(20, 46, "note", "Shorter is better; the short line is the aim. Measured side by side by make bench, " date ".")
	line(LEFT + UNIT, 58, bottom, "one")
	for (i = 1; i <= n; i++) {
		y = 64 + (i - 1) * STEP
		width = (ratio[i] < 1.2 ? ratio[i] : 1.2) * UNIT
		class = ratio[i] > 1 ? "over" : "bar"
		text(LEFT - 10, y + 14, "name", name[i])
		printf "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"16\" class=\"%s\"/>\n", LEFT, y, width, class
		if (aim[i] != 1)
			line(LEFT + aim[i] * UNIT, y - 2, y + 18, "aim")
		text(LEFT + width + 6, y + 13, "value", sprintf("%.2f", ratio[i]))
	}
	text(LEFT + UNIT - 12, bottom + 16, "note", "3.11")
	print "</svg>"
}
