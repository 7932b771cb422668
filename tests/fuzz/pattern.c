/* SPDX-License-Identifier: MIT */
/*
 * Regular expressions of paths, from a small alphabet, so that lines and paths meet.
 */
#define _GNU_SOURCE
#include <string.h>

#include "choice.h"

struct atom {
	const char *pattern, *sample;
};

static const struct atom literals[] = {{"a", "a"}, {"b", "b"}, {"x", "x"}, {"ab", "ab"},
	{"\\.", "."}, {"\\-", "-"}, {"-", "-"}, {"_", "_"}, {"\\_", "_"}, {",", ","}, {"\\,", ","},
	{"cd", "cd"}, {"lib64", "lib64"}, {"\\+", "+"}, {"~", "~"}, {"\\#", "#"}, {"\\a", "\a"},
	{"%", "%"}, {"\\@", "@"}, {"\\/", "/"}, {"\\!", "!"}, {"&", "&"}, {"'", "'"}};

static const struct atom odd[] = {{".", "a"}, {"[ab]", "b"}, {"[^/]", "x"}, {"[^a]", "b"},
	{"[[:alpha:]]", "c"}, {"[]a]", "]"}, {"[a-f-]", "-"}, {"[\\w.]", "."}, {"[/]", "/"},
	{"[^]a]", "x"}, {"[\\/x]", "x"}, {"[\\Qa]\\E]", "]"}, {"\\d", "1"}, {"\\w", "w"},
	{"\\s", " "}, {"\\S", "x"}, {"\\D", "x"}, {"\\W", "-"}, {"\\h", "\t"}, {"\\N", "a"},
	{"\\R", "\n"}, {"\\x41", "A"}, {"\\x{42}", "B"}, {"\\n", "\n"}, {"\\t", "\t"},
	{"\\e", "\033"}, {"\\012", "\n"}, {"\\o{101}", "A"}, {"\\xe9", "\xe9"},
	{"[\\xc3\\xa9]", "\xa9"}, {"[^\\xc3]", "\xa9"}, {"\\Qa.b\\E", "a.b"}, {"\\E", ""},
	{"\\b", ""}, {"\\B", ""}, {"\\A", ""}, {"\\z", ""}, {"\\Z", ""}, {"\\G", ""}, {"\\K", ""},
	{"^", ""}, {"$", ""}, {"()", ""}, {"(?i)", ""}, {"(?-i)", ""}, {"(?s)", ""}, {"(?x)", ""},
	{"(?#a)", ""}, {"(a|b)\\1", "bb"}, {"(x)\\g{-1}", "xx"}, {"(b)(?1)", "bb"}, {"(?=a)", ""},
	{"(?!a)", ""}, {"(?<=a)", ""}, {"(?<!a)", ""}, {"(?=.*x)", ""}, {"(*FAIL)", ""},
	{"(*ACCEPT)", ""}, {"(*COMMIT)", ""}, {"(*PRUNE)", ""}, {"(*SKIP)", ""},
	{"(a)?(?(1)a|b)", "aa"}, {"(?<n>a)\\k<n>", "aa"}, {"(?|(a)|(b))", "b"}, {"\\cA", "\001"},
	{"\\C", "a"}, {"\\p{L}", "a"}, {"[a\\]b]", "]"}, {"[\\\\]", "\\"}, {"\\\\", "\\"},
	{"\\*", "*"}, {"\\[x\\]", "[x]"}, {"a]", "a]"}, {"a}", "a}"}, {"{", "{"},
	{"a{,2}", "a{,2}"}};

static const struct atom broken[] = {{"(", "("}, {"[", "["}, {")", ")"}, {"[z-a]", "z"},
	{"a{3,1}", "a"}, {"(?<", "("}, {"\\", "\\"}, {"(?z)", ""}, {"[[:no:]]", "n"},
	{"\\x{zz}", ""}, {"(?<=a*)", ""}, {"\\9", ""}, {"*", "*"}, {"+", "+"}, {"\\Q", ""},
	{"\\q", "q"}, {"\\1", "a"}, {"\\ ", " "}, {"(?<n>a)(?<n>b)", "ab"}, {"(?(3)a|b)", "b"}};

static const struct atom ends[] = {{"", ""}, {"(/.*)?", "/a"}, {"(/.*)?", ""}, {".*", "ab"},
	{"/.*", "/x"}, {".+", "x"}, {"/[^/]*", "/ab"}, {"/[^/]+", "/b"}, {"(/[^/]*)*", "/a/b"},
	{"(.*/)?x", "a/x"}, {"\\.so(\\.[^/]*)*", ".so.1"}, {"/.*\\.x", "/b.x"}, {"/?", "/"},
	{"/", "/"}, {".*x.*", "axb"}, {"[^/]*b", "ab"}, {"(/.+)?/x", "/a/x"}};

static const struct atom quantifiers[] = {{"*", "2"}, {"+", "2"}, {"?", "0"}, {"{2}", "2"},
	{"{1,}", "1"}, {"{0,2}", "2"}, {"{0}", "0"}, {"{1}", "1"}, {"*?", "1"}, {"+?", "1"},
	{"??", "1"}, {"*+", "2"}, {"++", "1"}, {"?+", "1"}, {"{2,3}", "3"}, {"{0,}", "0"},
	{"{1,2}?", "2"}, {"{0,1}", "1"}};

#define ATOM(c, table) (&(table)[choose(c, sizeof(table) / sizeof((table)[0]))])

static bool has_room(const struct spelling *s)
{
	return s->pattern_len < sizeof(s->pattern) / 2 && s->sample_len < sizeof(s->sample) / 2;
}

static void append(char *to, size_t *len, size_t size, const char *text)
{
	size_t more = strlen(text);

	if (*len + more + 1 > size)
		return;
	memcpy(to + *len, text, more + 1);
	*len += more;
}

static void add(struct spelling *s, const char *pattern, const char *sample)
{
	append(s->pattern, &s->pattern_len, sizeof(s->pattern), pattern);
	append(s->sample, &s->sample_len, sizeof(s->sample), sample);
}

static void add_piece(struct choice *c, struct spelling *s, int depth);

static void add_pieces(struct choice *c, struct spelling *s, int depth, unsigned most)
{
	for (unsigned n = choose(c, most) + 1; n > 0 && has_room(s); n--)
		add_piece(c, s, depth);
}

static void add_group(struct choice *c, struct spelling *s, int depth)
{
	static const char *const heads[] = {
		"(", "(?:", "(", "(?>", "(?i:", "(?=", "(?!", "(?<=", "(?<!", "(?s:", "(?^:"};
	const char *head = WORD(c, heads); /* what looks back has one length */
	bool is_look = strchr("=!", head[strlen(head) - 1]) != NULL;
	unsigned alternatives = choose(c, 3) + 1, taken = choose(c, alternatives);

	add(s, head, "");
	for (unsigned i = 0; i < alternatives; i++) {
		struct spelling one = {.pattern_len = 0};

		if (i)
			add(s, "|", "");
		if (!strncmp(head, "(?<", 3))
			add(&one, ATOM(c, literals)->pattern, "");
		else if (!often(c, 10))
			add_pieces(c, &one, depth + 1, 3);
		add(s, one.pattern, i == taken && !is_look ? one.sample : "");
	}
	add(s, ")", "");
}

static void add_slash(struct choice *c, struct spelling *s)
{
	static const struct atom slashes[] = {{"/", "/"}, {"/", "/"}, {"/", "/"}, {"//", "//"},
		{"//", "/"}, {"/", "//"}, {"///", "/"}, {"\\/", "/"}, {"/+", "//"}, {"/.*/", "/a/"},
		{"(/|//)", "/"}, {"/[^/]+/", "/a/"}, {"/./", "/a/"}, {"/\\./", "/./"}};
	const struct atom *a = ATOM(c, slashes);

	add(s, a->pattern, a->sample);
}

static void add_one(struct choice *c, struct spelling *s, int depth)
{
	unsigned kind = choose(c, 16);
	const struct atom *a = kind < 9 ? ATOM(c, literals) : ATOM(c, odd);

	if (kind >= 14 && depth < 3)
		add_group(c, s, depth);
	else if (kind == 13)
		add_slash(c, s);
	else
		add(s, a->pattern, a->sample);
}

static void add_piece(struct choice *c, struct spelling *s, int depth)
{
	struct spelling one = {.pattern_len = 0};
	const struct atom *q;

	add_one(c, &one, depth);
	if (!one.sample_len || strchr("*+?}", one.pattern[one.pattern_len - 1]) || !often(c, 20)) {
		add(s, one.pattern, one.sample);
		return;
	}
	q = ATOM(c, quantifiers);
	add(s, one.pattern, "");
	add(s, q->pattern, "");
	for (int i = 0; i < *q->sample - '0'; i++)
		add(s, "", one.sample);
}

void spell(struct choice *c, struct spelling *s)
{
	static const struct atom beginnings[] = {{"/", "/"}, {"/a/", "/a/"}, {"/a/b", "/a/b"},
		{"/a", "/a"}, {"/", "/"}, {"/b", "/b"}, {"/a\\.b", "/a.b"}, {"/a-b/", "/a-b/"},
		{"/a\\-b/", "/a-b/"}, {"//a", "/a"}, {"(/a|/b)", "/b"}, {".*", "/a"}, {"", ""},
		{"/.*", "/a"}, {"/[^/]+", "/a"}, {"(/a)?", "/a"}, {"^/a", "/a"}};
	const struct atom *a = ATOM(c, beginnings);

	*s = (struct spelling){.pattern_len = 0};
	add(s, a->pattern, a->sample);
	for (unsigned n = choose(c, 4); n > 0 && has_room(s); n--) {
		add_pieces(c, s, 0, 3);
		if (n > 1)
			add_slash(c, s);
	}
	if (often(c, 40)) {
		a = ATOM(c, ends);
		add(s, a->pattern, a->sample);
	}
	if (often(c, 3)) {
		add(s, "|", "");
		add_pieces(c, s, 0, 2);
	}
	if (often(c, 1)) {
		a = ATOM(c, broken);
		add(s, a->pattern, a->sample);
	}
}

static void cut(char *path, size_t at, size_t count)
{
	size_t len = strlen(path);

	if (at + count <= len)
		memmove(path + at, path + at + count, len - at - count + 1);
}

static void insert(char *path, size_t size, size_t at, const char *text)
{
	size_t len = strlen(path), more = strlen(text);

	if (at > len || len + more + 1 > size)
		return;
	memmove(path + at + more, path + at, len - at + 1);
	memcpy(path + at, text, more);
}

/* One change; three of four times none. */
void spell_near(struct choice *c, const struct spelling *s, char *path, size_t size)
{
	static const char *const more[] = {"x", "/", "/x", "/a/b", "a", ".", "-", "//", "b", "\n",
		"\xe9", ".x", "/../a", "/.", ",", "_"};
	size_t len, at;

	snprintf(path, size, "%s", s->sample);
	len = strlen(path);
	at = len ? choose(c, 251) % len : 0;
	switch (choose(c, 12)) {
	case 1:
		insert(path, size, len, WORD(c, more));
		break;
	case 2:
		cut(path, len ? len - 1 : 0, 1);
		break;
	case 3:
		cut(path, at, 1);
		break;
	case 4:
		insert(path, size, at, WORD(c, more));
		break;
	case 5:
		insert(path, size, 0, WORD(c, more));
		break;
	case 6:
		path[at] = '\0';
		break;
	default:
		break;
	}
	if (!*path && !often(c, 20))
		snprintf(path, size, "/");
}
