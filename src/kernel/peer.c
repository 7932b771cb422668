/* SPDX-License-Identifier: MIT */
/*
 * The context of a socket's peer: socket option SO_PEERSEC (unix(7)).
 */
#include <string.h>
#include <sys/socket.h>

#include <selinux/selinux.h>

#include "context/context.h"
#include "kernel/filecon.h"

static int get_peer(int fd, char **con)
{
	int r;
	socklen_t size = 255;
	char *context = NULL, *more;

	if (!con)
		return -EINVAL;
	do {
		/* ERANGE has told how much it takes */
		more = realloc(context, (size_t)size + 1);
		if (!more) {
			r = -ENOMEM;
			break;
		}
		context = more;
		memset(context, 0, (size_t)size + 1);
		r = socket_get_option(fd, SO_PEERSEC, context, &size);
	} while (r == -ERANGE);
	if (r < 0)
		free(context);
	else
		*con = context;
	return r;
}

PUBLIC int getpeercon_raw(int fd, char **con)
{
	return api_return(get_peer(fd, con));
}

PUBLIC int getpeercon(int fd, char **con)
{
	return api_return(translate_result(get_peer(fd, con), con));
}
