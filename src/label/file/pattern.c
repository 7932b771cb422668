/* SPDX-License-Identifier: MIT */
/*
 * Analyses a pattern without PCRE2: whether it is a literal path, which components it begins with,
 * and which bytes every match begins with. These are never more than is certain.
 */
#include "label/file/pattern.h"
#include "label/regex.h"

enum {
	META = 1,
	ESCAPABLE = 2,
	OPTIONAL = 4,
	END = 8,
	SLASH = 16
};

/* COMPAT: a backslash before any character that is not escapable makes a pattern a regular
 * expression; so do the closing brackets, which PCRE2 takes literally (tests/label
 * escapes_of_literals; tests/label closing_brackets_make_an_expression). */
static const uint8_t classes[256] = {
	['\0'] = END,
	['\\'] = END,
	['/'] = SLASH,
	['-'] = ESCAPABLE,
	['_'] = ESCAPABLE,
	[','] = ESCAPABLE,
	['.'] = META | ESCAPABLE,
	['^'] = META | ESCAPABLE,
	['$'] = META | ESCAPABLE,
	['+'] = META | ESCAPABLE,
	['|'] = META | ESCAPABLE,
	['['] = META | ESCAPABLE,
	[']'] = META | ESCAPABLE,
	['('] = META | ESCAPABLE,
	[')'] = META | ESCAPABLE,
	['}'] = META | ESCAPABLE,
	['?'] = META | ESCAPABLE | OPTIONAL, /* may repeat what is before it zero times */
	['*'] = META | ESCAPABLE | OPTIONAL,
	['{'] = META | ESCAPABLE | OPTIONAL,
};

static uint8_t class_of(char c)
{
	return classes[(uint8_t)c];
}

static bool is_plain_escape(char c)
{
	return class_of(c) & ESCAPABLE;
}

/* The literal character at *cursor, unescaped; 0 where a regular expression begins. */
static inline char next_literal(const char **cursor)
{
	const char *s = *cursor;

	if (*s == '\\') {
		if (!is_plain_escape(s[1]))
			return 0;
		*cursor = s + 2;
		return s[1];
	}
	if (class_of(*s) & (META | END))
		return 0;
	*cursor = s + 1;
	return *s;
}

/* Skips a character class, which may begin with ']' and contain [:names:]. */
static const char *skip_class(const char *s)
{
	s++;
	if (*s == '^')
		s++;
	if (*s == ']')
		s++;
	for (; *s && *s != ']'; s++) {
		if (*s == '\\' && s[1])
			s++;
		else if (*s == '[' && s[1] && strchr(":.=", s[1])) {
			const char *end = strchr(s + 2, ']');

			if (end && end[-1] == s[1])
				s = end;
		}
	}
	return *s ? s + 1 : s;
}

/* Any group but (...) and (?: and similar: options, comments, verbs, callouts. */
static bool is_unusual_group(const char *s)
{
	return s[1] == '*' || (s[1] == '?' && (!s[2] || !strchr(":=!<|>", s[2])));
}

/* Whether '|' may be outside all parentheses, so that the beginning of the pattern is that of one
 * alternative only. With unusual syntax any '|' counts. */
static bool may_have_alternatives(const char *s)
{
	int depth = 0;

	if (!strchr(s, '|'))
		return false;
	while (*s) {
		if (*s == '\\') {
			if (s[1] == 'Q')
				return true;
			s += s[1] ? 2 : 1;
		} else if (*s == '[') {
			s = skip_class(s);
		} else if (*s == '(') {
			if (is_unusual_group(s))
				return true;
			depth++;
			s++;
		} else {
			if (*s == '|' && depth <= 0)
				return true;
			depth -= *s == ')';
			s++;
		}
	}
	return false;
}

/* Whether what is at s may make the literal character before it optional. Comments and empty
 * quotations may be between a character and its quantifier. */
static bool may_quantify(const char *s)
{
	if (*s == '\\')
		return !is_plain_escape(s[1]);
	return (class_of(*s) & OPTIONAL) || str_starts_with(s, "(?#");
}

/* Skips a group; NULL if it, or a group in it, is unusual. */
static const char *skip_group(const char *s)
{
	int depth = 0;

	do {
		if (*s == '\\') {
			if (s[1] == 'Q' || !s[1])
				return NULL;
			s += 2;
		} else if (*s == '[') {
			s = skip_class(s);
		} else {
			if (*s == '(' && is_unusual_group(s))
				return NULL;
			depth += (*s == '(') - (*s == ')');
			s++;
		}
	} while (*s && depth > 0);
	return depth ? NULL : s;
}

/* Finds the longest run of literal characters outside groups, which every match contains. With
 * unusual syntax none is found. */
static void find_required_run(const char *s, struct pattern *p)
{
	struct pattern found = *p;
	const char *run = s;

	while (s) {
		size_t len = (size_t)(s - run);

		if (!(class_of(*s) & (META | END))) {
			s++;
			continue;
		}
		if (*s == '|' || *s == ')')
			return;
		len -= len && may_quantify(s);
		if (len > found.required_len) {
			found.required = run;
			found.required_len = len;
		}
		if (!*s) {
			*p = found;
			return;
		}
		if (*s == '\\')
			s = is_plain_escape(s[1]) ? s + 2 : NULL;
		else if (*s == '(')
			s = skip_group(s);
		else if (*s == '[')
			s = skip_class(s);
		else if (*s == '{' && strchr(s, '}'))
			s = strchr(s, '}') + 1;
		else
			s++;
		run = s;
	}
}

/* The endings that are matched without PCRE2; most patterns of a policy have one. */
static bool read_tail(const char *s, enum tail *tail)
{
	static const struct {
		const char *text;
		enum tail tail;
	} tails[] = {{"", TAIL_END}, {".*", TAIL_ANY}, {"(/.*)?", TAIL_BELOW}, {".+", TAIL_SOME},
		{"(/.+)?", TAIL_INSIDE}};

	for (size_t i = 0; i < ARRAY_SIZE(tails); i++)
		if (*s == *tails[i].text && !strcmp(s, tails[i].text)) {
			*tail = tails[i].tail;
			return true;
		}
	return false;
}

static bool read_simple(const char *s, struct pattern *p)
{
	static const char any_directories[] = "(.*/)?";

	if (read_tail(s, &p->tail))
		return true;
	if (!str_starts_with(s, any_directories))
		return false;
	s += sizeof(any_directories) - 1;
	p->required = s;
	while (!(class_of(*s) & (META | END)))
		s++;
	p->required_len = (size_t)(s - p->required);
	p->floats = p->required_len && read_tail(s, &p->tail);
	if (!p->floats)
		p->required_len = 0;
	return p->floats;
}

/* Reads a gap and a slash after it, if they are at s. */
static const char *read_gap(const char *s, enum gap *gap)
{
	if (str_starts_with(s, "[^/]*/"))
		*gap = GAP_ANY;
	else if (str_starts_with(s, "[^/]+/"))
		*gap = GAP_SOME;
	else
		return s;
	return s + sizeof("[^/]*") - 1;
}

/* Writes the literal characters at *s to `out`; returns how many. */
static size_t read_literals(const char **s, char *out)
{
	size_t len = 0;
	char c;

	while ((c = next_literal(s)))
		out[len++] = c;
	return len;
}

static void read_literal_parts(const char *pattern, char *prefix, struct pattern *p)
{
	const char *s = pattern;
	size_t *last = &p->prefix_len;

	p->prefix_len = read_literals(&s, prefix);
	s = read_gap(s, &p->gap);
	if (p->gap != GAP_NONE) {
		p->after_len = read_literals(&s, prefix + p->prefix_len);
		last = &p->after_len;
	}
	p->rest = s;
	if (strlen(pattern) < REGEX_LIMIT && read_simple(s, p))
		return;
	p->tail = TAIL_REGEX;
	if (may_have_alternatives(pattern)) {
		p->prefix_len = p->after_len = 0;
		p->gap = GAP_NONE;
		p->rest = "";
		return;
	}
	if (*last && may_quantify(s) && !--*last)
		p->gap = GAP_NONE;
	find_required_run(s, p);
}

void pattern_read(const char *pattern, char *prefix, struct pattern *p)
{
	*p = (struct pattern){.required = pattern};
	read_literal_parts(pattern, prefix, p);
	for (size_t i = 0; i < BIGRAMS && p->required_len > 1; i++)
		p->bigrams[i] = bigram_hash(p->required + i % (p->required_len - 1));
}

size_t pattern_unescaped_len(const char *s, const char *end)
{
	size_t len = (size_t)(end - s);

	for (; (s = memchr(s, '\\', (size_t)(end - s))); s += 2)
		len--;
	return len;
}

/* Reads the literal characters at s that an alternative begins with. */
static const char *read_beginning(const char *s, struct beginning *b)
{
	const char *before = s;
	char c;

	*b = (struct beginning){0};
	while ((c = next_literal(&s)) && !may_quantify(s)) {
		beginning_add(b, &c, 1);
		before = s;
	}
	return before;
}

/* Any '|' in the group counts as one of its own. */
size_t pattern_beginnings(const char *s, struct beginning beginnings[BEGINNINGS])
{
	size_t count = 0;
	int depth = 0;
	bool begins = *s == '(';

	if (!begins)
		return 0;
	do {
		if (*s == '(' && s[1] != '?' && s[1] != '*') {
			depth++;
			s++;
		} else if (begins) {
			if (count == BEGINNINGS)
				return 0;
			s = read_beginning(s, &beginnings[count]);
			if (!beginnings[count++].mask)
				return 0;
			begins = false;
		} else if (*s == '[') {
			s = skip_class(s);
		} else if (*s == '\\') {
			if (s[1] == 'Q' || !s[1])
				return 0;
			s += 2;
		} else if (!*s || *s == '(' || (*s == ')' && may_quantify(s + 1))) {
			return 0;
		} else {
			begins = *s == '|';
			depth -= *s == ')';
			s++;
		}
	} while (depth > 0);
	return count;
}

const char *pattern_skip_gap(enum gap gap, const char *rest)
{
	const char *slash = strchr(rest, '/');

	return gap == GAP_SOME && slash == rest ? NULL : slash;
}

/* "$" matches at the end and before a newline that ends the path. */
bool pattern_tail_matches(enum tail tail, const char *rest, bool partial)
{
	if (tail == TAIL_ANY || tail == TAIL_SOME)
		return tail == TAIL_ANY || *rest || partial;
	if (!*rest || (*rest == '\n' && !rest[1]))
		return true;
	return *rest == '/' &&
	       (tail == TAIL_BELOW || (tail == TAIL_INSIDE && (rest[1] || partial)));
}

bool pattern_stem(struct stem *stem)
{
	const char *s = stem->end + 1;
	size_t escapes = 0;

	while (*s == '/')
		s++;
	stem->name = s;
	for (;; s++) {
		if (class_of(*s) & (META | END | SLASH)) {
			if (*s != '\\' || !is_plain_escape(s[1]))
				break;
			s++;
			escapes++;
		}
	}
	stem->size = (size_t)(s - stem->name);
	stem->len = stem->size - escapes;
	stem->end = s;
	return *s == '/' && stem->size;
}

bool pattern_is(const struct stem *stem, const char *name, size_t len)
{
	const char *s = stem->name;

	if (stem->len != len)
		return false;
	if (stem->size == len)
		return !memcmp(s, name, len);
	while (len--)
		if (next_literal(&s) != *name++)
			return false;
	return true;
}

const char *pattern_literal_end(const char *pattern, const char *s)
{
	if (class_of(*pattern) & (META | END))
		s = pattern;
	while (next_literal(&s))
		;
	return s;
}

size_t pattern_unescape(const char *s, const char *end, char *out)
{
	size_t len = 0;

	while (s < end)
		out[len++] = next_literal(&s);
	return len;
}
