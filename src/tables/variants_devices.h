// What ioctl takes of devices that few programs ask, by its request. Private to tables/variants.cc.
#ifndef SYSASSERT_TABLES_VARIANTS_DEVICES_H_
#define SYSASSERT_TABLES_VARIANTS_DEVICES_H_

#include "tables/builders.h"
#include "tables/names.h"
#include "tables/names_devices.h"
#include "tables/variant.h"

namespace sysassert::tables::build {

// As many bytes as kStructures says, or else as the request does (asm-generic/ioctl.h).
constexpr Bytes BytesOfRequest(std::uint32_t request, std::string_view structure) {
  for (const StructureBytes& known : kStructures) {
    if (known.structure == structure) return SizeOf(structure);
  }
  constexpr unsigned kSizeShift = 16, kSizeMask = 0x3fff;
  return Fixed((request >> kSizeShift) & kSizeMask);
}
constexpr Variant Takes(std::uint32_t request, const Parameter& parameter) {
  return {Sysno::ioctl, 2, 1, request, parameter};
}
constexpr Variant Passes(std::uint32_t request, std::string_view structure) {
  return Takes(request, struct_in("argp", structure, BytesOfRequest(request, structure)));
}
constexpr Variant Answers(std::uint32_t request, std::string_view structure) {
  return Takes(request, struct_out("argp", structure, BytesOfRequest(request, structure)));
}
// What it fills in, where `asked` says what it was asked for.
constexpr Variant AnswersAbout(std::uint32_t request, std::string_view structure,
                               std::string_view asked) {
  Variant variant = Answers(request, structure);
  variant.parameter.asked = asked;
  return variant;
}
// What it reads, and what it answers in the same place.
constexpr Variant PassesAndAnswers(std::uint32_t request, std::string_view structure,
                                   std::string_view answer) {
  Variant variant = Passes(request, structure);
  variant.parameter.answer = answer;
  return variant;
}

// clang-format off
inline constexpr Variant kDevicesVariants[] = {
    // disks
    Answers(0x301 /* HDIO_GETGEO */, "hd_geometry"),
    Answers(0x302 /* HDIO_GET_UNMASKINTR */, "ulong"),
    Answers(0x304 /* HDIO_GET_MULTCOUNT */, "ulong"),
    Answers(0x308 /* HDIO_GET_KEEPSETTINGS */, "ulong"),
    Answers(0x309 /* HDIO_GET_32BIT */, "ulong"),
    Answers(0x30a /* HDIO_GET_NOWERR */, "ulong"),
    Answers(0x30b /* HDIO_GET_DMA */, "ulong"),
    Answers(0x30e /* HDIO_GET_WCACHE */, "ulong"),
    Answers(0x30f /* HDIO_GET_ACOUSTIC */, "ulong"),
    Answers(0x310 /* HDIO_GET_ADDRESS */, "ulong"),
    Answers(0x30c /* HDIO_GET_NICE */, "ide_nice"),
    Answers(0x31a /* HDIO_GET_BUSSTATE */, "bus_state"),
    Takes(0x307 /* HDIO_OBSOLETE_IDENTITY */, bytes_out("argp", Fixed(142))),
    Takes(0x30d /* HDIO_GET_IDENTITY */, bytes_out("argp", Fixed(512))),
    Passes(0x31c /* HDIO_DRIVE_RESET */, "three_words"),
    Passes(0x328 /* HDIO_SCAN_HWIF */, "three_words"),
    PassesAndAnswers(0x31f /* HDIO_DRIVE_CMD */, "ata_command", "ata_status"),
    Takes(0x321 /* HDIO_SET_MULTCOUNT */, count("argp")),
    Takes(0x322 /* HDIO_SET_UNMASKINTR */, count("argp")),
    Takes(0x323 /* HDIO_SET_KEEPSETTINGS */, count("argp")),
    Takes(0x324 /* HDIO_SET_32BIT */, count("argp")),
    Takes(0x325 /* HDIO_SET_NOWERR */, count("argp")),
    Takes(0x326 /* HDIO_SET_DMA */, count("argp")),
    Takes(0x327 /* HDIO_SET_PIO_MODE */, count("argp")),
    Takes(0x32a /* HDIO_UNREGISTER_HWIF */, count("argp")),
    Takes(0x32b /* HDIO_SET_WCACHE */, count("argp")),
    Takes(0x32c /* HDIO_SET_ACOUSTIC */, count("argp")),
    Takes(0x32f /* HDIO_SET_ADDRESS */, count("argp")),
    Takes(0x329 /* HDIO_SET_NICE */, flags("argp", kIdeNice)),
    Takes(0x32d /* HDIO_SET_BUSSTATE */, choice("argp", kBusStates)),
    Passes(0x2201 /* SG_SET_TIMEOUT */, "int"),
    Answers(0x2203 /* SG_EMULATED_HOST */, "int"),
    Passes(0x2271 /* SG_SET_COMMAND_Q */, "int"),
    Answers(0x2270 /* SG_GET_COMMAND_Q */, "int"),
    Answers(0x2205 /* SG_GET_TRANSFORM */, "int"),
    Passes(0x2275 /* SG_SET_RESERVED_SIZE */, "int"),
    Answers(0x2272 /* SG_GET_RESERVED_SIZE */, "int"),
    Passes(0x2279 /* SG_SET_FORCE_LOW_DMA */, "int"),
    Answers(0x227a /* SG_GET_LOW_DMA */, "int"),
    Passes(0x227b /* SG_SET_FORCE_PACK_ID */, "int"),
    Answers(0x227c /* SG_GET_PACK_ID */, "int"),
    Answers(0x227d /* SG_GET_NUM_WAITING */, "int"),
    Answers(0x227f /* SG_GET_SG_TABLESIZE */, "int"),
    Answers(0x2282 /* SG_GET_VERSION_NUM */, "int"),
    Passes(0x227e /* SG_SET_DEBUG */, "int"),
    Passes(0x2283 /* SG_NEXT_CMD_LEN */, "int"),
    Passes(0x2287 /* SG_SET_KEEP_ORPHAN */, "int"),
    Answers(0x2288 /* SG_GET_KEEP_ORPHAN */, "int"),
    Passes(0x2284 /* SG_SCSI_RESET */, "scsi_reset"),
    Answers(0x2276 /* SG_GET_SCSI_ID */, "scsi_id"),
    Answers(0x2286 /* SG_GET_REQUEST_TABLE */, "scsi_request"),
    Takes(0xab01 /* NBD_SET_BLKSIZE */, count("argp")),
    Takes(0xab02 /* NBD_SET_SIZE */, count("argp")),
    Takes(0xab07 /* NBD_SET_SIZE_BLOCKS */, count("argp")),
    Takes(0xab09 /* NBD_SET_TIMEOUT */, count("argp")),
    Takes(0xab00 /* NBD_SET_SOCK */, fd("argp")),
    Takes(0xab0a /* NBD_SET_FLAGS */, flags("argp", kNbdFlags)),
    Answers(0x80041284 /* BLKGETZONESZ */, "unsigned"),
    Answers(0x80041285 /* BLKGETNRZONES */, "unsigned"),
    Answers(0x80081280 /* BLKGETDISKSEQ */, "u64"),
    AnswersAbout(0xc0481273 /* BLKTRACESETUP */, "block_trace", "block_trace_asked"),
    AnswersAbout(0xc0401273 /* of i386 */, "block_trace32", "block_trace_asked32"),
    // flash
    Takes(0x4d13 /* MTDFILEMODE */, choice("argp", kMtdFileModes)),
    Passes(0x40084d02 /* MEMERASE */, "mtd_range"),
    Passes(0x40084d05 /* MEMLOCK */, "mtd_range"),
    Passes(0x40084d06 /* MEMUNLOCK */, "mtd_range"),
    Passes(0x80084d17 /* MEMISLOCKED */, "mtd_range"),
    Passes(0x40104d14 /* MEMERASE64 */, "mtd_range64"),
    Passes(0x40084d0b /* MEMGETBADBLOCK */, "u64"),
    Passes(0x40084d0c /* MEMSETBADBLOCK */, "u64"),
    Answers(0x80044d07 /* MEMGETREGIONCOUNT */, "int"),
    AnswersAbout(0xc0104d08 /* MEMGETREGIONINFO */, "mtd_region", "mtd_region_asked"),
    Answers(0x80204d01 /* MEMGETINFO */, "mtd_information"),
    Answers(0x80c84d0a /* MEMGETOOBSEL */, "mtd_spare"),
    Answers(0x81484d11 /* ECCGETLAYOUT */, "mtd_layout"),
    Answers(0x80104d12 /* ECCGETSTATS */, "mtd_statistics"),
    Passes(0xc0104d03 /* MEMWRITEOOB */, "mtd_spare_buffer"),
    Passes(0xc00c4d03 /* of i386 */, "mtd_spare_buffer32"),
    Passes(0xc0104d04 /* MEMREADOOB */, "mtd_spare_buffer"),
    Passes(0xc00c4d04 /* of i386 */, "mtd_spare_buffer32"),
    Passes(0xc0184d15 /* MEMWRITEOOB64 */, "mtd_spare_buffer64"),
    Passes(0xc0184d16 /* MEMREADOOB64 */, "mtd_spare_buffer64"),
    Passes(0xc0304d18 /* MEMWRITE */, "mtd_write"),
    Passes(0x80044d0d /* OTPSELECT */, "mtd_one_time"),
    Answers(0x40044d0e /* OTPGETREGIONCOUNT */, "unsigned"),
    Answers(0x400c4d0f /* OTPGETREGIONINFO */, "mtd_locked_range"),
    Passes(0x800c4d10 /* OTPLOCK */, "mtd_locked_range"),
    Passes(0x40044f01 /* UBI_IOCEBER */, "int"),
    Passes(0x40044f04 /* UBI_IOCEBUNMAP */, "int"),
    Passes(0x80044f05 /* UBI_IOCEBISMAP */, "int"),
    Passes(0x40046f01 /* UBI_IOCRMVOL */, "int"),
    Passes(0x40046f04 /* UBI_IOCRPEB */, "int"),
    Passes(0x40046f05 /* UBI_IOCSPEB */, "int"),
    Passes(0x40046f41 /* UBI_IOCDET */, "int"),
    Passes(0x40044f02 /* UBI_IOCEBCH */, "ubi_change"),
    Passes(0x40084f03 /* UBI_IOCEBMAP */, "ubi_map"),
    Passes(0x40084f00 /* UBI_IOCVOLUP */, "s64"),
    Passes(0x400c6f02 /* UBI_IOCRSVOL */, "ubi_resize"),
    Passes(0x40104f06 /* UBI_IOCSETVOLPROP */, "ubi_property"),
    PassesAndAnswers(0x40186f40 /* UBI_IOCATT */, "ubi_attach", "int"),
    PassesAndAnswers(0x40986f00 /* UBI_IOCMKVOL */, "ubi_volume", "int"),
    Passes(0x51106f03 /* UBI_IOCRNVOL */, "ubi_names"),
    // clocks and counters
    Answers(0x80047013 /* RTC_VL_READ */, "rtc_voltage"),
    Passes(0x40207012 /* RTC_PLL_SET */, "rtc_pll"),
    Passes(0x401c7012 /* of i386 */, "rtc_pll32"),
    Answers(0x80207011 /* RTC_PLL_GET */, "rtc_pll"),
    Answers(0x801c7011 /* of i386 */, "rtc_pll32"),
    PassesAndAnswers(0x40187013 /* RTC_PARAM_GET */, "rtc_parameter_asked", "rtc_parameter_got"),
    Passes(0x40187014 /* RTC_PARAM_SET */, "rtc_parameter"),
    Passes(0x40103d0b /* PTP_EXTTS_REQUEST2 */, "ptp_extts2"),
    Passes(0x40383d0c /* PTP_PEROUT_REQUEST2 */, "ptp_perout2"),
    AnswersAbout(0x43403d05 /* PTP_SYS_OFFSET */, "ptp_offsets", "ptp_offsets_asked"),
    AnswersAbout(0x43403d0e /* PTP_SYS_OFFSET2 */, "ptp_offsets", "ptp_offsets_asked"),
    AnswersAbout(0xc0603d06 /* PTP_PIN_GETFUNC */, "ptp_pin", "ptp_pin_asked"),
    AnswersAbout(0xc0603d0f /* PTP_PIN_GETFUNC2 */, "ptp_pin2", "ptp_pin_asked2"),
    Passes(0x40603d07 /* PTP_PIN_SETFUNC */, "ptp_pin_set"),
    Passes(0x40603d10 /* PTP_PIN_SETFUNC2 */, "ptp_pin_set2"),
    Answers(0x80503d01 /* PTP_CLOCK_GETCAPS */, "ptp_capabilities"),
    Answers(0x80503d0a /* PTP_CLOCK_GETCAPS2 */, "ptp_capabilities"),
    Passes(0xc0045706 /* WDIOC_SETTIMEOUT */, "int"),
    Passes(0xc0045708 /* WDIOC_SETPRETIMEOUT */, "int"),
    Answers(0x80045701 /* WDIOC_GETSTATUS */, "int"),
    Answers(0x80045702 /* WDIOC_GETBOOTSTATUS */, "int"),
    Answers(0x80045703 /* WDIOC_GETTEMP */, "int"),
    Answers(0x80045707 /* WDIOC_GETTIMEOUT */, "int"),
    Answers(0x80045709 /* WDIOC_GETPRETIMEOUT */, "int"),
    Answers(0x8004570a /* WDIOC_GETTIMELEFT */, "int"),
    Passes(0x40063e00 /* COUNTER_ADD_WATCH_IOCTL */, "counter_watch"),
    // perf, namespaces, notification
    Takes(0x2400 /* PERF_EVENT_IOC_ENABLE */, flags("argp", kPerfScopes)),
    Takes(0x2401 /* PERF_EVENT_IOC_DISABLE */, flags("argp", kPerfScopes)),
    Takes(0x2403 /* PERF_EVENT_IOC_RESET */, flags("argp", kPerfScopes)),
    Takes(0x2402 /* PERF_EVENT_IOC_REFRESH */, integer("argp")),
    Takes(0x2405 /* PERF_EVENT_IOC_SET_OUTPUT */, fd("argp")),
    Takes(0x40042408 /* PERF_EVENT_IOC_SET_BPF */, fd("argp")),
    Takes(0x40042409 /* PERF_EVENT_IOC_PAUSE_OUTPUT */, count("argp")),
    Passes(0x40082404 /* PERF_EVENT_IOC_PERIOD */, "u64"),
    Answers(0x80082407 /* PERF_EVENT_IOC_ID */, "u64"),
    Answers(0x80042407 /* of i386 */, "u64"),
    Takes(0x40082406 /* PERF_EVENT_IOC_SET_FILTER */, string("argp")),
    Takes(0x40042406 /* of i386 */, string("argp")),
    Passes(0x4008240b /* PERF_EVENT_IOC_MODIFY_ATTRIBUTES */, "perf_event_attr"),
    Passes(0x4004240b /* of i386 */, "perf_event_attr"),
    AnswersAbout(0xc008240a /* PERF_EVENT_IOC_QUERY_BPF */, "perf_programs", "perf_programs_asked"),
    AnswersAbout(0xc004240a /* of i386 */, "perf_programs", "perf_programs_asked"),
    Answers(0xb704 /* NS_GET_OWNER_UID */, "uid_read"),
    Takes(0x40044900 /* INOTIFY_IOC_SETNEXTWD */, integer("argp")),
    // remote controls
    Passes(0x40046911 /* LIRC_SET_SEND_MODE */, "lirc_mode"),
    Passes(0x40046912 /* LIRC_SET_REC_MODE */, "lirc_mode"),
    Answers(0x80046901 /* LIRC_GET_SEND_MODE */, "lirc_mode"),
    Answers(0x80046902 /* LIRC_GET_REC_MODE */, "lirc_mode"),
    Answers(0x80046900 /* LIRC_GET_FEATURES */, "lirc_features"),
    Passes(0x40046913 /* LIRC_SET_SEND_CARRIER */, "unsigned"),
    Passes(0x40046914 /* LIRC_SET_REC_CARRIER */, "unsigned"),
    Passes(0x40046915 /* LIRC_SET_SEND_DUTY_CYCLE */, "unsigned"),
    Passes(0x40046917 /* LIRC_SET_TRANSMITTER_MASK */, "hex_word"),
    Passes(0x40046918 /* LIRC_SET_REC_TIMEOUT */, "unsigned"),
    Passes(0x40046919 /* LIRC_SET_REC_TIMEOUT_REPORTS */, "unsigned"),
    Passes(0x4004691d /* LIRC_SET_MEASURE_CARRIER_MODE */, "unsigned"),
    Passes(0x4004691f /* LIRC_SET_REC_CARRIER_RANGE */, "unsigned"),
    Passes(0x40046923 /* LIRC_SET_WIDEBAND_RECEIVER */, "unsigned"),
    Answers(0x80046907 /* LIRC_GET_REC_RESOLUTION */, "unsigned"),
    Answers(0x80046908 /* LIRC_GET_MIN_TIMEOUT */, "unsigned"),
    Answers(0x80046909 /* LIRC_GET_MAX_TIMEOUT */, "unsigned"),
    Answers(0x8004690f /* LIRC_GET_LENGTH */, "unsigned"),
    Answers(0x80046924 /* LIRC_GET_REC_TIMEOUT */, "unsigned"),
    // trusted environments
    Answers(0x800ca400 /* TEE_IOC_VERSION */, "tee_version"),
    Passes(0x8004a405 /* TEE_IOC_CLOSE_SESSION */, "tee_session"),
    Passes(0x8008a404 /* TEE_IOC_CANCEL */, "tee_cancel"),
    Passes(0x8010a402 /* TEE_IOC_OPEN_SESSION */, "tee_buffer"),
    Passes(0x8010a403 /* TEE_IOC_INVOKE */, "tee_buffer"),
    Passes(0x8010a406 /* TEE_IOC_SUPPL_RECV */, "tee_buffer"),
    Passes(0x8010a407 /* TEE_IOC_SUPPL_SEND */, "tee_buffer"),
    PassesAndAnswers(0xc010a401 /* TEE_IOC_SHM_ALLOC */, "tee_memory", "tee_memory_made"),
    PassesAndAnswers(0xc018a409 /* TEE_IOC_SHM_REGISTER */, "tee_registered", "tee_registered_made"),
    // input
    Takes(0x80104592 /* EVIOCGMASK */, address("argp")),
    Takes(0x40104593 /* EVIOCSMASK */, address("argp")),
    // consoles
    Takes(0x4b2f /* KIOCSOUND */, word("argp", "sound")),
    Takes(0x4b30 /* KDMKTONE */, word("argp", "tone")),
    Takes(0x4b32 /* KDSETLED */, word("argp", "lights")),
    Takes(0x4b65 /* KDSKBLED */, word("argp", "light_flags")),
    Takes(0x4b3a /* KDSETMODE */, choice("argp", kConsoleModes)),
    Takes(0x4b45 /* KDSKBMODE */, word("argp", "keyboard_mode")),
    Takes(0x4b63 /* KDSKBMETA */, choice("argp", kKeyboardMetas)),
    Takes(0x4b4e /* KDSIGACCEPT */, word("argp", "signal_or_number")),
    Answers(0x4b31 /* KDGETLED */, "lights"),
    Answers(0x4b64 /* KDGKBLED */, "light_flags"),
    Answers(0x4b33 /* KDGKBTYPE */, "keyboard_kind"),
    Answers(0x4b3b /* KDGETMODE */, "console_mode"),
    Answers(0x4b44 /* KDGKBMODE */, "keyboard_mode"),
    Answers(0x4b62 /* KDGKBMETA */, "keyboard_meta"),
    // filesystems
    Passes(0x41009432 /* FS_IOC_SETFSLABEL */, "fs_label"),
    Answers(0x81009431 /* FS_IOC_GETFSLABEL */, "fs_label"),
    Passes(0x40046602 /* FS_IOC32_SETFLAGS */, "file_flags"),
    Answers(0x80046601 /* FS_IOC32_GETFLAGS */, "file_flags"),
    PassesAndAnswers(0xc0189436 /* FIDEDUPERANGE */, "same_range", "same_range_done"),
    Passes(0x50009401 /* BTRFS_IOC_SNAP_CREATE */, "btrfs_volume"),
    Passes(0x50009403 /* BTRFS_IOC_RESIZE */, "btrfs_volume"),
    Passes(0x50009404 /* BTRFS_IOC_SCAN_DEV */, "btrfs_volume"),
    Passes(0x50009405 /* BTRFS_IOC_FORGET_DEV */, "btrfs_volume"),
    Passes(0x5000940a /* BTRFS_IOC_ADD_DEV */, "btrfs_volume"),
    Passes(0x5000940b /* BTRFS_IOC_RM_DEV */, "btrfs_volume"),
    Passes(0x5000940e /* BTRFS_IOC_SUBVOL_CREATE */, "btrfs_volume"),
    Passes(0x5000940f /* BTRFS_IOC_SNAP_DESTROY */, "btrfs_volume"),
    Passes(0x90009427 /* BTRFS_IOC_DEVICES_READY */, "btrfs_volume"),
    Passes(0x40089413 /* BTRFS_IOC_DEFAULT_SUBVOL */, "u64"),
    Passes(0x40089416 /* BTRFS_IOC_WAIT_SYNC */, "u64"),
    Answers(0x80089418 /* BTRFS_IOC_START_SYNC */, "u64"),
    Passes(0x4008941a /* BTRFS_IOC_SUBVOL_SETFLAGS */, "btrfs_subvolume_flags"),
    Answers(0x80089419 /* BTRFS_IOC_SUBVOL_GETFLAGS */, "btrfs_subvolume_flags"),
    Passes(0x40309410 /* BTRFS_IOC_DEFRAG_RANGE */, "btrfs_defragmented"),
    Passes(0x40309439 /* BTRFS_IOC_SET_FEATURES */, "btrfs_features_set"),
    Answers(0x80189439 /* BTRFS_IOC_GET_FEATURES */, "btrfs_features"),
    Answers(0x80489439 /* BTRFS_IOC_GET_SUPPORTED_FEATURES */, "btrfs_features_supported"),
    Passes(0x4010942a /* BTRFS_IOC_QGROUP_CREATE */, "btrfs_created_group"),
    Passes(0x40189429 /* BTRFS_IOC_QGROUP_ASSIGN */, "btrfs_assigned_group"),
    Answers(0x8030942b /* BTRFS_IOC_QGROUP_LIMIT */, "btrfs_limited_group"),
    Passes(0x4040942c /* BTRFS_IOC_QUOTA_RESCAN */, "btrfs_rescan"),
    Answers(0x8040942d /* BTRFS_IOC_QUOTA_RESCAN_STATUS */, "btrfs_rescanned"),
    Passes(0xc0109428 /* BTRFS_IOC_QUOTA_CTL */, "btrfs_quota"),
    Passes(0x40489426 /* BTRFS_IOC_SEND */, "btrfs_sent"),
    PassesAndAnswers(0xc400941b /* BTRFS_IOC_SCRUB */, "btrfs_scrubbed", "btrfs_scrub_progress"),
    PassesAndAnswers(0xc400941d /* BTRFS_IOC_SCRUB_PROGRESS */, "btrfs_device", "btrfs_scrub_progress"),
    PassesAndAnswers(0xd000941e /* BTRFS_IOC_DEV_INFO */, "btrfs_device_asked", "btrfs_device_told"),
    PassesAndAnswers(0xc0389423 /* BTRFS_IOC_INO_PATHS */, "btrfs_inode_paths", "btrfs_inode_paths_found"),
    PassesAndAnswers(0xc0389424 /* BTRFS_IOC_LOGICAL_INO */, "btrfs_logical_inodes", "btrfs_logical_inodes_found"),
    Takes(0x40049421 /* BTRFS_IOC_BALANCE_CTL */, choice("argp", kBtrfsBalanceControls)),
    // fonts and maps of consoles
    Takes(0x4b41 /* PIO_SCRNMAP */, binary_in("argp", Fixed(256))),
    Takes(0x4b40 /* GIO_SCRNMAP */, binary_out("argp", Fixed(256))),
    Takes(0x4b61 /* PIO_FONT */, binary_in("argp", Fixed(8192))),
    Takes(0x4b60 /* GIO_FONT */, binary_out("argp", Fixed(8192))),
    Takes(0x4b71 /* PIO_CMAP */, binary_in("argp", Fixed(48))),
    Takes(0x4b70 /* GIO_CMAP */, binary_out("argp", Fixed(48))),
};
// clang-format on

}  // namespace sysassert::tables::build

#endif  // SYSASSERT_TABLES_VARIANTS_DEVICES_H_
