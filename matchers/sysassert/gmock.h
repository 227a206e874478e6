// Everything for GoogleTest users: the gMock matchers over sysassert's rules, and GoogleTest as the
// test framework of Record() and its kin.
#ifndef SYSASSERT_GMOCK_H_
#define SYSASSERT_GMOCK_H_

#include "sysassert/gmock/baseline.h"
#include "sysassert/gmock/call_spec.h"
#include "sysassert/gmock/calls.h"
#include "sysassert/gmock/count.h"
#include "sysassert/gmock/googletest.h"
#include "sysassert/gmock/only.h"
#include "sysassert/gmock/order.h"
#include "sysassert/gmock/path.h"
#include "sysassert/gmock/policy.h"
#include "sysassert/gmock/status.h"
#include "sysassert/sysassert.h"

#endif  // SYSASSERT_GMOCK_H_
