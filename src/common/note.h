/* SPDX-License-Identifier: MIT */
/*
 * Notes that describe the object to others, as systemd.io specifies them (ELF Package Metadata,
 * ELF Dlopen Metadata).
 */
#ifndef COMMON_NOTE_H
#define COMMON_NOTE_H

#include <stdint.h>

/* ELF_NOTE(name of the variable, section, type, JSON) */
#define ELF_NOTE(name, where, kind, json)                                                          \
	__attribute__((section(where), used, aligned(4))) static const struct {                    \
		uint32_t owner_size, text_size, type;                                              \
		char owner[4];                                                                     \
		_Alignas(4) char text[sizeof(json)];                                               \
	} name = {4, sizeof(json), kind, "FDO", json}

#endif
