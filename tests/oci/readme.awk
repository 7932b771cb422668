# The command blocks of README.md's section for a release's files: the lines of the block number N (-v wanted=N), without
# their indent.
/^### / { inside = $0 == "### With a release's files"; next }
!inside { next }
/^    / {
	if (!block)
		number++
	block = 1
	if (number == wanted)
		print substr($0, 5)
	next
}
{ block = 0 }
