/* A family of what input devices are asked. Its calls fail; a tracer that injects a result shows
 * what is planted in their buffers as the answer of a device. A part of families.c. */
#ifndef SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_INPUT_H_
#define SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_INPUT_H_

#include <linux/input.h>

/* Of all, those are left out that strace 6.1 has no name for yet. */
static unsigned char no_bits[128],
    some_bits[128] = {0x0a, 0x80, 0, 0, 0, 0, 0, 0x80, [95] = 0x40},
    all_bits[128] = {
        [0 ... 54] = 0xff, [55] = 0x7f, [56 ... 69] = 0xff, [70] = 0xfb, [71 ... 127] = 0xff};
static char device_name[64] = "A keyboard \1 with a name of more than 32 bytes";
static int touches[8] = {ABS_MT_POSITION_X, 1, 2, -3, 4, 5, 6, 7},
           odd_touches[2] = {0x99, 0x7fffffff};
static struct input_absinfo axis = {1, -2, 3, 4, 5, 6};
static struct input_id bus = {BUS_USB, 0x46d, 0xc31c, 0x110};
static struct input_mask event_mask = {EV_KEY, 8, 0};
static struct input_keymap_entry mapped_key = {1, 4, 3, KEY_A, {1, 2, 3, 4, [31] = 255}},
                                 odd_mapped_key = {0, 0, 0, 0x2ff, {0}};
static struct ff_effect
    rumble = {.type = FF_RUMBLE,
              .id = -1,
              .direction = 3,
              .trigger = {1, 2},
              .replay = {3, 4},
              .u = {.rumble = {5, 0xffff}}},
    constant_force = {.type = FF_CONSTANT, .u = {.constant = {-5, {1, 2, 3, 0x10}}}},
    ramp = {.type = FF_RAMP, .u = {.ramp = {-5, 6, {1, 2, 3, 0xffff}}}},
    periodic = {.type = FF_PERIODIC,
                .u = {.periodic = {FF_SINE, 2, -3, -4, 5, {6, 7, 8, 9}, 10, 0}}},
    spring = {.type = FF_SPRING, .id = 7}, odd_force = {.type = 0x4f, .id = 7};

static const struct call inputs[] = {
#define OF_EVERY_KIND(bits)                                                                       \
  CALL(ioctl, NOFD, EVIOCGBIT(0, 4), A(bits)), CALL(ioctl, NOFD, EVIOCGBIT(EV_KEY, 96), A(bits)), \
      CALL(ioctl, NOFD, EVIOCGBIT(EV_KEY, 3), A(bits)),                                           \
      CALL(ioctl, NOFD, EVIOCGBIT(EV_REL, 8), A(bits)),                                           \
      CALL(ioctl, NOFD, EVIOCGBIT(EV_ABS, 8), A(bits)),                                           \
      CALL(ioctl, NOFD, EVIOCGBIT(EV_MSC, 8), A(bits)),                                           \
      CALL(ioctl, NOFD, EVIOCGBIT(EV_SW, 8), A(bits)),                                            \
      CALL(ioctl, NOFD, EVIOCGBIT(EV_LED, 8), A(bits)),                                           \
      CALL(ioctl, NOFD, EVIOCGBIT(EV_SND, 8), A(bits)),                                           \
      CALL(ioctl, NOFD, EVIOCGBIT(EV_REP, 8), A(bits)),                                           \
      CALL(ioctl, NOFD, EVIOCGBIT(EV_FF, 16), A(bits)),                                           \
      CALL(ioctl, NOFD, EVIOCGBIT(EV_PWR, 8), A(bits)),                                           \
      CALL(ioctl, NOFD, EVIOCGBIT(EV_FF_STATUS, 8), A(bits)),                                     \
      CALL(ioctl, NOFD, EVIOCGBIT(0x1f, 8), A(bits)), CALL(ioctl, NOFD, EVIOCGPROP(4), A(bits)),  \
      CALL(ioctl, NOFD, EVIOCGKEY(96), A(bits)), CALL(ioctl, NOFD, EVIOCGLED(8), A(bits)),        \
      CALL(ioctl, NOFD, EVIOCGSND(8), A(bits)), CALL(ioctl, NOFD, EVIOCGSW(8), A(bits))
    OF_EVERY_KIND(no_bits),
    OF_EVERY_KIND(some_bits),
    OF_EVERY_KIND(all_bits),
    OF_EVERY_KIND(BAD),
    OF_EVERY_KIND(NULL),
#undef OF_EVERY_KIND
    CALL(ioctl, NOFD, EVIOCGNAME(64), A(device_name)),
    CALL(ioctl, NOFD, EVIOCGNAME(3), A(device_name)),
    CALL(ioctl, NOFD, EVIOCGNAME(64), A(BAD)),
    CALL(ioctl, NOFD, EVIOCGNAME(64), 0),
    CALL(ioctl, NOFD, EVIOCGPHYS(64), A(device_name)),
    CALL(ioctl, NOFD, EVIOCGUNIQ(64), A(device_name)),
    CALL(ioctl, NOFD, EVIOCGMTSLOTS(32), A(touches)),
    CALL(ioctl, NOFD, EVIOCGMTSLOTS(8), A(touches)),
    CALL(ioctl, NOFD, EVIOCGMTSLOTS(8), A(odd_touches)),
    CALL(ioctl, NOFD, EVIOCGMTSLOTS(6), A(touches)),
    CALL(ioctl, NOFD, EVIOCGMTSLOTS(3), A(touches)),
    CALL(ioctl, NOFD, EVIOCGMTSLOTS(0), A(touches)),
    CALL(ioctl, NOFD, EVIOCGMTSLOTS(32), A(BAD)),
    CALL(ioctl, NOFD, EVIOCGMTSLOTS(32), 0),
    CALL(ioctl, NOFD, EVIOCGABS(ABS_Y), A(&axis)),
    CALL(ioctl, NOFD, EVIOCGABS(0x3f), A(&axis)),
    CALL(ioctl, NOFD, EVIOCGABS(ABS_Y), A(BAD)),
    CALL(ioctl, NOFD, EVIOCSABS(ABS_MT_SLOT), A(&axis)),
    CALL(ioctl, NOFD, EVIOCGID, A(&bus)),
    CALL(ioctl, NOFD, EVIOCGVERSION, A(&one)),
    CALL(ioctl, NOFD, EVIOCGREP, A(touches)),
    CALL(ioctl, NOFD, EVIOCGKEYCODE, A(touches)),
    CALL(ioctl, NOFD, EVIOCGKEYCODE_V2, A(&mapped_key)),
    CALL(ioctl, NOFD, EVIOCSKEYCODE_V2, A(&mapped_key)),
    CALL(ioctl, NOFD, EVIOCSKEYCODE_V2, A(&odd_mapped_key)),
    CALL(ioctl, NOFD, EVIOCSKEYCODE_V2, A(BAD)),
    CALL(ioctl, NOFD, EVIOCGEFFECTS, A(&one)),
    CALL(ioctl, NOFD, EVIOCSCLOCKID, A(&one)),
    CALL(ioctl, NOFD, EVIOCREVOKE, 0),
    CALL(ioctl, NOFD, EVIOCGMASK, A(&event_mask)),
    CALL(ioctl, NOFD, EVIOCSMASK, A(&event_mask)),
    CALL(ioctl, NOFD, EVIOCSFF, A(&rumble)),
    CALL(ioctl, NOFD, EVIOCSFF, A(&constant_force)),
    CALL(ioctl, NOFD, EVIOCSFF, A(&ramp)),
    CALL(ioctl, NOFD, EVIOCSFF, A(&periodic)),
    CALL(ioctl, NOFD, EVIOCSFF, A(&spring)),
    CALL(ioctl, NOFD, EVIOCSFF, A(&odd_force)),
    CALL(ioctl, NOFD, EVIOCSFF, A(BAD)),
    CALL(ioctl, NOFD, EVIOCRMFF, 3),
};

#endif /* SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_INPUT_H_ */
