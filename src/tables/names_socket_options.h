// Options of sockets by level, what they are set to, and types of control messages.
#ifndef SYSASSERT_TABLES_NAMES_SOCKET_OPTIONS_H_
#define SYSASSERT_TABLES_NAMES_SOCKET_OPTIONS_H_

#include "tables/row.h"

namespace sysassert::tables {

// names_socket_options.cc
extern const NameTable kSocketSetOptions;
extern const NameTable kSocketGetOptions;
extern const NameTable kNetlinkOptions;
extern const NameTable kUdpOptions;
extern const NameTable kRawOptions;
extern const NameTable kPacketOptions;
extern const NameTable kSctpOptions;
extern const NameTable kBluetoothOptions;
extern const NameTable kAlgorithmOptions;
extern const NameTable kTlsOptions;
extern const NameTable kXdpOptions;
extern const NameTable kIpControlTypes;
extern const NameTable kControlLevels;  // names_network.cc
extern const NameTable kIcmpTypes;
extern const NameTable kPacketMemberships;
extern const NameTable kTransmitRehash;

// names_internet_options.cc
extern const NameTable kTcpOptions;
extern const NameTable kIpSetOptions;
extern const NameTable kIpGetOptions;
extern const NameTable kIpv6SetOptions;
extern const NameTable kIpv6GetOptions;

// names_family_options.cc
extern const NameTable kMachineOptions;
extern const NameTable kCanRawOptions;
extern const NameTable kIpxOptions;
extern const NameTable kAx25Options;
extern const NameTable kIrdaOptions;
extern const NameTable kLlcOptions;
extern const NameTable kDccpOptions;
extern const NameTable kTipcOptions;
extern const NameTable kRxrpcOptions;
extern const NameTable kPppol2tpOptions;
extern const NameTable kPhonetPipeOptions;
extern const NameTable kRdsOptions;
extern const NameTable kIucvOptions;
extern const NameTable kCaifOptions;
extern const NameTable kNfcOptions;
extern const NameTable kKcmOptions;

}  // namespace sysassert::tables

#endif  // SYSASSERT_TABLES_NAMES_SOCKET_OPTIONS_H_
