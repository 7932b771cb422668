/* SPDX-License-Identifier: MIT */
#ifndef LABEL_FILE_COMPARE_H
#define LABEL_FILE_COMPARE_H

#include "label/file/store.h"

/* Reports specifications of the same path; -EINVAL if there are any. */
int store_refuse_duplicates(const struct file_store *s) MUST_CHECK;
int store_compare(
	struct file_store *s, struct file_store *t, enum selabel_cmp_result *result) MUST_CHECK;

#endif
