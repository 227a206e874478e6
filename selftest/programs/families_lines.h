/* Families of what lines of general purpose and btrfs' trees are asked. A part of families.c. */
#ifndef SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_LINES_H_
#define SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_LINES_H_

#include <linux/btrfs_tree.h>
#include <linux/gpio.h>

#include "families_devices.h"
#include "families_hardware.h"

static struct gpio_v2_line_info line_told = {.name = "line",
                                             .consumer = "user",
                                             .offset = 4,
                                             .num_attrs = 4,
                                             .flags = 5,
                                             .attrs = {{.id = 1, .flags = 3},
                                                       {.id = 2, .values = 5},
                                                       {.id = 3, .debounce_period_us = 77},
                                                       {.id = 4, .padding = 1, .values = 9}}};
static struct gpio_v2_line_config line_set = {.flags = 9,
                                              .num_attrs = 4,
                                              .attrs = {{{.id = 1, .flags = 3}, 1},
                                                        {{.id = 2, .values = 5}, 2},
                                                        {{.id = 3, .debounce_period_us = 77}, 4},
                                                        {{.id = 4, .values = 9}, 8}}};
static struct gpio_v2_line_request lines_wanted = {
    .offsets = {1, 2, 3},
    .consumer = "user",
    .config = {.flags = 9, .num_attrs = 1, .attrs = {{{.id = 1, .flags = 3}, 1}}},
    .num_lines = 3,
    .event_buffer_size = 16,
    .fd = 5};
static struct gpiohandle_request handle_wanted = {.lineoffsets = {1, 2, 3},
                                                  .flags = 1,
                                                  .default_values = {1, 1},
                                                  .consumer_label = "label",
                                                  .lines = 3,
                                                  .fd = 9},
                                 many_handles = {.lines = 90, .fd = 9};
static struct gpioevent_request event_wanted = {1, 1, 3, "label", 9};
static struct gpioline_info line_named = {5, 1, "line", "user"};

static struct btrfs_ioctl_search_args
    searched = {.key = {5, 256, -1, 0, -1, 0, -1, 1, 96, 2},
                .buf = "\1\0\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\10"},
    searched_far = {.key = {1, -9, 10, 0, -1, 0, -1, 12, 96, 40}};
static struct {
  struct btrfs_ioctl_search_args_v2 head;
  unsigned long long found[64];
} searched2 = {{{5, 256, -1, 0, -1, 0, -1, 1, 96, 2}, 64}, {1, 256, 0, 0x800000001ULL, 7, 2, 6}};
static struct {
  struct btrfs_ioctl_space_args head;
  struct btrfs_ioctl_space_info spaces[2];
} spaces = {{2, 2}, {{1, 2, 3}, {4, 5, 6}}}, spaces_counted = {{0, 5}, {{0}}};
static struct btrfs_ioctl_ino_lookup_args looked_up = {5, 256, "some/name"},
                                          looked_up_here = {0, 256, "some/name"};
static struct btrfs_ioctl_dev_replace_args replace_started = {.cmd = 0,
                                                              .start = {1, 1, "/dev/a", "/dev/b"}},
                                           replace_told = {.cmd = 1,
                                                           .status = {2, 500, 1600000000,
                                                                      1700000000, 3, 4}},
                                           replace_ended = {.cmd = 2, .result = 2};
static struct btrfs_ioctl_get_dev_stats errors_told = {1, 2, 0, {7, 8, 9, 10, 11}};
static struct btrfs_ioctl_fs_info_args system_told = {
    .max_id = 1, .num_devices = 1, .nodesize = 4096, .csum_type = 1, .csum_size = 32, .flags = 7};
static struct btrfs_ioctl_balance_args balanced = {
    .flags = 7, .state = 1, .data = {.profiles = 4, .usage = 90, .devid = 1, .flags = 3}};
static struct {
  struct btrfs_qgroup_inherit head;
  unsigned long long groups[2];
} inherited = {{1, 2, 0, 0, {3, 1, 2, 3, 4}}, {256, 257}};
static struct btrfs_ioctl_vol_args_v2
    volume_made = {.fd = 3, .flags = 2, .name = "snap"},
    volume_inherits = {.fd = 3,
                       .flags = 4,
                       .size = 88,
                       .qgroup_inherit = (struct btrfs_qgroup_inherit*)&inherited,
                       .name = "snap"},
    volume_lost = {.fd = 3, .flags = 4, .size = 88, .qgroup_inherit = BAD, .name = "snap"};
static struct btrfs_ioctl_received_subvol_args subvolume_received = {"0123456789abcde", 5,      6,
                                                                     {1600000000, 7},   {0, 0}, 0};

static const struct call lines_asked[] = {
    CALL(ioctl, NOFD, GPIO_V2_GET_LINEINFO_IOCTL, A(&line_told)),
    CALL(ioctl, NOFD, GPIO_V2_LINE_SET_CONFIG_IOCTL, A(&line_set)),
    CALL(ioctl, NOFD, GPIO_V2_GET_LINE_IOCTL, A(&lines_wanted)),
    CALL(ioctl, NOFD, GPIO_GET_LINEHANDLE_IOCTL, A(&handle_wanted)),
    CALL(ioctl, NOFD, GPIO_GET_LINEHANDLE_IOCTL, A(&many_handles)),
    CALL(ioctl, NOFD, GPIO_GET_LINEEVENT_IOCTL, A(&event_wanted)),
    CALL(ioctl, NOFD, GPIO_GET_LINEINFO_IOCTL, A(&line_named)),
    ASKED(GPIO_GET_CHIPINFO_IOCTL),
    ASKED(GPIO_GET_LINEINFO_UNWATCH_IOCTL),
    ASKED(GPIO_GET_LINEINFO_IOCTL),
    ASKED(GPIO_GET_LINEINFO_WATCH_IOCTL),
    ASKED(GPIO_GET_LINEHANDLE_IOCTL),
    ASKED(GPIO_GET_LINEEVENT_IOCTL),
    ASKED(GPIOHANDLE_GET_LINE_VALUES_IOCTL),
    ASKED(GPIOHANDLE_SET_LINE_VALUES_IOCTL),
    ASKED(GPIOHANDLE_SET_CONFIG_IOCTL),
    ASKED(GPIO_V2_GET_LINEINFO_IOCTL),
    ASKED(GPIO_V2_GET_LINEINFO_WATCH_IOCTL),
    ASKED(GPIO_V2_LINE_SET_CONFIG_IOCTL),
    ASKED(GPIO_V2_GET_LINE_IOCTL),
    ASKED(GPIO_V2_LINE_GET_VALUES_IOCTL),
    ASKED(GPIO_V2_LINE_SET_VALUES_IOCTL),
};

static const struct call trees_asked[] = {
    CALL(ioctl, NOFD, BTRFS_IOC_TREE_SEARCH, A(&searched)),
    CALL(ioctl, NOFD, BTRFS_IOC_TREE_SEARCH, A(&searched_far)),
    CALL(ioctl, NOFD, BTRFS_IOC_TREE_SEARCH_V2, A(&searched2)),
    CALL(ioctl, NOFD, BTRFS_IOC_SPACE_INFO, A(&spaces)),
    CALL(ioctl, NOFD, BTRFS_IOC_SPACE_INFO, A(&spaces_counted)),
    CALL(ioctl, NOFD, BTRFS_IOC_INO_LOOKUP, A(&looked_up)),
    CALL(ioctl, NOFD, BTRFS_IOC_INO_LOOKUP, A(&looked_up_here)),
    CALL(ioctl, NOFD, BTRFS_IOC_DEV_REPLACE, A(&replace_started)),
    CALL(ioctl, NOFD, BTRFS_IOC_DEV_REPLACE, A(&replace_told)),
    CALL(ioctl, NOFD, BTRFS_IOC_DEV_REPLACE, A(&replace_ended)),
    CALL(ioctl, NOFD, BTRFS_IOC_GET_DEV_STATS, A(&errors_told)),
    CALL(ioctl, NOFD, BTRFS_IOC_FS_INFO, A(&system_told)),
    CALL(ioctl, NOFD, BTRFS_IOC_BALANCE_V2, A(&balanced)),
    CALL(ioctl, NOFD, BTRFS_IOC_BALANCE_PROGRESS, A(&balanced)),
    CALL(ioctl, NOFD, BTRFS_IOC_SNAP_CREATE_V2, A(&volume_made)),
    CALL(ioctl, NOFD, BTRFS_IOC_SNAP_CREATE_V2, A(&volume_inherits)),
    CALL(ioctl, NOFD, BTRFS_IOC_SUBVOL_CREATE_V2, A(&volume_lost)),
    CALL(ioctl, NOFD, BTRFS_IOC_SET_RECEIVED_SUBVOL, A(&subvolume_received)),
    ASKED(BTRFS_IOC_SEND),
    ASKED(RTC_EPOCH_SET),
    ASKED(RTC_EPOCH_READ),
    ASKED(_IOC(_IOC_WRITE, 'E', 0x80, sizeof(struct ff_effect) - 4)),
    ASKED(BTRFS_IOC_TREE_SEARCH),
    ASKED(BTRFS_IOC_TREE_SEARCH_V2),
    CALL(ioctl, NOFD, BTRFS_IOC_SPACE_INFO, A(BAD)),
    CALL(ioctl, NOFD, BTRFS_IOC_SPACE_INFO, 0),
    ASKED(BTRFS_IOC_INO_LOOKUP),
    ASKED(BTRFS_IOC_DEV_REPLACE),
    ASKED(BTRFS_IOC_GET_DEV_STATS),
    ASKED(BTRFS_IOC_FS_INFO),
    ASKED(BTRFS_IOC_BALANCE_PROGRESS),
    ASKED(BTRFS_IOC_SNAP_CREATE_V2),
    ASKED(BTRFS_IOC_SET_RECEIVED_SUBVOL),
};

#endif
