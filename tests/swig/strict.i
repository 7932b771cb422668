// A binding of all public headers. The system's types are the binding's to tell, for SWIG follows no #include.
%module strict
%{
#include <selinux/avc.h>
#include <selinux/context.h>
#include <selinux/get_context_list.h>
#include <selinux/get_default_type.h>
#include <selinux/label.h>
#include <selinux/restorecon.h>
#include <selinux/selinux.h>
#include <selinux/strict.h>
%}
%include <stdint.i>
typedef unsigned int mode_t;
typedef int pid_t;
typedef unsigned long ino_t;
%include "selinux/selinux.h"
%include "selinux/avc.h"
%include "selinux/context.h"
%include "selinux/get_context_list.h"
%include "selinux/get_default_type.h"
%include "selinux/label.h"
%include "selinux/restorecon.h"
%include "selinux/strict.h"
%include "selinux/flask.h"
