# Every function that the headers declare is in the binding; some are called. The names are the arguments.
import strict
import sys

# Its name is that of a struct as well, and a binding has one of them.
lacking = [name for name in sys.argv[1:] if not hasattr(strict, name) and name != 'avc_cache_stats']
assert not lacking, lacking
assert len(sys.argv) > 240, len(sys.argv)

assert strict.is_selinux_enabled() in (0, 1)
assert strict.selinux_path() == '/etc/selinux/', strict.selinux_path()
assert strict.selinux_strict_version().count('.') == 2
assert strict.selinux_strict_reason()
assert strict.SECCLASS_CHR_FILE == 10 and strict.SELINUX_CB_POLICYLOAD == 4

context = strict.context_new('staff_u:staff_r:staff_t:s0-s15:c0.c1023')
assert strict.context_type_get(context) == 'staff_t'
assert strict.context_range_get(context) == 's0-s15:c0.c1023'
assert strict.context_role_set(context, 'sysadm_r') == 0
assert strict.context_str(context) == 'staff_u:sysadm_r:staff_t:s0-s15:c0.c1023'
strict.context_free(context)

specs = strict.selinux_opt()
specs.type, specs.value = strict.SELABEL_OPT_PATH, sys.argv[0].replace('use.py', 'file_contexts')
handle = strict.selabel_open(strict.SELABEL_CTX_FILE, specs, 1)
assert handle
assert strict.selabel_partial_match(handle, '/opt') and not strict.selabel_partial_match(handle, '/usr')
strict.selabel_close(handle)
print(len(sys.argv) - 1, 'functions')
