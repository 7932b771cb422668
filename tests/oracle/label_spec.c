/*
 * Hand-made file contexts that are hard to get right: order, escapes, look-around,
 * repeats, kinds of files, substitutions, odd keys, and options.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "blackbox.h"

/* the context of a type, in a text */
#define T(type) "system_u:object_r:" type "_t:s0"

/* Each type is named after its line, so that a wrong winner shows by name. */
static const struct spec {
	const char *regex;
	const char *kind;
	const char *type; /* NULL for a path without a context */
} specs[] = {
	{"/.*", "", "all"},
	{"/", "-d", "top"},
	{"/exact", "", "exact"},
	{"/exact", "--", "exact_file"},
	{"/exact", "-d", "exact_dir"},
	{"/kinds", "--", "k_file"},
	{"/kinds", "-d", "k_dir"},
	{"/kinds", "-l", "k_link"},
	{"/kinds", "-s", "k_sock"},
	{"/kinds", "-p", "k_fifo"},
	{"/kinds", "-b", "k_blk"},
	{"/kinds", "-c", "k_chr"},
	{"/only(/.*)?", "-d", "only_dir"},
	{"/order/.*", "", "order_1"},
	{"/order/a.*", "", "order_2"},
	{"/order/.*b", "", "order_3"},
	{"/order/exact", "", "order_exact"},
	{"/order/ex.*", "", "order_4"},
	{"/same/.*", "", "same_1"},
	{"/same/.*", "", "same_2"},
	{"/opt(/.*)?", "", "opt"},
	{"/opt/none(/.*)?", "", NULL},
	{"/opt/none/but", "", "but"},
	{"/dot\\.conf", "", "dot"},
	{"/esc\\+a\\(b\\)", "", "esc"},
	{"/esc\\\\c", "", "backslash"},
	{"/esc\\[d\\]\\{e\\}\\^\\$\\|\\?\\*", "", "esc_all"},
	{"/esc-dash\\-x", "", "esc_dash"},
	{"/class\\d\\w\\s", "", "class_esc"},
	{"/look/(?!lxc)[^/]+", "", "not_lxc"},
	{"/look/lxc(?=/x)/x", "", "ahead"},
	{"/look/.*(?<!\\.old)\\.new", "", "behind"},
	{"/alt/(a|b|cd)/x", "", "alt"},
	{"/alt/(|e)z", "", "alt_empty"},
	{"/alt/(f|)", "", "alt_end"},
	{"/count/a{3}", "", "count_3"},
	{"/count/b{2,}", "", "count_2"},
	{"/count/c{1,3}d", "", "count_1_3"},
	{"/count/(ef){2}", "", "count_ef"},
	{"/lazy/a+?b", "", "lazy"},
	{"/lazy/(x+x+)+y", "", "backtrack"},
	{"/set/[abc]", "", "set"},
	{"/set/[^abc]x", "", "set_not"},
	{"/set/[a-f0-9]{4}", "", "set_hex"},
	{"/set/[]]", "", "set_bracket"},
	{"/set/[[:digit:]]+n", "", "set_posix"},
	{"/ref/(.)\\1", "", "ref"},
	{"/case/(?i)upper", "", "case"},
	{"/home/[^/]+", "-d", "home_dir"},
	{"/home/[^/]+/.+", "", "home_file"},
	{"/home/[^/]+/\\.ssh(/.*)?", "", "ssh"},
	{"/newline/a.b", "", "newline"},
	{"/newline/[^/]*$", "", "dollar"},
	{".*/tail", "", "tail"},
	{".*\\.so", "--", "so"},
	{"(/mid)?/dle", "", "middle"},
	{"/usr/(.*/)?bin(/.*)?", "", "bin"},
	{"/usr/(.*/)?lib(64)?(/.*)?", "", "lib"},
	{"/usr/lib(64)?/[^/]*/x", "", "lib_x"},
	{"/anchor/^x", "", "anchor"},
	{"/quote/\\Qa.b\\E", "", "quote"},
	{"/hex/\\x41", "", "hex"},
	{"/any/.", "", "any"},
	{"/plus/x+", "", "plus"},
	{"/trailing/", "", "trailing_slash"},
	{"/double//slash", "", "double_slash"},
	{"/long/(.*)?end", "", "long_end"},
	{"/stem-only\\.d/x", "", "stem"},
	{"/comment\\#x", "", "comment"},
	{"/percent%s", "", "percent"},
	{"/poss/a++b", "", "possessive"},
	{"/atomic/(?>a*)b", "", "atomic"},
	{"/named/(?<n>x)\\k<n>", "", "named"},
	{"/cond/(a)?(?(1)b|c)", "", "cond"},
	{"/recur/(a(?1)?b)", "", "recursion"},
	{"/unicode/\\p{Lu}", "", "unicode"},
};

static char *spec_text(void)
{
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);

	if (!out)
		abort();
	for (size_t i = 0; i < COUNT(specs); i++) {
		fprintf(out, "%s\t%s\t", specs[i].regex, specs[i].kind);
		if (specs[i].type)
			fprintf(out, "system_u:object_r:%s_t:s0\n", specs[i].type);
		else
			fputs("<<none>>\n", out);
	}
	fclose(out);
	return text;
}

static const char *const keys[] = {"/", "//", "", ".", "relative", "/exact", "/exact/", "//exact",
	"/exact//", "/exact/x", "/exactx", "/kinds", "/only", "/only/x", "/order/a", "/order/b",
	"/order/ab", "/order/exact", "/order/exactb", "/order/zzz", "/same/x", "/opt", "/opt/",
	"/opt/x", "/opt/none", "/opt/none/x", "/opt/none/but", "/optx", "/dot.conf", "/dotxconf",
	"/esc+a(b)", "/esc\\c", "/esc[d]{e}^$|?*", "/esc-dash-x", "/class5a ", "/class5a\t",
	"/classxa ", "/look/lxc", "/look/lxd", "/look/lxcx", "/look/lxc/x", "/look/a/b",
	"/look/a.new", "/look/a.old.new", "/alt/a/x", "/alt/b/x", "/alt/cd/x", "/alt/c/x", "/alt/z",
	"/alt/ez", "/alt/", "/alt/f", "/alt//z", "/count/aaa", "/count/aa", "/count/aaaa",
	"/count/b", "/count/bb", "/count/bbbbbb", "/count/cd", "/count/cccd", "/count/ccccd",
	"/count/efef", "/count/ef", "/lazy/aaab", "/lazy/b", "/lazy/xxxxxxxxxxxxy",
	"/lazy/xxxxxxxxxxxxxxxxxxx", "/set/a", "/set/d", "/set/dx", "/set/ax", "/set/beef",
	"/set/bee", "/set/]", "/set/123n", "/ref/aa", "/ref/ab", "/case/UPPER", "/case/upper",
	"/CASE/upper", "/home/u", "/home/u/", "/home/u/f", "/home/u/.ssh", "/home/u/.ssh/id",
	"/home", "/newline/a\nb", "/newline/axb", "/newline/x\n", "/newline/x\ny", "/x\n", "/\n",
	"/a/b/tail", "/tail", "tail", "/x.so", "/x.so.1", "/dle", "/mid/dle", "/mid/mid/dle",
	"/usr/bin", "/usr/bin/x", "/usr/local/bin/x", "/usr/lib", "/usr/lib64/a/b",
	"/usr/lib64/a/x", "/usr/libx", "/usr/share/lib/bin", "/anchor/x", "/anchor/^x",
	"/quote/a.b", "/quote/axb", "/hex/A", "/any/x", "/any/\303\244", "/any/\377", "/any/",
	"/plus/x", "/plus/xxx", "/plus/", "/trailing", "/trailing/", "/double/slash",
	"/double//slash", "/long/end", "/long/x/y/end", "/stem-only.d/x", "/stem-onlyxd/x",
	"/comment#x", "/percent%s", "/poss/aaab", "/atomic/aab", "/named/xx", "/cond/ab", "/cond/c",
	"/cond/ac", "/recur/aabb", "/recur/aab", "/unicode/A", "/unicode/a", "/caf\303\251",
	"/\001", "/ ", "/a b", "/./exact", "/../exact", "/exact/.", "/exact/.."};

static const struct kind {
	const char *name;
	int mode;
} kinds[] = {
	{"any", 0},
	{"file", S_IFREG},
	{"dir", S_IFDIR},
	{"link", S_IFLNK},
	{"sock", S_IFSOCK},
	{"fifo", S_IFIFO},
	{"blk", S_IFBLK},
	{"chr", S_IFCHR},
	{"file-perm", S_IFREG | 04755},
	{"odd", 0xf000},
	{"minus", -1},
};

static struct selabel_handle *open_with(
	const char *state, struct selinux_opt *opts, unsigned int count)
{
	struct selabel_handle *handle;

	if (!CALL(selabel_open, "%s", state))
		return NULL;
	handle = selabel_open(SELABEL_CTX_FILE, opts, count);
	end_pointer(handle);
	return handle;
}

static void look(struct selabel_handle *handle, const char *state, const char *key, int mode)
{
	char *con = untouched;

	if (CALL(selabel_lookup_raw, "%s", state))
		end_con(selabel_lookup_raw(handle, &con, key, mode), &con);
}

static void all_keys(struct selabel_handle *handle)
{
	char state[64], *long_end;
	char *con = untouched;

	for (size_t i = 0; i < COUNT(keys); i++) {
		for (size_t j = 0; j < 3; j++) {
			snprintf(state, sizeof(state), "key-%zu-%s", i, kinds[j].name);
			look(handle, state, keys[i], kinds[j].mode);
		}
		if (CALL(selabel_partial_match, "key-%zu", i))
			end_int(selabel_partial_match(handle, keys[i]));
		if (CALL(selabel_lookup_best_match, "key-%zu", i))
			end_con(selabel_lookup_best_match(handle, &con, keys[i], NULL, S_IFREG),
				&con);
	}
	for (size_t i = 0; i < COUNT(kinds); i++) {
		snprintf(state, sizeof(state), "kinds-%s", kinds[i].name);
		look(handle, state, "/kinds", kinds[i].mode);
		snprintf(state, sizeof(state), "exact-%s", kinds[i].name);
		look(handle, state, "/exact", kinds[i].mode);
		snprintf(state, sizeof(state), "only-%s", kinds[i].name);
		look(handle, state, "/only", kinds[i].mode);
	}
	look(handle, "long-key-4000", repeat("/long", 800), S_IFREG);
	look(handle, "long-key-5000", repeat("/long", 1000), S_IFREG);
	if (asprintf(&long_end, "%send", repeat("/long/", 700)) < 0)
		abort();
	look(handle, "long-key-end", long_end, S_IFREG);
	free(long_end);
}

/* Aliases: any of several names may decide. */
static void best_matches(struct selabel_handle *handle)
{
	const char *aliases_1[] = {"/exact", NULL};
	const char *aliases_2[] = {"/order/a", "/usr/bin/x", "/exact", NULL};
	const char *aliases_3[] = {"/home/u/.ssh/id", "/opt/none/x", NULL};
	const char *aliases_4[] = {NULL};
	const char **const rows[] = {aliases_1, aliases_2, aliases_3, aliases_4, NULL};
	char *con = untouched;

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (CALL(selabel_lookup_best_match, "alias-%zu", i))
			end_con(selabel_lookup_best_match(handle, &con, "/zzz", rows[i], S_IFREG),
				&con);
		if (CALL(selabel_lookup_best_match_raw, "alias-%zu", i))
			end_con(selabel_lookup_best_match_raw(
					handle, &con, "/order/zzz", rows[i], S_IFREG),
				&con);
	}
}

static const char sub_specs[] = "/usr/lib/.*\t" T("lib") "\n/usr/lib\t" T(
	"lib_top") "\n"
		   "/srv/.*\t" T("srv") "\n/x\t" T("x") "\n/\t" T(
			   "top") "\n"
				  "/target/.*\t" T("target") "\n/target\t" T("target_top") "\n";
static const char subs_dist[] =
	"# comment\n/lib64 /usr/lib\n/lib /usr/lib\n/chain1 /chain2\n"
	"/chain2 /srv\n/dup /srv\n/dup /target\n/slash/ /srv/\n/down /\n"
	"  /indent   /srv   \n/three /srv extra\n/one\n/same /same\n"
	"relative /srv\n/prefix/deep /srv\n/prefix /target\n/longer /target\n"
	"/longer/sub /srv\n/ /never\n/missing \n/torel srv\n";
static const char subs_local[] = "/mine /lib64\n/lib32 /usr/lib\n/dup /target\n";

static void substitutions(void)
{
	static const char *const asked[] = {"/lib64", "/lib64/x", "/lib64x", "/lib", "/lib/x",
		"/chain1/x", "/chain2/x", "/dup/x", "/slash/x", "/slash", "/down/x", "/down",
		"/indent/x", "/three/x", "/one/x", "/same/x", "relative/x", "/prefix/deep/x",
		"/prefix/x", "/longer/x", "/longer/sub/x", "/mine/x", "/lib32/x", "/usr/lib/x",
		"//lib64//x", "/lib64/", "/missing/x", "/torel/x", "/x", "/", "/usr/lib"};
	struct selinux_opt path = {SELABEL_OPT_PATH, put_text("subbed", sub_specs)};
	struct selabel_handle *handle;
	char state[64];

	put_text("subbed.subs_dist", subs_dist);
	put_text("subbed.subs", subs_local);
	handle = open_with("subbed", &path, 1);
	if (!handle)
		return;
	for (size_t i = 0; i < COUNT(asked); i++) {
		snprintf(state, sizeof(state), "sub-%zu", i);
		look(handle, state, asked[i], S_IFREG);
		if (CALL(selabel_partial_match, "%s", state))
			end_int(selabel_partial_match(handle, asked[i]));
	}
}

static void digest(struct selabel_handle *handle, const char *state)
{
	static char text[4096];
	unsigned char *bytes = NULL;
	char **files = NULL;
	size_t size = 0, count = 0, len;
	int ret;

	if (!CALL(selabel_digest, "%s", state))
		return;
	ret = selabel_digest(handle, &bytes, &size, &files, &count);
	if (ret < 0) {
		end_int(ret);
		return;
	}
	len = (size_t)snprintf(text, sizeof(text), "%zu bytes ", size);
	for (size_t i = 0; i < size; i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len, "%02x", bytes[i]);
	for (size_t i = 0; i < count && len < sizeof(text); i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len, " %s", files[i]);
	end_text(ret, text);
}

static void partial_hashes(struct selabel_handle *handle)
{
	static const char *const some[] = {
		"/", "/usr", "/usr/lib", "/home/u", "/opt", "/kinds", "/zzz", ""};
	uint8_t sum[20];
	char text[64];

	for (size_t i = 0; i < COUNT(some); i++) {
		bool ret;

		memset(sum, 0, sizeof(sum));
		if (!CALL(selabel_hash_all_partial_matches, "%zu", i))
			continue;
		ret = selabel_hash_all_partial_matches(handle, some[i], sum);
		for (size_t j = 0; j < sizeof(sum); j++)
			snprintf(text + 2 * j, 3, "%02x", sum[j]);
		end_text(ret, text);
	}
}

static void options(void)
{
	struct selinux_opt rows[][3] = {
		{{SELABEL_OPT_PATH, put_text("base", spec_text())},
			{SELABEL_OPT_BASEONLY, (char *)1}},
		{{SELABEL_OPT_PATH, work_path("base")}, {SELABEL_OPT_SUBSET, "/usr"}},
		{{SELABEL_OPT_PATH, work_path("base")}, {SELABEL_OPT_SUBSET, "/home/"}},
		{{SELABEL_OPT_PATH, work_path("base")}, {SELABEL_OPT_SUBSET, "nonsense"}},
		{{SELABEL_OPT_PATH, work_path("base")}, {SELABEL_OPT_DIGEST, (char *)1}},
	};
	static const char *const asked[] = {
		"/usr/bin/x", "/home/u/.ssh", "/exact", "/zzz", "/a/tail"};
	char state[64];

	put_text("base.local", "/exact " T("local") "\n/usr/bin/x " T("local_usr") "\n");
	put_text("base.homedirs", "/home/u/.* " T("homedirs") "\n");
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct selabel_handle *handle;

		snprintf(state, sizeof(state), "option-%zu", i);
		handle = open_with(state, rows[i], 2);
		if (!handle)
			continue;
		for (size_t j = 0; j < COUNT(asked); j++) {
			snprintf(state, sizeof(state), "option-%zu-%zu", i, j);
			look(handle, state, asked[j], S_IFREG);
		}
		snprintf(state, sizeof(state), "option-%zu", i);
		digest(handle, state);
		if (selabel_close)
			selabel_close(handle);
	}
}

static void comparisons(void)
{
	static const struct sample files[] = {
		{"empty", ""},
		{"one", "/a " T("a") "\n"},
		{"two", "/a " T("a") "\n/b.* " T("b") "\n"},
		{"two-reversed", "/b.* " T("b") "\n/a " T("a") "\n"},
		{"other-context", "/a " T("z") "\n/b.* " T("b") "\n"},
		{"other-kind", "/a -- " T("a") "\n/b.* " T("b") "\n"},
		{"three", "/a " T("a") "\n/b.* " T("b") "\n/c " T("c") "\n"},
	};
	struct selabel_handle *handles[COUNT(files)];
	static const char *const answers[] = {"subset", "equal", "superset", "incomparable"};

	for (size_t i = 0; i < COUNT(files); i++) {
		struct selinux_opt path = {
			SELABEL_OPT_PATH, put_text(files[i].name, files[i].text)};

		handles[i] = open_with(files[i].name, &path, 1);
	}
	for (size_t i = 0; i < COUNT(files); i++)
		for (size_t j = 0; j < COUNT(files); j++)
			if (handles[i] && handles[j] &&
				CALL(selabel_cmp, "%s/%s", files[i].name, files[j].name)) {
				int ret = (int)selabel_cmp(handles[i], handles[j]);

				end_text(0, ret >= 0 && ret < 4 ? answers[ret] : "?");
			}
}

static void nulls(struct selabel_handle *handle)
{
	char *con = untouched;
	uint8_t sum[20];

	if (FORKED(selabel_lookup, "null-key"))
		end_con(selabel_lookup(handle, &con, NULL, 0), &con);
	if (FORKED(selabel_lookup, "null-out"))
		end_int(selabel_lookup(handle, NULL, "/exact", 0));
	if (FORKED(selabel_partial_match, "null"))
		end_int(selabel_partial_match(handle, NULL));
	if (FORKED(selabel_lookup_best_match, "null"))
		end_con(selabel_lookup_best_match(handle, &con, NULL, NULL, 0), &con);
	if (FORKED(selabel_digest, "null"))
		end_int(selabel_digest(handle, NULL, NULL, NULL, NULL));
	if (FORKED(selabel_hash_all_partial_matches, "null"))
		end_int(selabel_hash_all_partial_matches(handle, NULL, sum));
}

void family_label_spec(void)
{
	char *text = spec_text();
	struct selinux_opt path = {SELABEL_OPT_PATH, put_text("specs", text)};
	struct selabel_handle *handle = open_with("specs", &path, 1);

	if (handle) {
		all_keys(handle);
		best_matches(handle);
		partial_hashes(handle);
		if (CALL(selabel_stats, "specs")) {
			selabel_stats(handle);
			end_void();
		}
		nulls(handle);
	}
	free(text);
	substitutions();
	options();
	comparisons();
}
