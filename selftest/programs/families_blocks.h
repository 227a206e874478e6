/* Families of what the device mapper and SCSI devices are asked. A part of families.c. */
#ifndef SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_BLOCKS_H_
#define SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_BLOCKS_H_

#include <linux/bsg.h>
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
static unsigned char scsi_command[6] = {0x12, 0, 0, 0, 0x24, 0}, scsi_sense[32] = {1, 2, 3, 4};
static char scsi_data[64] = "what is carried";
static struct iovec scsi_pieces[2] = {{scsi_data, 16}, {scsi_data, 8}};
#define EXCHANGE(direction, count, carried, ...)                                      \
  {                                                                                   \
    .interface_id = 'S', .dxfer_direction = direction, .cmd_len = 6, .mx_sb_len = 32, \
    .iovec_count = count, .dxfer_len = 64, .dxferp = carried, .cmdp = scsi_command,   \
    .sbp = scsi_sense, .timeout = 20000, __VA_ARGS__                                  \
  }
static struct sg_io_hdr scsi_sent = EXCHANGE(-2, 0, scsi_data, .flags = 1, .status = 2,
                                             .sb_len_wr = 4, .info = 1),
                        scsi_got =
                            EXCHANGE(-3, 0, scsi_data, .flags = 0x37, .resid = 50, .info = 6),
                        scsi_both = EXCHANGE(-4, 0, scsi_data, .resid = 9),
                        scsi_none = EXCHANGE(-1, 0, NULL, .flags = 0x10),
                        sent_in_pieces = EXCHANGE(-2, 2, scsi_pieces, .resid = 16),
                        got_in_pieces = EXCHANGE(-3, 2, scsi_pieces, .resid = 50),
                        scsi_lost = EXCHANGE(-2, 0, BAD), no_exchange = EXCHANGE(77, 0, BAD);
static struct sg_io_v4 exchange4 = {.guard = 'Q',
                                    .subprotocol = 1,
                                    .request_len = 6,
                                    .request_tag = 5,
                                    .max_response_len = 32,
                                    .dout_xfer_len = 32,
                                    .din_xfer_len = 64,
                                    .flags = 0x10,
                                    .info = 5,
                                    .din_resid = 8},
                       protocol4 = {.guard = 'Q', .protocol = 7, .subprotocol = 2};

static const struct call blocks_asked[] = {
    CALL(ioctl, NOFD, SG_IO, A(&scsi_sent)),
    CALL(ioctl, NOFD, SG_IO, A(&scsi_got)),
    CALL(ioctl, NOFD, SG_IO, A(&scsi_both)),
    CALL(ioctl, NOFD, SG_IO, A(&scsi_none)),
    CALL(ioctl, NOFD, SG_IO, A(&sent_in_pieces)),
    CALL(ioctl, NOFD, SG_IO, A(&got_in_pieces)),
    CALL(ioctl, NOFD, SG_IO, A(&scsi_lost)),
    CALL(ioctl, NOFD, SG_IO, A(&no_exchange)),
    CALL(ioctl, NOFD, SG_IO, A(&exchange4)),
    CALL(ioctl, NOFD, SG_IO, A(&protocol4)),
    ASKED(SG_IO),
    EACH(&mapped_table),
    EACH(&mapped_astray),
    EACH(&mapped_beyond),
    EACH(&mapped_nothing),
    EACH(&mapped_small),
    EACH(&mapped_upon),
    EACH(&mapped_devices),
    EACH(&mapped_kinds),
    EACH(&mapped_told),
    EACH(&mapped_renamed),
    EACH(words),
    EACH(BAD),
};

#endif
