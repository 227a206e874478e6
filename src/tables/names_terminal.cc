// Names: the words of struct termios. Fields of several bits are tables of their own.
#include "tables/names_terminal.h"

#include <asm/termbits.h>
#include <linux/tty.h>

#include "tables/names_builder.h"

namespace sysassert::tables {
namespace {

constexpr Name kInputNames[] = {
    NAMED(IGNBRK), NAMED(BRKINT), NAMED(IGNPAR), NAMED(PARMRK),  NAMED(INPCK),
    NAMED(ISTRIP), NAMED(INLCR),  NAMED(IGNCR),  NAMED(ICRNL),   NAMED(IUCLC),
    NAMED(IXON),   NAMED(IXANY),  NAMED(IXOFF),  NAMED(IMAXBEL), NAMED(IUTF8),
};
constexpr Name kOutputNames[] = {
    NAMED(OPOST), NAMED(OLCUC),  NAMED(ONLCR), NAMED(OCRNL),
    NAMED(ONOCR), NAMED(ONLRET), NAMED(OFILL), NAMED(OFDEL),
};
constexpr Name kDelayNames[] = {
    NAMED(NL1),  NAMED(CR1),   NAMED(CR2), NAMED(CR3), NAMED(TAB1),
    NAMED(TAB2), NAMED(XTABS), NAMED(BS1), NAMED(VT1), NAMED(FF1),
};
constexpr Name kControlNames[] = {
    NAMED(CSTOPB), NAMED(CREAD),  NAMED(PARENB), NAMED(PARODD),
    NAMED(HUPCL),  NAMED(CLOCAL), NAMED(CMSPAR), NAMED(CRTSCTS),
};
constexpr Name kSpeedNames[] = {
    NAMED(B0),       NAMED(B50),      NAMED(B75),      NAMED(B110),     NAMED(B134),
    NAMED(B150),     NAMED(B200),     NAMED(B300),     NAMED(B600),     NAMED(B1200),
    NAMED(B1800),    NAMED(B2400),    NAMED(B4800),    NAMED(B9600),    NAMED(B19200),
    NAMED(B38400),   NAMED(BOTHER),   NAMED(B57600),   NAMED(B115200),  NAMED(B230400),
    NAMED(B460800),  NAMED(B500000),  NAMED(B576000),  NAMED(B921600),  NAMED(B1000000),
    NAMED(B1152000), NAMED(B1500000), NAMED(B2000000), NAMED(B2500000), NAMED(B3000000),
    NAMED(B3500000), NAMED(B4000000),
};
constexpr Name kSizeNames[] = {NAMED(CS5), NAMED(CS6), NAMED(CS7), NAMED(CS8)};
constexpr Name kLocalNames[] = {
    NAMED(ISIG),   NAMED(ICANON), NAMED(XCASE),  NAMED(ECHO),    NAMED(ECHOE),   NAMED(ECHOK),
    NAMED(ECHONL), NAMED(NOFLSH), NAMED(IEXTEN), NAMED(ECHOCTL), NAMED(ECHOPRT), NAMED(ECHOKE),
    NAMED(FLUSHO), NAMED(PENDIN), NAMED(TOSTOP), NAMED(EXTPROC),
};
constexpr Name kDisciplineNames[] = {
    NAMED(N_TTY),          NAMED(N_SLIP),    NAMED(N_MOUSE),        NAMED(N_PPP),
    NAMED(N_STRIP),        NAMED(N_AX25),    NAMED(N_X25),          NAMED(N_6PACK),
    NAMED(N_MASC),         NAMED(N_R3964),   NAMED(N_PROFIBUS_FDL), NAMED(N_IRDA),
    NAMED(N_SMSBLOCK),     NAMED(N_HDLC),    NAMED(N_SYNC_PPP),     NAMED(N_HCI),
    NAMED(N_GIGASET_M101), NAMED(N_SLCAN),   NAMED(N_PPS),          NAMED(N_V253),
    NAMED(N_CAIF),         NAMED(N_GSM0710), NAMED(N_TI_WL),        NAMED(N_TRACESINK),
    NAMED(N_TRACEROUTER),  NAMED(N_NCI),     {26, "N_SPEAKUP"},     {27, "N_NULL"},
};
constexpr Name kCharacterNames[] = {
    NAMED(VINTR),    NAMED(VQUIT),    NAMED(VERASE),  NAMED(VKILL),  NAMED(VEOF),  NAMED(VTIME),
    NAMED(VMIN),     NAMED(VSWTC),    NAMED(VSTART),  NAMED(VSTOP),  NAMED(VSUSP), NAMED(VEOL),
    NAMED(VREPRINT), NAMED(VDISCARD), NAMED(VWERASE), NAMED(VLNEXT), NAMED(VEOL2),
};

constexpr Name kFlowNames[] = {NAMED(TCOOFF), NAMED(TCOON), NAMED(TCIOFF), NAMED(TCION)};
constexpr Name kQueueNames[] = {NAMED(TCIFLUSH), NAMED(TCOFLUSH), NAMED(TCIOFLUSH)};

}  // namespace

constinit const NameTable kTerminalInput = Table("", kInputNames);
constinit const NameTable kTerminalOutput = Table("", kOutputNames);
constinit const NameTable kTerminalDelays = Table("", kDelayNames);
constinit const NameTable kTerminalControl = Table("", kControlNames);
constinit const NameTable kTerminalSpeeds = Table("B", kSpeedNames);
constinit const NameTable kTerminalSizes = Table("CS", kSizeNames);
constinit const NameTable kTerminalLocal = Table("", kLocalNames);
constinit const NameTable kTerminalDisciplines = Table("N", kDisciplineNames);
constinit const NameTable kTerminalFlows = Table("TC???", kFlowNames);
constinit const NameTable kTerminalQueues = Table("TC???", kQueueNames);
constinit const NameTable kTerminalCharacters = Table("", kCharacterNames);

}  // namespace sysassert::tables
