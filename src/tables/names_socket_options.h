// Options of sockets by level, and types of control messages; names_socket_options.cc.
#ifndef SYSASSERT_TABLES_NAMES_SOCKET_OPTIONS_H_
#define SYSASSERT_TABLES_NAMES_SOCKET_OPTIONS_H_

#include "tables/row.h"

namespace sysassert::tables {

extern const NameTable kUdpOptions;
extern const NameTable kRawOptions;
extern const NameTable kPacketOptions;
extern const NameTable kSctpOptions;
extern const NameTable kBluetoothOptions;
extern const NameTable kAlgorithmOptions;
extern const NameTable kTlsOptions;
extern const NameTable kXdpOptions;
extern const NameTable kIpControlTypes;

}  // namespace sysassert::tables

#endif  // SYSASSERT_TABLES_NAMES_SOCKET_OPTIONS_H_
