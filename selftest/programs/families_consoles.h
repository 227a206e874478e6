/* Families of what consoles, terminals and interfaces of networks are asked. A part of families.c.
 */
#ifndef SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_CONSOLES_H_
#define SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_CONSOLES_H_

#include <asm/ioctls.h>
#include <linux/kd.h>
#include <linux/keyboard.h>
#include <linux/sockios.h>
#include <linux/userfaultfd.h>
#include <net/if.h>
#include <net/if_arp.h>

#include "families_devices.h"
#include "families_hardware.h"

static char glyphs[4096] = "\1\2\3\4\5\6\7\10abcdefgh", font_name[] = "lat9w-16";
static struct console_font_op font_set = {KD_FONT_OP_SET, 1, 8, 16, 2, (unsigned char*)glyphs},
                              font_wide = {KD_FONT_OP_SET, 0, 9, 16, 1, (unsigned char*)glyphs},
                              font_none = {KD_FONT_OP_SET, 0, 8, 16, 0, (unsigned char*)glyphs},
                              font_absent = {KD_FONT_OP_SET, 0, 8, 16, 100000000, BAD},
                              font_got = {KD_FONT_OP_GET, 0, 8, 16, 2, (unsigned char*)glyphs},
                              font_measured = {KD_FONT_OP_GET, 0, 8, 16, 2, NULL},
                              font_default = {KD_FONT_OP_SET_DEFAULT,   0, 8, 16, 2,
                                              (unsigned char*)font_name},
                              font_unnamed = {KD_FONT_OP_SET_DEFAULT, 0, 8, 16, 2, BAD},
                              font_copied = {KD_FONT_OP_COPY, 0, 8, 5, 2, NULL},
                              font_odd = {77, 6, 8, 16, 2, BAD};
static struct consolefontdesc described = {2, 16, glyphs}, undescribed = {1, 8, BAD},
                              nothing_described = {0, 8, glyphs};
static struct unimapdesc mapped_few = {2, (struct unipair*)glyphs},
                         mapped_many = {40, (struct unipair*)glyphs},
                         mapped_none = {0, (struct unipair*)glyphs}, mapped_nowhere = {3, BAD};
static struct kbentry key_latin = {0, 1, 'A'}, key_quote = {3, 2, '\''}, key_dead = {4, 3, 0x0d80},
                      key_function = {0x83, 255, 0x0101}, key_odd = {1, 4, 0xf077},
                      key_newline = {2, 5, '\n'}, key_pad = {0, 6, 0x0377};
static struct kbsentry key_string = {5, "\033[A"}, key_silent = {255, ""};
static struct kbdiacrs accents = {2, {{'`', 'a', 0xe0}, {'\'', 'e', 0xe9}}}, no_accents,
                       many_accents = {300, {{'"', 'u', 0xfc}}};
static struct kbdiacrsuc wide_accents = {2, {{'`', 'a', 0xe0}, {0x301, 'e', 0xe9}}},
                         many_wide_accents = {300, {{'"', 'u', 0xfc}}};
static unsigned short screen[256] = {'A', 0xf0ef, 0xf1ff, 0xf200, 0xffff};
static struct ifreq slave = {.ifr_name = "bond0", .ifr_slave = "eth1"},
                    full_name = {.ifr_name = "sixteen letters!", .ifr_slave = "sixteen letters?"},
                    ethernet = {.ifr_name = "eth0",
                                .ifr_hwaddr = {ARPHRD_ETHER, "\2\0\0\0\0\1\7\7\7\7\7\7\7\7"}},
                    short_hardware = {.ifr_name = "arc0", .ifr_hwaddr = {ARPHRD_ARCNET, "\7\1\2"}},
                    long_hardware = {.ifr_name = "ib0", .ifr_hwaddr = {ARPHRD_INFINIBAND, "\7\1"}},
                    radio = {.ifr_name = "ax0", .ifr_hwaddr = {ARPHRD_AX25, "\7\6\5\4\3\2\1"}},
                    odd_hardware = {.ifr_name = "odd", .ifr_hwaddr = {0x1234, "odd"}};
static struct ifconf interfaces_to_come = {0, {NULL}}, fewer_interfaces = {-1, {BAD}},
                     two_interfaces = {2 * sizeof(struct ifreq), {glyphs}},
                     odd_interfaces = {77, {glyphs}};

#define TOGETHER(get, set, what) CALL(ioctl, NOFD, get, A(what)), CALL(ioctl, NOFD, set, A(what))
static const struct call consoles_asked[] = {
    CALL(ioctl, NOFD, KDFONTOP, A(&font_set)),
    CALL(ioctl, NOFD, KDFONTOP, A(&font_wide)),
    CALL(ioctl, NOFD, KDFONTOP, A(&font_none)),
    CALL(ioctl, NOFD, KDFONTOP, A(&font_absent)),
    CALL(ioctl, NOFD, KDFONTOP, A(&font_got)),
    CALL(ioctl, NOFD, KDFONTOP, A(&font_measured)),
    CALL(ioctl, NOFD, KDFONTOP, A(&font_default)),
    CALL(ioctl, NOFD, KDFONTOP, A(&font_unnamed)),
    CALL(ioctl, NOFD, KDFONTOP, A(&font_copied)),
    CALL(ioctl, NOFD, KDFONTOP, A(&font_odd)),
    TOGETHER(GIO_FONTX, PIO_FONTX, &described),
    TOGETHER(GIO_FONTX, PIO_FONTX, &undescribed),
    TOGETHER(GIO_FONTX, PIO_FONTX, &nothing_described),
    TOGETHER(GIO_UNIMAP, PIO_UNIMAP, &mapped_few),
    TOGETHER(GIO_UNIMAP, PIO_UNIMAP, &mapped_many),
    TOGETHER(GIO_UNIMAP, PIO_UNIMAP, &mapped_none),
    TOGETHER(GIO_UNIMAP, PIO_UNIMAP, &mapped_nowhere),
    TOGETHER(KDGKBENT, KDSKBENT, &key_latin),
    TOGETHER(KDGKBENT, KDSKBENT, &key_quote),
    TOGETHER(KDGKBENT, KDSKBENT, &key_dead),
    TOGETHER(KDGKBENT, KDSKBENT, &key_function),
    TOGETHER(KDGKBENT, KDSKBENT, &key_odd),
    TOGETHER(KDGKBENT, KDSKBENT, &key_newline),
    TOGETHER(KDGKBENT, KDSKBENT, &key_pad),
    TOGETHER(KDGKBSENT, KDSKBSENT, &key_string),
    TOGETHER(KDGKBSENT, KDSKBSENT, &key_silent),
    TOGETHER(KDGKBDIACR, KDSKBDIACR, &accents),
    TOGETHER(KDGKBDIACR, KDSKBDIACR, &no_accents),
    TOGETHER(KDGKBDIACR, KDSKBDIACR, &many_accents),
    TOGETHER(KDGKBDIACRUC, KDSKBDIACRUC, &wide_accents),
    TOGETHER(KDGKBDIACRUC, KDSKBDIACRUC, &many_wide_accents),
    TOGETHER(GIO_UNISCRNMAP, PIO_UNISCRNMAP, screen),
    ASKED(KDFONTOP),
    ASKED(GIO_FONTX),
    ASKED(PIO_FONTX),
    ASKED(GIO_UNIMAP),
    ASKED(PIO_UNIMAP),
    ASKED(PIO_UNIMAPCLR),
    ASKED(GIO_UNISCRNMAP),
    ASKED(KDGKBENT),
    ASKED(KDGKBSENT),
    ASKED(KDGKBDIACR),
    ASKED(KDGKBDIACRUC),
    ASKED(KDGETKEYCODE),
    ASKED(KDSETKEYCODE),
    ASKED(0x4b52 /* KDKBDREP */),
    ASKED(TIOCGLCKTRMIOS),
    ASKED(TIOCSLCKTRMIOS),
    ASKED(TIOCGDEV),
    ASKED(UFFDIO_API),
    ASKED(UFFDIO_REGISTER),
    ASKED(UFFDIO_COPY),
    ASKED(UFFDIO_ZEROPAGE),
};

static const struct call interfaces_asked[] = {
    TOGETHER(SIOCGIFSLAVE, SIOCSIFSLAVE, &slave),
    TOGETHER(SIOCGIFSLAVE, SIOCSIFSLAVE, &full_name),
    TOGETHER(SIOCGIFHWADDR, SIOCSIFHWADDR, &ethernet),
    TOGETHER(SIOCGIFHWADDR, SIOCSIFHWADDR, &short_hardware),
    TOGETHER(SIOCGIFHWADDR, SIOCSIFHWADDR, &long_hardware),
    TOGETHER(SIOCGIFHWADDR, SIOCSIFHWADDR, &radio),
    TOGETHER(SIOCGIFHWADDR, SIOCSIFHWADDR, &odd_hardware),
    TOGETHER(SIOCADDMULTI, SIOCDELMULTI, &ethernet),
    TOGETHER(SIOCGIFADDR, SIOCSIFADDR, &full_name),
    TOGETHER(SIOCBRADDBR, SIOCBRDELBR, "br0"),
    TOGETHER(SIOCBRADDBR, SIOCBRDELBR, "a name of a bridge that is too long"),
    CALL(ioctl, NOFD, SIOCGIFCONF, A(&interfaces_to_come)),
    CALL(ioctl, NOFD, SIOCGIFCONF, A(&fewer_interfaces)),
    CALL(ioctl, NOFD, SIOCGIFCONF, A(&two_interfaces)),
    CALL(ioctl, NOFD, SIOCGIFCONF, A(&odd_interfaces)),
    ASKED(SIOCGIFSLAVE),
    ASKED(SIOCSIFSLAVE),
    ASKED(SIOCADDMULTI),
    ASKED(SIOCSIFHWBROADCAST),
    ASKED(SIOCGIFMAP),
    ASKED(SIOCSIFMAP),
    ASKED(SIOCGIFADDR),
    ASKED(SIOCSIFDSTADDR),
    ASKED(SIOCGIFBRDADDR),
    ASKED(SIOCSIFNETMASK),
    ASKED(SIOCBRADDBR),
    ASKED(SIOCBRADDIF),
    ASKED(SIOCBRDELIF),
    ASKED(SIOCGIFENCAP),
    ASKED(SIOCSIFENCAP),
    ASKED(SIOCOUTQNSD),
    ASKED(SIOCPROTOPRIVATE),
    ASKED(SIOCDEVPRIVATE),
};

#endif
