// The words of struct termios; names_terminal.cc.
#ifndef SYSASSERT_TABLES_NAMES_TERMINAL_H_
#define SYSASSERT_TABLES_NAMES_TERMINAL_H_

#include "tables/row.h"

namespace sysassert::tables {

extern const NameTable kTerminalInput;
extern const NameTable kTerminalOutput;
extern const NameTable kTerminalDelays;  // c_oflag's fields: NLDLY and so on
extern const NameTable kTerminalControl;
extern const NameTable kTerminalSpeeds;
extern const NameTable kTerminalSizes;
extern const NameTable kTerminalLocal;
extern const NameTable kTerminalDisciplines;
extern const NameTable kTerminalFlows;       // of TCXONC
extern const NameTable kTerminalQueues;      // of TCFLSH
extern const NameTable kTerminalCharacters;  // indices of c_cc

}  // namespace sysassert::tables

#endif  // SYSASSERT_TABLES_NAMES_TERMINAL_H_
