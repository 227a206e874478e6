// What addresses of the rarer families of sockets have in them; names_addresses.cc.
#ifndef SYSASSERT_TABLES_NAMES_ADDRESSES_H_
#define SYSASSERT_TABLES_NAMES_ADDRESSES_H_

#include "tables/row.h"

namespace sysassert::tables {

extern const NameTable kRxrpcServices;
extern const NameTable kIeee802154Types;
extern const NameTable kIeee802154Networks;
extern const NameTable kIeee802154Addresses;
extern const NameTable kNfcProtocols;
extern const NameTable kNfcPoints;
extern const NameTable kXdpFlags;
extern const NameTable kQrtrNodes;
extern const NameTable kQrtrPorts;
extern const NameTable kMctpNetworks;
extern const NameTable kMctpAddresses;

}  // namespace sysassert::tables

#endif  // SYSASSERT_TABLES_NAMES_ADDRESSES_H_
