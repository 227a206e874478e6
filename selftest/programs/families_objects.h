/* Families of calls whose objects depend on an operation, or lie behind pointers in other objects.
 * A part of families.c. */
#ifndef SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_OBJECTS_H_
#define SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_OBJECTS_H_

#include <asm/ldt.h>
#include <linux/bpf.h>
#include <linux/dqblk_xfs.h>
#include <linux/filter.h>
#include <linux/io_uring.h>
#include <linux/kexec.h>
#include <linux/perf_event.h>
#include <linux/quota.h>
#include <linux/seccomp.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/quota.h>
#include <sys/sem.h>
#include <sys/shm.h>

static unsigned long nodes[2] = {1, 0}, many_nodes[2] = {5, 3}, no_nodes[1], all_nodes[16];
static void* pages[3] = {buffer, BAD, NULL};
static int page_nodes[3] = {0, 1, -1}, page_states[3];
static struct {
  void* set;
  size_t size;
} pselect_mask = {set1, 8}, bad_mask = {BAD, 8}, odd_mask = {set1, 5}, null_mask = {NULL, 8};
static struct kexec_segment segments[2] = {{buffer, 16, (void*)0x1000, 4096}, {NULL, 0, NULL, 0}};
static const struct call memories[] = {
    CALL(mincore, A(0), 4096, A(buffer)),
    CALL(mmap, 0x10000000, 40960, 3, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0),
    CALL(mincore, 0x10000000, 8192, A(buffer)),
    CALL(mincore, 0x10000000, 8193, A(buffer)),
    CALL(mincore, 0x10000000, 40960, A(buffer)),
    CALL(mincore, 0x10000000, 0, A(buffer)),
    CALL(mincore, 0x10000000, 4096, A(BAD)),
    CALL(mincore, 0x10000000, 4096, 0),
    CALL(mbind, 0x10000000, 4096, 1, A(nodes), 64, 0),
    CALL(mbind, 0x10000000, 4096, 0x8001, A(many_nodes), 128, 1),
    CALL(mbind, 0x10000000, 4096, 2, A(nodes), 0, 7),
    CALL(mbind, 0x10000000, 4096, 77, A(BAD), 64, 0x77),
    CALL(mbind, 0x10000000, 4096, 1, 0, 64, 0),
    CALL(mbind, 0x10000000, 4096, 3, A(nodes), 1 << 30, 0),
    CALL(set_mempolicy, 0, 0, 0),
    CALL(set_mempolicy, 1, A(nodes), 64),
    CALL(set_mempolicy, 1, A(nodes), 1),
    CALL(set_mempolicy, 0x4003, A(many_nodes), 65),
    CALL(set_mempolicy, 2, A(BAD), 64),
    CALL(set_mempolicy, 0, 0, 0),
    CALL(get_mempolicy, A(&number), A(no_nodes), 64, 0, 0),
    CALL(get_mempolicy, A(&number), A(all_nodes), 1024, 0, 0),
    CALL(get_mempolicy, A(&number), A(all_nodes), 1024, 0, 4),
    CALL(get_mempolicy, A(BAD), A(no_nodes), 64, 0, 7),
    CALL(get_mempolicy, 0, A(BAD), 1024, 0x10000000, 2),
    CALL(get_mempolicy, 0, 0, 0, 0, 0),
    CALL(migrate_pages, 0x3fffffff, 64, A(nodes), A(many_nodes)),
    CALL(migrate_pages, 0x3fffffff, 128, A(many_nodes), A(BAD)),
    CALL(migrate_pages, 0, 0, 0, 0),
    CALL(move_pages, 0, 3, A(pages), A(page_nodes), A(page_states), 2),
    CALL(move_pages, 0, 2, A(pages), 0, A(page_states), 4),
    CALL(move_pages, 0x3fffffff, 3, A(pages), A(page_nodes), A(page_states), 0x77),
    CALL(move_pages, 0, 2, A(BAD), A(BAD), A(BAD), 0),
    CALL(move_pages, 0, 0, A(pages), A(page_nodes), A(page_states), 0),
    CALL(move_pages, 0, 2, 0, 0, 0, 0),
    CALL(pselect6, 2, 0, A(&write_set), 0, A(&tiny), A(&pselect_mask)),
    CALL(pselect6, 2, 0, A(&write_set), 0, A(&tiny), A(&null_mask)),
    CALL(pselect6, 2, 0, A(&write_set), 0, A(&tiny), A(&bad_mask)),
    CALL(pselect6, 2, 0, A(&write_set), 0, A(&tiny), A(&odd_mask)),
    CALL(pselect6, 0, 0, 0, 0, A(&tiny), A(BAD)),
    CALL(kexec_load, 0x1000, 1, A(segments), 1),
    CALL(kexec_load, 0x1000, 2, A(segments), 0x3e0073),
    CALL(kexec_load, 0x1000, 17, A(segments), 2),
    CALL(kexec_load, 0, 1, A(BAD), 0),
    CALL(kexec_load, 0, 1, 0, 0),
};

static struct shmid_ds segment = {.shm_perm = {.uid = 1, .gid = 2, .mode = 0640}};
static struct semid_ds semaphores = {.sem_perm = {.uid = 1, .gid = 2, .mode = 0640}};
static struct msqid_ds queue = {.msg_perm = {.uid = 1, .gid = 2, .mode = 0640}, .msg_qbytes = 77};
static unsigned short levels[4] = {1, 2, 3, 4};
/* Made by main, since their numbers are the kernel's. */
#define MADE_SEGMENT 0x7d616401L
#define MADE_SET 0x7d616402L
#define MADE_QUEUE 0x7d616403L
static const struct call system_v[] = {
    CALL(shmctl, MADE_SEGMENT, IPC_STAT, A(&segment)),
    CALL(shmctl, MADE_SEGMENT, IPC_SET, A(&segment)),
    CALL(shmctl, MADE_SEGMENT, IPC_STAT, A(BAD)),
    CALL(shmctl, MADE_SEGMENT, IPC_RMID, 0),
    CALL(semctl, MADE_SET, 0, IPC_STAT, A(&semaphores)),
    CALL(semctl, MADE_SET, 0, SETALL, A(levels)),
    CALL(semctl, MADE_SET, 0, GETALL, A(levels)),
    CALL(semctl, MADE_SET, 1, GETVAL, 0),
    CALL(semctl, MADE_SET, 0, IPC_RMID, 0),
    CALL(msgctl, MADE_QUEUE, IPC_STAT, A(&queue)),
    CALL(msgctl, MADE_QUEUE, IPC_RMID, 0),
    CALL(shmctl, -1, IPC_SET, A(&segment)),
    CALL(shmctl, -1, IPC_SET, A(BAD)),
    CALL(shmctl, -1, IPC_STAT, A(&segment)),
    CALL(shmctl, -1, IPC_RMID, A(&segment)),
    CALL(shmctl, -1, SHM_LOCK, A(BAD)),
    CALL(shmctl, -1, SHM_INFO, A(BAD)),
    CALL(shmctl, 0, SHM_INFO, A(buffer)),
    CALL(shmctl, 0, IPC_INFO, A(buffer)),
    CALL(shmctl, -1, SHM_STAT, A(buffer)),
    CALL(shmctl, -1, 15, A(buffer)),
    CALL(shmctl, -1, 0x102, A(buffer)),
    CALL(shmctl, -1, 777, A(buffer)),
    CALL(semctl, -1, 0, IPC_STAT, A(&semaphores)),
    CALL(semctl, -1, 0, IPC_SET, A(&semaphores)),
    CALL(semctl, -1, 0, IPC_SET, A(BAD)),
    CALL(semctl, -1, 0, IPC_SET, 0),
    CALL(semctl, 0, 0, SEM_INFO, A(buffer)),
    CALL(semctl, 0, 0, IPC_INFO, A(buffer)),
    CALL(semctl, 0, 0, IPC_INFO, A(BAD)),
    CALL(semctl, -1, 0, SEM_STAT, A(buffer)),
    CALL(semctl, -1, 0, 20, A(buffer)),
    CALL(semctl, -1, 1, GETVAL, 0),
    CALL(semctl, -1, 1, GETPID, 5),
    CALL(semctl, -1, 1, SETVAL, 5),
    CALL(semctl, -1, 0, GETALL, A(levels)),
    CALL(semctl, -1, 0, SETALL, A(levels)),
    CALL(semctl, -1, 0, 777, A(levels)),
    CALL(semctl, -1, 0, IPC_RMID | 0x100, A(levels)),
    CALL(msgctl, -1, IPC_STAT, A(&queue)),
    CALL(msgctl, -1, IPC_SET, A(&queue)),
    CALL(msgctl, -1, IPC_SET, A(BAD)),
    CALL(msgctl, 0, MSG_INFO, A(buffer)),
    CALL(msgctl, 0, IPC_INFO, A(buffer)),
    CALL(msgctl, -1, MSG_STAT, A(buffer)),
    CALL(msgctl, -1, 13, A(buffer)),
    CALL(msgctl, -1, 777, A(buffer)),
};

static struct user_desc descriptor = {77,
                                      0x1234,
                                      0x5678,
                                      1,
                                      0,
                                      1,
                                      0,
                                      1,
                                      0
#ifndef __i386__
                                      ,
                                      1
#endif
};
static struct user_desc no_descriptor = {
    .entry_number = -1, .read_exec_only = 1, .seg_not_present = 1};
static struct io_event completed[2];
static struct iocb block = {.aio_data = 5, .aio_lio_opcode = 0, .aio_fildes = 1};
static const struct call oddities[] = {
    CALL(ustat, 0x801, A(buffer)),
    CALL(ustat, 0x801, A(BAD)),
    CALL(modify_ldt, 0, A(buffer), 16),
    CALL(modify_ldt, 1, A(&descriptor), sizeof descriptor),
    CALL(modify_ldt, 1, A(&descriptor), 5),
    CALL(modify_ldt, 0x11, A(&no_descriptor), sizeof descriptor),
    CALL(modify_ldt, 0x11, A(BAD), sizeof descriptor),
    CALL(modify_ldt, 2, A(buffer), 16),
    CALL(modify_ldt, 77, A(buffer), 16),
    CALL(_sysctl, A(buffer)),
    CALL(_sysctl, A(BAD)),
    CALL(get_kernel_syms, A(buffer)),
    CALL(query_module, A("name"), 1, A(buffer), 8, A(&number)),
    CALL(query_module, A("name"), 5, A(buffer), 8, A(&number)),
    CALL(query_module, A(BAD), 77, A(BAD), 8, A(BAD)),
    CALL(nfsservctl, 0, A(buffer), A(buffer)),
    CALL(nfsservctl, 77, A(buffer), 0),
    CALL(set_thread_area, A(&descriptor)),
    CALL(get_thread_area, A(&descriptor)),
#ifndef __i386__
    CALL(epoll_ctl_old, 1, 2, 3, A(&event)),
    CALL(epoll_wait_old, 1, A(events), 2, 3),
#endif
    CALL(io_setup, 4, A(&context)),
    CALL(io_getevents, 5, 1, 2, A(completed), A(&tiny)),
    CALL(io_getevents, 5, 1, 2, A(BAD), A(BAD)),
    CALL(io_pgetevents, 5, 1, 2, A(completed), A(&tiny), A(&pselect_mask)),
    CALL(io_pgetevents, 5, 1, 2, A(completed), 0, A(&bad_mask)),
    CALL(io_pgetevents, 5, 1, 2, A(completed), 0, A(BAD)),
    CALL(io_pgetevents, 5, 1, 2, A(completed), 0, 0),
    CALL(io_cancel, 5, A(&block), A(completed)),
    CALL(io_cancel, 5, A(BAD), A(completed)),
};

static struct dqblk limits = {.dqb_bhardlimit = 1, .dqb_bsoftlimit = 2, .dqb_valid = 0x77};
static struct fs_disk_quota xfs_limits = {
    .d_version = 1, .d_flags = 1, .d_fieldmask = 5, .d_id = 6};
static unsigned quota_format = 2, quota_flags = 0x3f, odd_format = 0x77;
static const struct call quotas[] = {
    CALL(quotactl, QCMD(Q_SYNC, USRQUOTA), 0, 0, 0),
    CALL(quotactl, QCMD(Q_QUOTAON, USRQUOTA), A("/dev/none"), 2, A("/aquota")),
    CALL(quotactl, QCMD(Q_QUOTAON, GRPQUOTA), A("/dev/none"), 77, A(BAD)),
    CALL(quotactl, QCMD(Q_QUOTAOFF, GRPQUOTA), A("/dev/none"), 5, A("x")),
    CALL(quotactl, QCMD(Q_GETQUOTA, USRQUOTA), A("/dev/none"), 5, A(&limits)),
    CALL(quotactl, QCMD(0x800009, USRQUOTA), A("/dev/none"), 5, A(&limits)),
    CALL(quotactl, QCMD(Q_SETQUOTA, 2), A("/dev/none"), -1, A(&limits)),
    CALL(quotactl, QCMD(Q_SETQUOTA, 2), A("/dev/none"), 5, A(BAD)),
    CALL(quotactl, QCMD(Q_GETFMT, USRQUOTA), A("/dev/none"), 5, A(&quota_format)),
    CALL(quotactl, QCMD(Q_GETINFO, USRQUOTA), A("/dev/none"), 5, A(buffer)),
    CALL(quotactl, QCMD(Q_SETINFO, USRQUOTA), A("/dev/none"), 5, A(&limits)),
    CALL(quotactl, QCMD(Q_XQUOTAON, USRQUOTA), A("/dev/none"), 5, A(&quota_flags)),
    CALL(quotactl, QCMD(Q_XQUOTAOFF, USRQUOTA), A("/dev/none"), 5, A(&odd_format)),
    CALL(quotactl, QCMD(Q_XGETQUOTA, USRQUOTA), A("/dev/none"), 5, A(&xfs_limits)),
    CALL(quotactl, QCMD(Q_XSETQLIM, USRQUOTA), A("/dev/none"), 5, A(&xfs_limits)),
    CALL(quotactl, QCMD(Q_XGETQSTAT, USRQUOTA), A("/dev/none"), 5, A(buffer)),
    CALL(quotactl, QCMD(Q_XGETQSTATV, USRQUOTA), A("/dev/none"), 5, A(buffer)),
    CALL(quotactl, QCMD(Q_XQUOTARM, USRQUOTA), A("/dev/none"), 5, A(&quota_flags)),
    CALL(quotactl, QCMD(Q_XQUOTASYNC, USRQUOTA), A("/dev/none"), 5, A(&quota_flags)),
    CALL(quotactl, 0x12345678, A("/dev/none"), 5, A(&quota_flags)),
    CALL(quotactl, QCMD(Q_SETQUOTA, 7), A(BAD), 5, A(&limits)),
    CALL(quotactl_fd, NOFD, QCMD(Q_SETQUOTA, 2), 5, A(&limits)),
    CALL(quotactl_fd, 1, QCMD(Q_GETFMT, 2), 5, A(&quota_format)),
};

static struct {
  unsigned bytes;
  int type;
  unsigned char data[128];
} handle = {128, 0, {0}}, small_handle = {2, 5, "ab"}, made_handle = {8, 1, "\1\2\3\4\5\6\7\10"},
  wide_handle = {129, 1, {0}};
static int mount_id;
static const struct call handles[] = {
    CALL(name_to_handle_at, AT_FDCWD, A("/tmp"), A(&handle), A(&mount_id), 0),
    CALL(name_to_handle_at, AT_FDCWD, A("/tmp"), A(&small_handle), A(&mount_id), AT_SYMLINK_FOLLOW),
    CALL(name_to_handle_at, AT_FDCWD, A("/nonexistent"), A(&made_handle), A(&mount_id), 0x1400),
    CALL(name_to_handle_at, NOFD, A("x"), A(&wide_handle), A(&mount_id), 0x8000),
    CALL(name_to_handle_at, NOFD, A(BAD), A(BAD), A(BAD), 0),
    CALL(name_to_handle_at, NOFD, 0, 0, 0, 0),
    CALL(open_by_handle_at, NOFD, A(&made_handle), O_RDONLY),
    CALL(open_by_handle_at, AT_FDCWD, A(&made_handle), O_RDWR | O_CREAT),
    CALL(open_by_handle_at, NOFD, A(&wide_handle), O_RDONLY),
    CALL(open_by_handle_at, NOFD, A(BAD), O_RDONLY),
};

static struct sock_filter statements[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 4),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0xc000003e, 1, 0),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 5),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    BPF_STMT(BPF_RET | BPF_A, 0),
    BPF_STMT(BPF_LD | BPF_IMM, 5),
    BPF_STMT(BPF_LDX | BPF_MEM, 3),
    BPF_STMT(BPF_LDX | BPF_B | BPF_MSH, 14),
    BPF_STMT(BPF_ST, 1),
    BPF_STMT(BPF_STX, 2),
    BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xff),
    BPF_STMT(BPF_ALU | BPF_XOR | BPF_X, 0),
    BPF_STMT(BPF_ALU | BPF_NEG, 0),
    BPF_JUMP(BPF_JMP | BPF_JA, 7, 0, 0),
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_X, 0, 3, 4),
    BPF_STMT(BPF_MISC | BPF_TAX, 0),
    BPF_STMT(BPF_MISC | BPF_TXA, 0),
    BPF_STMT(BPF_LD | BPF_H | BPF_IND, 0xfffff000),
    BPF_STMT(BPF_LD | BPF_W | BPF_LEN, 0),
    {0xffff, 1, 2, 3},
    {BPF_MISC | 0x77, 0, 0, 5},
};
static struct sock_fprog whole_filter = {22, statements}, cut_filter = {4, statements},
                         long_filter = {5000, statements}, bad_filter = {2, BAD},
                         null_filter = {3, NULL}, empty_filter = {0, statements};
static const struct call filters[] = {
    CALL(seccomp, 1, 0x40, A(&whole_filter)),
    CALL(seccomp, 1, 0x77, A(&cut_filter)),
    CALL(seccomp, 1, 0x40, A(&long_filter)),
    CALL(seccomp, 1, 0x40, A(&bad_filter)),
    CALL(seccomp, 1, 0x40, A(&null_filter)),
    CALL(seccomp, 1, 0x40, A(&empty_filter)),
    CALL(seccomp, 0, 1, A(&empty_filter)),
    CALL(seccomp, 77, 1, A(&empty_filter)),
    CALL(prctl, 22, 2, A(&whole_filter)),
    CALL(prctl, 22, 2, A(&bad_filter)),
    CALL(setsockopt, NOFD, SOL_SOCKET, 26, A(&cut_filter), sizeof cut_filter),
    CALL(setsockopt, NOFD, SOL_SOCKET, 26, A(&cut_filter), 5),
    CALL(setsockopt, NOFD, SOL_SOCKET, 51, A(&cut_filter), sizeof cut_filter),
    CALL(setsockopt, NOFD, SOL_SOCKET, 27, A(&cut_filter), sizeof cut_filter),
    CALL(getsockopt, NOFD, SOL_SOCKET, 26, A(buffer), A(&int_length)),
};

static struct io_uring_params ring = {.flags = IORING_SETUP_SQPOLL | IORING_SETUP_SQ_AFF,
                                      .sq_thread_cpu = 7,
                                      .sq_thread_idle = 9},
                              plain_ring, odd_ring = {.flags = 0xff000000, .resv = {1, 0, 0}},
                              shared_ring = {.flags = IORING_SETUP_ATTACH_WQ, .wq_fd = NOFD};
static int ring_files[3] = {1, -1, NOFD};
static struct io_uring_files_update update = {1, 0, 0};
static struct io_uring_rsrc_register resources = {.nr = 2, .flags = 0};
static struct io_uring_rsrc_update2 resource_update = {.offset = 1, .tags = 5, .nr = 2};
static struct io_uring_restriction restrictions[2] = {{.opcode = 0, .register_op = 3},
                                                      {.opcode = 3, .sqe_flags = 5}};
static union {
  struct io_uring_probe probe;
  char room[sizeof(struct io_uring_probe) + 4 * sizeof(struct io_uring_probe_op)];
} probe;
static unsigned max_workers[2] = {3, 4};
static struct io_uring_buf_reg buffers_ring = {.ring_addr = 0x1000, .ring_entries = 8, .bgid = 3};
static const struct call rings[] = {
    CALL(io_uring_setup, 4, A(&ring)),
    CALL(io_uring_setup, 0, A(&plain_ring)),
    CALL(io_uring_setup, 4, A(&odd_ring)),
    CALL(io_uring_setup, 4, A(&shared_ring)),
    CALL(io_uring_setup, 4, A(BAD)),
    CALL(io_uring_setup, 4, 0),
    CALL(io_uring_setup, 4, A(&plain_ring)),
    CALL(io_uring_register, NOFD, 0, A(pieces), 3),
    CALL(io_uring_register, NOFD, 0, A(BAD), 3),
    CALL(io_uring_register, NOFD, 1, 0, 0),
    CALL(io_uring_register, NOFD, 2, A(ring_files), 3),
    CALL(io_uring_register, NOFD, 2, A(BAD), 3),
    CALL(io_uring_register, NOFD, 3, 0, 0),
    CALL(io_uring_register, NOFD, 4, A(&one), 1),
    CALL(io_uring_register, NOFD, 5, A(buffer), 1),
    CALL(io_uring_register, NOFD, 6, A(&update), 3),
    CALL(io_uring_register, NOFD, 6, A(BAD), 3),
    CALL(io_uring_register, NOFD, 7, A(&one), 1),
    CALL(io_uring_register, NOFD, 8, A(&probe), 4),
    CALL(io_uring_register, NOFD, 8, A(BAD), 4),
    CALL(io_uring_register, NOFD, 9, 0, 0),
    CALL(io_uring_register, NOFD, 10, 5, 0),
    CALL(io_uring_register, NOFD, 11, A(restrictions), 2),
    CALL(io_uring_register, NOFD, 12, 0, 0),
    CALL(io_uring_register, NOFD, 13, A(&resources), 32),
    CALL(io_uring_register, NOFD, 14, A(&resource_update), 32),
    CALL(io_uring_register, NOFD, 15, A(&resources), 32),
    CALL(io_uring_register, NOFD, 16, A(&resource_update), 32),
    CALL(io_uring_register, NOFD, 17, A(cpus), 8),
    CALL(io_uring_register, NOFD, 18, 0, 0),
    CALL(io_uring_register, NOFD, 19, A(max_workers), 2),
    CALL(io_uring_register, NOFD, 20, A(&resource_update), 1),
    CALL(io_uring_register, NOFD, 21, A(&resource_update), 1),
    CALL(io_uring_register, NOFD, 22, A(&buffers_ring), 1),
    CALL(io_uring_register, NOFD, 23, A(&buffers_ring), 1),
    CALL(io_uring_register, NOFD, 77, A(&buffers_ring), 1),
    CALL(io_uring_register, 3, 8, A(&probe), 4),
};

static struct perf_event_attr
    hardware = {.type = 0,
                .size = sizeof hardware,
                .config = 0,
                .sample_period = 1000,
                .sample_type = 7,
                .read_format = 15,
                .disabled = 1,
                .exclude_kernel = 1},
    small = {.type = 1, .size = 64, .config = 2, .freq = 1, .sample_freq = 99},
    tracepoint = {.type = 2, .size = 112, .config = 77, .watermark = 1, .wakeup_watermark = 4},
    cache = {.type = 3, .size = 128, .config = 0x10203, .precise_ip = 2},
    raw_event = {.type = 4, .size = 136, .config = 0x1234},
    breakpoint = {.type = 5, .size = 120, .bp_type = 3, .bp_addr = 0x1000, .bp_len = 4},
    odd_event = {.type = 77, .size = 4000, .config = 0xffffffffffULL, .sample_type = -1},
    short_event = {.type = 1, .size = 8}, no_size = {.type = 1, .size = 0};
static const struct call events_opened[] = {
    CALL(perf_event_open, A(&hardware), 0, -1, -1, 8),
    CALL(perf_event_open, A(&small), 0, -1, -1, 0),
    CALL(perf_event_open, A(&tracepoint), -1, 0, NOFD, 1),
    CALL(perf_event_open, A(&cache), 0, -1, -1, 0),
    CALL(perf_event_open, A(&raw_event), 0, -1, -1, 0),
    CALL(perf_event_open, A(&breakpoint), 0x3fffffff, -1, -1, 0x77),
    CALL(perf_event_open, A(&odd_event), 0, -1, -1, 0),
    CALL(perf_event_open, A(&short_event), 0, -1, -1, 0),
    CALL(perf_event_open, A(&no_size), 0x3fffffff, -1, -1, 0),
    CALL(perf_event_open, A(BAD), 0, -1, -1, 0),
    CALL(perf_event_open, 0, 0, -1, -1, 0),
};

static struct bpf_insn instructions[2] = {{0xb7, 0, 0, 0, 5}, {0x95, 0, 0, 0, 0}};
static const char* symbols[] = {"vfs_read", "vfs_write"};
static uint64_t probed[] = {0x1000, 0xffffffff81000000};
static union bpf_attr
    map_create = {.map_type = 1,
                  .key_size = 4,
                  .value_size = 8,
                  .max_entries = 10,
                  .map_flags = 1,
                  .map_name = "name"},
    map_element = {.map_fd = NOFD, .key = 0x1000, .value = 0x2000, .flags = 1},
    program_load = {.prog_type = 1,
                    .insn_cnt = 2,
                    .log_level = 1,
                    .log_size = 16,
                    .prog_name = "prog"},
    bad_program = {.prog_type = 77, .insn_cnt = 5, .insns = 8, .license = 8},
    object = {.bpf_fd = NOFD},
    attach = {.target_fd = NOFD, .attach_bpf_fd = 5, .attach_type = 1, .attach_flags = 2},
    test_run = {.test = {.prog_fd = NOFD, .data_size_in = 4, .repeat = 1}}, next = {.start_id = 5},
    information_by_fd = {.info = {.bpf_fd = NOFD, .info_len = 80}},
    query = {.query = {.target_fd = NOFD, .attach_type = 1, .query_flags = 1, .prog_cnt = 0}},
    raw = {.raw_tracepoint = {.prog_fd = NOFD}}, btf = {.btf_size = 3},
    task = {.task_fd_query = {.pid = 1, .fd = 5, .buf_len = 10}},
    batch = {.batch = {.in_batch = 1,
                       .out_batch = 2,
                       .keys = 3,
                       .values = 4,
                       .count = 5,
                       .map_fd = NOFD,
                       .elem_flags = 4,
                       .flags = 0}},
    link_made = {.link_create = {.prog_fd = NOFD, .target_fd = 5, .attach_type = 7}},
    link_iterating =
        {.link_create = {.prog_fd = NOFD, .target_fd = 5, .attach_type = 28, .iter_info_len = 2}},
    link_of_event = {.link_create = {.prog_fd = NOFD,
                                     .target_fd = 5,
                                     .attach_type = 41,
                                     .perf_event = {.bpf_cookie = 0x123456}}},
    link_with_more = {.link_create = {.prog_fd = NOFD,
                                      .target_fd = 5,
                                      .attach_type = 7,
                                      .kprobe_multi = {.cnt = 5}}},
    link_of_probes = {.link_create = {.prog_fd = NOFD,
                                      .attach_type = 42,
                                      .kprobe_multi = {.flags = 1, .cnt = 2}}},
    link_of_odd_probes = {.link_create = {.prog_fd = NOFD,
                                          .attach_type = 42,
                                          .kprobe_multi = {.flags = 6, .cnt = 2}}},
    link_of_no_probes = {.link_create = {.prog_fd = NOFD, .attach_type = 42}},
    link_update =
        {.link_update = {.link_fd = NOFD, .new_prog_fd = 5, .flags = 4, .old_prog_fd = 6}},
    link_detach = {.link_detach = {.link_fd = NOFD}}, statistics = {.enable_stats = {.type = 1}},
    iterator = {.iter_create = {.link_fd = NOFD, .flags = 1}},
    bind_map = {.prog_bind_map = {.prog_fd = NOFD, .map_fd = 5, .flags = 0}};
static const struct call programs[] = {
    CALL(bpf, 0, A(&map_create), sizeof map_create),
    CALL(bpf, 0, A(&map_create), 16),
    CALL(bpf, 0, A(&map_create), 20),
    CALL(bpf, 0, A(&map_create), 44),
    CALL(bpf, 0, A(&map_create), 2),
    CALL(bpf, 0, A(BAD), 16),
    CALL(bpf, 0, 0, 16),
    CALL(bpf, 1, A(&map_element), sizeof map_element),
    CALL(bpf, 1, A(&map_element), 32),
    CALL(bpf, 2, A(&map_element), 32),
    CALL(bpf, 3, A(&map_element), 24),
    CALL(bpf, 4, A(&map_element), 24),
    CALL(bpf, 5, A(&program_load), 48),
    CALL(bpf, 5, A(&program_load), 72),
    CALL(bpf, 5, A(&program_load), sizeof program_load),
    CALL(bpf, 5, A(&bad_program), 120),
    CALL(bpf, 6, A(&object), 16),
    CALL(bpf, 7, A(&object), 16),
    CALL(bpf, 8, A(&attach), 16),
    CALL(bpf, 8, A(&attach), 20),
    CALL(bpf, 9, A(&attach), 16),
    CALL(bpf, 10, A(&test_run), 40),
    CALL(bpf, 10, A(&test_run), sizeof test_run),
    CALL(bpf, 11, A(&next), 12),
    CALL(bpf, 12, A(&next), 12),
    CALL(bpf, 13, A(&next), 12),
    CALL(bpf, 14, A(&next), 12),
    CALL(bpf, 15, A(&information_by_fd), 16),
    CALL(bpf, 16, A(&query), 32),
    CALL(bpf, 17, A(&raw), 16),
    CALL(bpf, 18, A(&btf), 28),
    CALL(bpf, 19, A(&next), 12),
    CALL(bpf, 20, A(&task), 48),
    CALL(bpf, 21, A(&map_element), 32),
    CALL(bpf, 22, A(&map_element), 4),
    CALL(bpf, 23, A(&next), 12),
    CALL(bpf, 24, A(&batch), 56),
    CALL(bpf, 25, A(&batch), 56),
    CALL(bpf, 26, A(&batch), 56),
    CALL(bpf, 27, A(&batch), 56),
    CALL(bpf, 28, A(&link_made), 16),
    CALL(bpf, 28, A(&link_iterating), 28),
    CALL(bpf, 28, A(&link_iterating), 16),
    CALL(bpf, 28, A(&link_of_event), 24),
    CALL(bpf, 28, A(&link_of_event), 48),
    CALL(bpf, 28, A(&link_with_more), 48),
    CALL(bpf, 28, A(&link_of_probes), 16),
    CALL(bpf, 28, A(&link_of_probes), 24),
    CALL(bpf, 28, A(&link_of_probes), 48),
    CALL(bpf, 28, A(&link_of_probes), 64),
    CALL(bpf, 28, A(&link_of_odd_probes), 48),
    CALL(bpf, 28, A(&link_of_no_probes), 48),
    CALL(bpf, 29, A(&link_update), 16),
    CALL(bpf, 30, A(&next), 12),
    CALL(bpf, 31, A(&next), 12),
    CALL(bpf, 32, A(&statistics), 4),
    CALL(bpf, 33, A(&iterator), 8),
    CALL(bpf, 34, A(&link_detach), 4),
    CALL(bpf, 35, A(&bind_map), 12),
};

/* What the kernel tells of a map and a program: descriptors 3 and 4 of who may make them. */
static char told[512], told_of_part[224], machine_code[64];
static struct bpf_insn instructions_told[8];
/* Of its machine code, so much as lies nowhere else the next time. */
static struct bpf_prog_info told_of_program = {
    .jited_prog_len = 5, .xlated_prog_len = sizeof instructions_told, .nr_map_ids = 2};
static union bpf_attr a_map = {.map_type = BPF_MAP_TYPE_ARRAY,
                               .key_size = 4,
                               .value_size = 8,
                               .max_entries = 3,
                               .map_name = "a_map"},
                      a_program = {.prog_type = 1, .insn_cnt = 2, .prog_name = "a_program"},
                      of_map = {.info = {.bpf_fd = 3, .info_len = 88}},
                      of_part = {.info = {.bpf_fd = 3, .info_len = 16}},
                      of_no_room = {.info = {.bpf_fd = 3}},
                      of_bad_room = {.info = {.bpf_fd = 3, .info_len = 88}},
                      of_much = {.info = {.bpf_fd = 3, .info_len = 5000}},
                      of_program = {.info = {.bpf_fd = 4, .info_len = 224}},
                      of_program_part = {.info = {.bpf_fd = 4, .info_len = 40}},
                      of_neither = {.info = {.bpf_fd = 1, .info_len = 88}};
static struct bpf_insn returns_one[2] = {{0xb7, 0, 0, 0, 1}, {0x95, 0, 0, 0, 0}};
static const struct call informed[] = {
    CALL(bpf, 0, A(&a_map), 72),       CALL(bpf, 5, A(&a_program), 72),
    CALL(bpf, 15, A(&of_map), 16),     CALL(bpf, 15, A(&of_part), 16),
    CALL(bpf, 15, A(&of_no_room), 16), CALL(bpf, 15, A(&of_bad_room), 16),
    CALL(bpf, 15, A(&of_much), 16),    CALL(bpf, 15, A(&of_map), 8),
    CALL(bpf, 15, A(&of_program), 16), CALL(bpf, 15, A(&of_program_part), 16),
    CALL(bpf, 15, A(&of_neither), 16),
};

/* Pointers in members of 64 bits, which are no constants to a 32-bit compiler. */
static void set_wide_pointers(void) {
  update.fds = (uintptr_t)ring_files;
  resources.data = (uintptr_t)pieces;
  resource_update.data = (uintptr_t)ring_files;
  program_load.insns = (uintptr_t)instructions;
  program_load.license = (uintptr_t) "GPL";
  program_load.log_buf = (uintptr_t)buffer;
  object.pathname = (uintptr_t) "/sys/fs/bpf/none";
  test_run.test.data_in = (uintptr_t) "abcd";
  information_by_fd.info.info = (uintptr_t)buffer;
  raw.raw_tracepoint.name = (uintptr_t) "sys_enter";
  btf.btf = (uintptr_t) "raw";
  link_iterating.link_create.iter_info = (uintptr_t)page_nodes;
  task.task_fd_query.buf = (uintptr_t)buffer;
  a_program.insns = (uintptr_t)returns_one;
  a_program.license = (uintptr_t) "GPL";
  of_map.info.info = of_part.info.info = of_no_room.info.info = (uintptr_t)told;
  of_much.info.info = (uintptr_t)told;
  of_program.info.info = (uintptr_t)&told_of_program;
  told_of_program.jited_prog_insns = (uintptr_t)machine_code;
  told_of_program.xlated_prog_insns = (uintptr_t)instructions_told;
  told_of_program.map_ids = (uintptr_t)told;
  of_program_part.info.info = (uintptr_t)told_of_part;
  of_neither.info.info = (uintptr_t)told;
  of_bad_room.info.info = (uintptr_t)BAD;
  link_of_probes.link_create.kprobe_multi.syms = (uintptr_t)symbols;
  link_of_probes.link_create.kprobe_multi.addrs = (uintptr_t)probed;
  link_of_probes.link_create.kprobe_multi.cookies = (uintptr_t)probed;
  link_of_odd_probes.link_create.kprobe_multi.syms = (uintptr_t)BAD;
  link_of_odd_probes.link_create.kprobe_multi.addrs = (uintptr_t)BAD;
  link_of_no_probes.link_create.kprobe_multi.syms = (uintptr_t)symbols;
}

#endif /* SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_OBJECTS_H_ */
