/* Marks: name a moment of the traced program, from any language. `SYSASSERT_MARK("ready")` costs
 * one failing access(2) and needs no library; a shell says `test -e /.sysassert/mark/ready`. Marks
 * are hidden from rules and counts. NAME is a string literal of [A-Za-z0-9_.-]+, not "." or "..".
 */
#ifndef SYSASSERT_MARK_H_
#define SYSASSERT_MARK_H_

#include <unistd.h>

#define SYSASSERT_MARK(NAME) ((void)access("/.sysassert/mark/" NAME, F_OK))

#endif /* SYSASSERT_MARK_H_ */
