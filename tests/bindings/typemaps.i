// How arguments and results go through. A result that is handed out by a pointer is behind the function's own, in a list:
// [0, "user_u:role_r:type_t"]. If the function failed it is not looked at: None.
%{
// The list of results: result, and more behind it.
static PyObject *with(PyObject *result, PyObject *more)
{
	PyObject *list = PyList_Check(result) ? result : Py_BuildValue("[N]", result);

	PyList_Append(list, more);
	Py_DECREF(more);
	return list;
}

static PyObject *text(const char *s)
{
	return s ? PyUnicode_DecodeFSDefault(s) : Py_BuildValue("");
}

static PyObject *nothing(void)
{
	return Py_BuildValue("");
}

static PyObject *texts(char **list, Py_ssize_t count)
{
	PyObject *result = PyList_New(0);

	for (Py_ssize_t i = 0; count < 0 ? list && list[i] : i < count; i++) {
		PyObject *one = text(list[i]);

		PyList_Append(result, one);
		Py_DECREF(one);
	}
	return result;
}

static PyObject *hex(const unsigned char *bytes, size_t count)
{
	char digits[2 * 64 + 1] = "";

	if (!bytes)
		return nothing();
	for (size_t i = 0; i < count && i < 64; i++)
		snprintf(digits + 2 * i, 3, "%02x", bytes[i]);
	return text(digits);
}

// A copy of a list of strings, with a NULL at its end; NULL for None. Each from malloc(), as freeconary() wants them.
static char **strings(PyObject *list)
{
	Py_ssize_t count = list == Py_None ? 0 : PyList_Size(list);
	char **copy = list == Py_None ? NULL : calloc((size_t)count + 1, sizeof *copy);

	for (Py_ssize_t i = 0; i < count; i++)
		copy[i] = strdup(PyUnicode_AsUTF8(PyList_GetItem(list, i)));
	return copy;
}

static long item(PyObject *list, Py_ssize_t at, int in)
{
	return PyLong_AsLong(PyTuple_GetItem(PyList_GetItem(list, at), in));
}
%}

%typemap(out) void { $result = text("returned"); }

// Strings
%typemap(in, numinputs=0) char ** (char *out = NULL) { $1 = &out; }
%typemap(argout) char ** {
	$result = with($result, result < 0 ? nothing() : text(*$1));
	if (result >= 0)
		freecon(*$1);
}
%typemap(newfree) char * { free($1); }
%newobject context_to_str;
%newobject selinux_boolean_sub;
%typemap(in) char *OWNED { $1 = $input == Py_None ? NULL : strdup(PyUnicode_AsUTF8($input)); }
%typemap(in, numinputs=0) char *RESOLVED (char out[PATH_MAX]) { $1 = out; }
%typemap(argout) char *RESOLVED { $result = with($result, result < 0 ? nothing() : text($1)); }

// Lists of strings
%typemap(in) char **STRINGS, char *const STRINGS[], const char **STRINGS { $1 = strings($input); }
%typemap(argout) char **STRINGS, const char **STRINGS, char *const STRINGS[] {}
%typemap(in, numinputs=0) char *** (char **out = NULL) { $1 = &out; }
%typemap(argout) char *** {
	$result = with($result, result < 0 ? nothing() : texts(*$1, -1));
	if (result >= 0)
		freeconary(*$1);
}
%typemap(in, numinputs=0) (char ***names, int *len) (char **out = NULL, int count = 0) { $1 = &out; $2 = &count; }
%typemap(argout) (char ***names, int *len) {
	$result = with($result, result < 0 ? nothing() : texts(*$1, *$2));
	for (int i = 0; result >= 0 && i < *$2; i++)
		free((*$1)[i]);
	free(*$1);
}

// Numbers and structures
%typemap(in, numinputs=0) int *enforce (int out = -77) { $1 = &out; }
%typemap(argout) int *enforce { $result = with($result, PyLong_FromLong(*$1)); }
%typemap(in, numinputs=0) struct av_decision *avd (struct av_decision out) { memset(&out, 0, sizeof out); $1 = &out; }
%typemap(argout) struct av_decision *avd {
	$result = with($result, result < 0 && !$1->decided ? nothing() : Py_BuildValue("(IIIIII)", $1->allowed, $1->decided,
		$1->auditallow, $1->auditdeny, 0, $1->flags)); // seqno is the kernel's own counting
}
%typemap(in, numinputs=0) struct avc_cache_stats *STATS (struct avc_cache_stats out) { memset(&out, 0, sizeof out); $1 = &out; }
%typemap(argout) struct avc_cache_stats *STATS {
	$result = with($result, Py_BuildValue("(IIIIIIII)", $1->entry_lookups, $1->entry_hits, $1->entry_misses, $1->entry_discards,
		$1->cav_lookups, $1->cav_hits, $1->cav_probes ? 1 : 0, $1->cav_misses));
}
%typemap(in, numinputs=0) security_id_t *sid (security_id_t out = NULL), security_id_t *newsid (security_id_t out = NULL) {
	$1 = &out;
}
%typemap(argout) security_id_t *sid, security_id_t *newsid {
	$result = with($result, result < 0 ? nothing() : SWIG_NewPointerObj(*$1, $descriptor(struct security_id *), 0));
}
%typemap(in) (const void *data, size_t len) {
	$1 = PyBytes_AsString($input);
	$2 = (size_t)PyBytes_Size($input);
}
%typemap(in) (const struct selinux_opt *opts, unsigned nopts) (struct selinux_opt opts[8]) {
	$1 = opts;
	$2 = (unsigned)PyList_Size($input);
	for (unsigned i = 0; i < $2 && i < 8; i++) {
		PyObject *value = PyTuple_GetItem(PyList_GetItem($input, i), 1);

		opts[i].type = (int)item($input, i, 0);
		opts[i].value = value == Py_None ? NULL : PyUnicode_Check(value) ? PyUnicode_AsUTF8(value) : (char *)1;
	}
}
%typemap(in) (size_t boolcnt, SELboolean *boollist) (SELboolean booleans[8]) {
	$1 = (size_t)PyList_Size($input);
	$2 = booleans;
	for (size_t i = 0; i < $1 && i < 8; i++) {
		booleans[i].name = (char *)PyUnicode_AsUTF8(PyTuple_GetItem(PyList_GetItem($input, (Py_ssize_t)i), 0));
		booleans[i].value = (int)item($input, (Py_ssize_t)i, 1);
	}
}
// [["file", "read", "write"], ...]; left to the library, which may keep it
%typemap(in) const struct security_class_mapping *map {
	struct security_class_mapping *map = calloc((size_t)PyList_Size($input) + 1, sizeof *map);

	for (Py_ssize_t i = 0; i < PyList_Size($input); i++) {
		char **names = strings(PyList_GetItem($input, i));

		map[i].name = names[0];
		for (int p = 0; names[p + 1] && p < 31; p++)
			map[i].perms[p] = names[p + 1];
	}
	$1 = map;
}

// Digests
%typemap(in, numinputs=0) uint8_t *SHA1 (uint8_t out[20]) { memset(out, 0, sizeof out); $1 = out; }
%typemap(argout) uint8_t *SHA1 { $result = with($result, result ? hex($1, 20) : nothing()); }
%typemap(in, numinputs=0) (unsigned char **digest, size_t *digest_len, char ***specfiles, size_t *num_specfiles)
	(unsigned char *out, size_t size, char **files, size_t count) {
	$1 = &out; $2 = &size; $3 = &files; $4 = &count;
}
%typemap(argout) (unsigned char **digest, size_t *digest_len, char ***specfiles, size_t *num_specfiles) {
	$result = with(with($result, result < 0 ? nothing() : hex(*$1, *$2)),
		result < 0 ? nothing() : texts(*$3, (Py_ssize_t)*$4));
}
%typemap(in, numinputs=0) (uint8_t **calculated_digest, uint8_t **xattr_digest, size_t *digest_len)
	(uint8_t *calculated = NULL, uint8_t *found = NULL, size_t size = 0) {
	$1 = &calculated; $2 = &found; $3 = &size;
}
%typemap(argout) (uint8_t **calculated_digest, uint8_t **xattr_digest, size_t *digest_len) {
	$result = with(with($result, hex(*$1, *$3)), hex(*$2, *$3));
	free(*$1);
	free(*$2);
}
%typemap(in, numinputs=0) struct dir_xattr ***xattr_list (struct dir_xattr **out = NULL) { $1 = &out; }
%typemap(argout) struct dir_xattr ***xattr_list {
	$result = with($result, PyList_New(0));
	for (struct dir_xattr *one = result < 0 || !*$1 ? NULL : **$1; one; one = one->next) {
		PyObject *entry = Py_BuildValue("(ssi)", one->directory, one->digest, (int)one->result);

		PyList_Append(PyList_GetItem($result, PyList_Size($result) - 1), entry);
		Py_DECREF(entry);
	}
}

// Callbacks: True is that of samples.h, None is NULL.
%typemap(in) union selinux_callback { $1 = sample_callback($input == Py_None ? -1 : arg1); }
%typemap(out) union selinux_callback { $result = text(name_callback($1, arg1)); }
%typemap(in) int (*SAMPLE)(uint32_t event, security_id_t ssid, security_id_t tsid, security_class_t tclass,
	access_vector_t perms, access_vector_t *out_retained) { $1 = $input == Py_None ? NULL : print_event; }
%typemap(in) void (*SAMPLE)(const char *fmt, ...) { $1 = $input == Py_None ? NULL : print_message; }
%typemap(in) int (*SAMPLE)(const char *path, unsigned lineno, char *context) { $1 = $input == Py_None ? NULL : print_invalidcon; }
%typemap(in) int (*SAMPLE)(const char *path, unsigned lineno, char **context) { $1 = $input == Py_None ? NULL : print_canoncon; }
%typemap(in) const struct avc_memory_callback *SAMPLE { $1 = $input == Py_None ? NULL : &sample_memory; }
%typemap(in) const struct avc_log_callback *SAMPLE { $1 = $input == Py_None ? NULL : &sample_log; }
%typemap(in) const struct avc_thread_callback *SAMPLE { $1 = $input == Py_None ? NULL : &sample_thread; }
%typemap(in) const struct avc_lock_callback *SAMPLE { $1 = $input == Py_None ? NULL : &sample_lock; }
