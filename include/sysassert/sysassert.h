// Everything but the gMock matchers (<sysassert/gmock.h>).
#ifndef SYSASSERT_SYSASSERT_H_
#define SYSASSERT_SYSASSERT_H_

#include "sysassert/baseline.h"
#include "sysassert/blind_spot.h"
#include "sysassert/call.h"
#include "sysassert/command.h"
#include "sysassert/policy.h"
#include "sysassert/record.h"
#include "sysassert/result.h"
#include "sysassert/rules.h"
#include "sysassert/sysno.h"
#include "sysassert/trace.h"

#endif  // SYSASSERT_SYSASSERT_H_
