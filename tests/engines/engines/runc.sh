# shellcheck shell=sh
# runc, with the bundle of crun.
# shellcheck source=tests/engines/engines/crun.sh
. /engines/engines/crun.sh

oci_runtime=runc
