/* Families of what the device mapper and SCSI devices are asked. A part of families.c. */
#ifndef SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_BLOCKS_H_
#define SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_BLOCKS_H_

#include <linux/dm-ioctl.h>
#include <stddef.h>

#include "families_devices.h"
#include "families_hardware.h"

#define MAPPED(size, start, targets) \
  { {4, 47, 0}, size, start, targets, 1, 6, 9, 0, 0xfd01, "name", "uuid", "" }
static struct {
  struct dm_ioctl head;
  struct {
    struct dm_target_spec target;
    char parameters[40];
  } targets[2];
} mapped_table = {MAPPED(512, sizeof(struct dm_ioctl), 2),
                  {{{0, 2048, 0, 80, "linear"}, "8:1 0"}, {{2048, 1, 5, 0, "striped"}, "args"}}},
  mapped_astray = {MAPPED(512, sizeof(struct dm_ioctl), 2),
                   {{{0, 2048, 0, 3, "linear"}, "8:1 0"}, {{2048, 1, 5, 0, "striped"}, "args"}}},
  mapped_beyond = {MAPPED(320, 900, 2), {{{0}}}},
  mapped_nothing = {MAPPED(sizeof(struct dm_ioctl), sizeof(struct dm_ioctl), 0), {{{0}}}},
  mapped_small = {MAPPED(300, 100, 2), {{{0}}}};
static struct {
  struct dm_ioctl head;
  struct {
    unsigned long long device __attribute__((aligned(8)));
    unsigned next;
    char name[28];
  } devices[2];
} mapped_devices = {MAPPED(512, sizeof(struct dm_ioctl), 0),
                    {{0x801, 40, "dev1"}, {0x802, 0, "dev2"}}};
static struct {
  struct dm_ioctl head;
  unsigned count, padding;
  unsigned long long devices[2];
} mapped_upon = {MAPPED(512, sizeof(struct dm_ioctl), 0), 2, 0, {0x801, 0x802}};
static struct {
  struct dm_ioctl head;
  struct {
    unsigned next, version[3];
    char name[24];
  } kinds[2];
} mapped_kinds = {MAPPED(512, sizeof(struct dm_ioctl), 0),
                  {{40, {1, 2, 3}, "linear"}, {0, {4, 5, 6}, "striped"}}};
static struct {
  struct dm_ioctl head;
  unsigned long long sector;
  char message[64];
} mapped_told = {MAPPED(512, sizeof(struct dm_ioctl), 0), 77, "a message"};
static struct {
  struct dm_ioctl head;
  char text[64];
} mapped_renamed = {MAPPED(512, sizeof(struct dm_ioctl), 0), "another name"};

#define EACH(what)                                                                            \
  CALL(ioctl, NOFD, DM_VERSION, A(what)), CALL(ioctl, NOFD, DM_REMOVE_ALL, A(what)),          \
      CALL(ioctl, NOFD, DM_LIST_DEVICES, A(what)), CALL(ioctl, NOFD, DM_DEV_CREATE, A(what)), \
      CALL(ioctl, NOFD, DM_DEV_REMOVE, A(what)), CALL(ioctl, NOFD, DM_DEV_RENAME, A(what)),   \
      CALL(ioctl, NOFD, DM_DEV_SUSPEND, A(what)), CALL(ioctl, NOFD, DM_DEV_STATUS, A(what)),  \
      CALL(ioctl, NOFD, DM_DEV_WAIT, A(what)), CALL(ioctl, NOFD, DM_TABLE_LOAD, A(what)),     \
      CALL(ioctl, NOFD, DM_TABLE_CLEAR, A(what)), CALL(ioctl, NOFD, DM_TABLE_DEPS, A(what)),  \
      CALL(ioctl, NOFD, DM_TABLE_STATUS, A(what)), CALL(ioctl, NOFD, DM_TARGET_MSG, A(what)), \
      CALL(ioctl, NOFD, DM_LIST_VERSIONS, A(what)),                                           \
      CALL(ioctl, NOFD, DM_DEV_SET_GEOMETRY, A(what)), CALL(ioctl, NOFD, DM_DEV_ARM_POLL, A(what))
static const struct call blocks_asked[] = {
    EACH(&mapped_table), EACH(&mapped_astray),  EACH(&mapped_beyond),  EACH(&mapped_nothing),
    EACH(&mapped_small), EACH(&mapped_upon),    EACH(&mapped_devices), EACH(&mapped_kinds),
    EACH(&mapped_told),  EACH(&mapped_renamed), EACH(words),           EACH(BAD),
};

#endif
