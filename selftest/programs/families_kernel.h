/* Families of what the kernel's own objects are told: mounts, modules, keys, traced processes,
 * rings. A part of families.c. */
#ifndef SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_KERNEL_H_
#define SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_KERNEL_H_

#define NOBODY 7777777 /* no process's number */
#define NOWHERE A("/nonexistent/place")

static uint64_t mount_changes[6] = {1, 0x10, 1 << 18, 5},
                mount_beyond[6] = {3, 0x30, 0x60000, 7, 0, 9};
static unsigned long kernel_pieces[8] = {0x1000, 16, 0x2000, 4096, 0x3000, 8, 0x4000, 4096};
static unsigned key_call[10] = {5, 4, 2}, spare_key_call[10] = {5, 4, 2, 1, 2, 3, 4, 5, 6, 7};
static struct {
  const char *hash, *other;
  unsigned length, spare[8];
} derivation = {"sha256", "other", 5, {0}}, spare_derivation = {"sha256", "other", 5, {1}};
static uint64_t landlock_fs[2] = {3, 0};
static unsigned probe_words[6] = {0x03020001, 1, 2, 3, 5, 6},
                restriction[4] = {0x07030002, 1, 2, 3}, no_restriction[4] = {0x05000009},
                ring_file_update[4] = {1, 2, 3, 4};
static const struct call mounted[] = {
    CALL(mount, A("none"), NOWHERE, A("tmpfs"), 0, A("size=1m")),
    CALL(mount, A("none"), NOWHERE, A("tmpfs"), 0xc0ed0000, A("size=1m")),
    CALL(mount, A("none"), NOWHERE, A("tmpfs"), 0xc0ed0007, A("size=1m")),
    CALL(mount, A("none"), NOWHERE, A("tmpfs"), 0x20, A("size=1m")),
    CALL(mount, A("none"), NOWHERE, A("tmpfs"), 0x1020, A("size=1m")),
    CALL(mount, A("none"), NOWHERE, A("tmpfs"), 0x1000, A("size=1m")),
    CALL(mount, A("none"), NOWHERE, A("tmpfs"), 0x2100, A("size=1m")),
    CALL(mount, A(long_string), NOWHERE, A("tmpfs"), 0x44000, A("size=1m")),
    CALL(fsconfig, NOFD, 0, A("ro"), A("value"), 5),
    CALL(fsconfig, NOFD, 1, A("source"), A("value"), 0),
    CALL(fsconfig, NOFD, 2, A("key"), A("va\1ue"), 6),
    CALL(fsconfig, NOFD, 2, A("key"), A("value"), 0),
    CALL(fsconfig, NOFD, 3, A("key"), A(long_string), AT_FDCWD),
    CALL(fsconfig, NOFD, 4, A("key"), A(""), NOFD),
    CALL(fsconfig, NOFD, 5, A("key"), A("value"), NOFD),
    CALL(fsconfig, NOFD, 6, A("key"), A("value"), 5),
    CALL(fsconfig, NOFD, 7, 0, 0, 0),
    CALL(fsconfig, NOFD, 1, A(BAD), A(BAD), 0),
    CALL(fsmount, NOFD, 1, 0x30),
    CALL(fsmount, NOFD, 0, 0),
    CALL(open_tree, AT_FDCWD, NOWHERE, 0x8f00),
    CALL(mount_setattr, AT_FDCWD, NOWHERE, 0x8000, A(mount_changes), 32),
    CALL(mount_setattr, AT_FDCWD, NOWHERE, 0, A(mount_changes), 48),
    CALL(mount_setattr, AT_FDCWD, NOWHERE, 0, A(mount_beyond), 48),
    CALL(mount_setattr, AT_FDCWD, NOWHERE, 0, A(mount_beyond), 31),
    CALL(mount_setattr, AT_FDCWD, NOWHERE, 0, A(BAD), 32),
    CALL(memfd_create, A("memory"), 0x54000005),
    CALL(memfd_create, A("memory"), 0x80000000U),
    CALL(fanotify_init, 0xc, O_RDONLY),
    CALL(fanotify_init, 0x804, O_RDWR | O_NOATIME | O_ASYNC),
#ifndef __i386__
    CALL(fanotify_mark, NOFD, 1, 0xc0d0000, -1, 0),
#endif
    CALL(landlock_create_ruleset, A(landlock_fs), 4, 0),
    CALL(landlock_create_ruleset, A(BAD), 8, 0),
    CALL(kexec_load, 0x1000, 2, A(kernel_pieces), 0x3e0001),
    CALL(kexec_load, 0x1000, 0, 0, 0x770000),
    CALL(membarrier, 0x100, 2, 5),
    CALL(membarrier, 0x100, 1, 5),
    CALL(process_vm_readv, NOBODY, A(pieces), 2, A(pieces), 1, 7),
    CALL(pkey_alloc, 0, 7),
};
static const struct call entrusted[] = {
    CALL(keyctl, 23, A(capability_header), A(buffer), 4, A(&derivation)),
    CALL(keyctl, 23, A(capability_header), A(buffer), 4, A(&spare_derivation)),
    CALL(keyctl, 24, 1, 2, A("enc=raw"), A(BAD)),
    CALL(keyctl, 25, A(key_call), A("enc=raw"), A("text"), A(buffer)),
    CALL(keyctl, 26, A(spare_key_call), A("enc=raw"), A("text"), A(buffer)),
    CALL(keyctl, 27, A(key_call), A("enc=raw"), A("text"), A(buffer)),
    CALL(keyctl, 28, A(key_call), A("enc=raw"), A("text"), A("ok")),
    CALL(keyctl, 28, A(BAD), A(BAD), A(BAD), A(BAD)),
    CALL(ptrace, 4, NOBODY, 16, 0),
    CALL(ptrace, 6, NOBODY, 1, 5),
    CALL(ptrace, 21, NOBODY, 1, 3),
    CALL(ptrace, 0x4204, NOBODY, 0x401, A(pieces)),
    CALL(ptrace, 0x420b, NOBODY, 8, A(set1)),
    CALL(ptrace, 0x420b, NOBODY, 16, A(set1)),
    CALL(ptrace, 0x420c, NOBODY, 5, 0),
    CALL(ptrace, 0x420d, NOBODY, 16, A(landlock_fs)),
    CALL(ptrace, 15, NOBODY, 0, A(words)),
    CALL(seccomp, 0, -1, 0),
    CALL(prctl, 6, 3),
    CALL(prctl, 29, -5),
    CALL(prctl, 50, 0x60010),
    CALL(prctl, 55, 0xf, 0, 0, 0),
    CALL(prctl, 55, 6, 0, 0, 0),
    CALL(prctl, 1, 777),
    CALL(quotactl, (int)0x80000200, A("/nonexistent"), -1, A(long_string)),
    CALL(io_uring_register, NOFD, 8, A(probe_words), 1),
    CALL(io_uring_register, NOFD, 11, A(restriction), 1),
    CALL(io_uring_register, NOFD, 11, A(no_restriction), 1),
    CALL(io_uring_register, NOFD, 6, A(ring_file_update), 1),
    CALL(io_uring_register, NOFD, 13, A(words), 32),
    CALL(io_uring_register, NOFD, 13, A(words), 40),
    CALL(io_uring_register, NOFD, 13, A(words), 31),
    CALL(io_uring_register, NOFD, 14, A(words), 32),
    CALL(io_uring_register, NOFD, 20, A(words), 2),
    CALL(io_uring_register, NOFD, 21, A(words), 1),
    CALL(io_uring_register, NOFD, 22, A(words), 1),
    CALL(io_uring_register, NOFD, 17, A(words), 0),
    CALL(io_uring_enter, NOFD, 0, 0, 1, A(set1), 8),
#ifdef __i386__
    CALL(io_uring_enter, NOFD, 0, 0, 1, A(set1), 4),
#endif
    CALL(bpf, 5, A(words), 24),
    CALL(bpf, 5, A(words), 44),
    CALL(bpf, 1, A(words), 24),
    CALL(bpf, 29, A(words), 16),
    CALL(bpf, 20, A(words), 48),
    CALL(bpf, 6, A(words), 12),
    CALL(bpf, 0, A(words), 32),
    CALL(bpf, 0, A(words), 5000),
};

#endif
