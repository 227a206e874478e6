/* Families of sockets' addresses and diagnostics, and of what devices are asked. A part of
 * families.c. */
#ifndef SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_DEVICES_H_
#define SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_DEVICES_H_

#include <linux/blkpg.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <linux/genetlink.h>
#include <linux/if_alg.h>
#include <linux/if_packet.h>
#include <linux/inet_diag.h>
#include <linux/input.h>
#include <linux/kvm.h>
#include <linux/loop.h>
#include <linux/ptp_clock.h>
#include <linux/random.h>
#include <linux/rtc.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <linux/userfaultfd.h>
#include <linux/vm_sockets.h>
#include <net/if.h>

static struct sockaddr_ll
    packet = {AF_PACKET, 0x0300, 1, 1, PACKET_OUTGOING, 6, {1, 2, 3, 4, 5, 6}},
    odd_packet = {AF_PACKET, 0x7777, 77, 7777, 77, 8, {1, 2, 3, 4, 5, 6, 7, 8}},
    bare_packet = {AF_PACKET, 0, 0, 0, 0, 0, {0}};
static struct sockaddr_vm machine = {.svm_family = AF_VSOCK,
                                     .svm_port = 77,
                                     .svm_cid = VMADDR_CID_ANY},
                          host = {.svm_family = AF_VSOCK,
                                  .svm_port = VMADDR_PORT_ANY,
                                  .svm_cid = VMADDR_CID_HOST,
                                  .svm_flags = 1},
                          other_machine = {
                              .svm_family = AF_VSOCK, .svm_cid = 77, .svm_flags = 0x77};
static struct sockaddr_alg hash = {AF_ALG, "hash", 0, 0, "sha256"},
                           odd_hash = {AF_ALG, "skcipher", 0xf, 0x1f, "cbc(aes)"};
static struct {
  unsigned short family, device, channel;
} hci = {AF_BLUETOOTH, 0, 0}, no_hci = {AF_BLUETOOTH, 0xffff, 3}, odd_hci = {AF_BLUETOOTH, 5, 77};
static struct {
  unsigned short family;
  unsigned char address[6];
} sco = {AF_BLUETOOTH, {1, 2, 3, 4, 5, 6}};
static struct {
  unsigned short family;
  unsigned char address[6];
  unsigned char channel;
} __attribute__((packed)) rfcomm = {AF_BLUETOOTH, {1, 2, 3, 4, 5, 6}, 7};
static struct {
  unsigned short family, psm;
  unsigned char address[6];
  unsigned short cid;
  unsigned char type;
} l2cap = {AF_BLUETOOTH, 1, {1, 2, 3, 4, 5, 6}, 4, 0},
  odd_l2cap = {AF_BLUETOOTH, 0x1001, {6, 5}, 0x40, 2};
static struct sockaddr_nl netlink_group = {AF_NETLINK, 0, 5, 0x10};
static struct sockaddr_in6 scoped = {AF_INET6, 0x901f, 0x01000000, {{{0xfe, 0x80, [15] = 1}}}, 1};
static struct sockaddr_un filled = {AF_UNIX,
                                    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                                    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
static const struct call addresses[] = {
    CALL(bind, NOFD, A(&packet), sizeof packet),
    CALL(bind, NOFD, A(&odd_packet), sizeof odd_packet),
    CALL(bind, NOFD, A(&bare_packet), sizeof bare_packet),
    CALL(bind, NOFD, A(&packet), 12),
    CALL(bind, NOFD, A(&machine), sizeof machine),
    CALL(bind, NOFD, A(&host), sizeof host),
    CALL(bind, NOFD, A(&other_machine), sizeof other_machine),
    CALL(bind, NOFD, A(&machine), 8),
    CALL(bind, NOFD, A(&hash), sizeof hash),
    CALL(bind, NOFD, A(&odd_hash), sizeof odd_hash),
    CALL(bind, NOFD, A(&hash), 20),
    CALL(bind, NOFD, A(&hci), sizeof hci),
    CALL(bind, NOFD, A(&no_hci), sizeof no_hci),
    CALL(bind, NOFD, A(&odd_hci), sizeof odd_hci),
    CALL(bind, NOFD, A(&sco), sizeof sco),
    CALL(bind, NOFD, A(&rfcomm), sizeof rfcomm),
    CALL(bind, NOFD, A(&rfcomm), 10),
    CALL(bind, NOFD, A(&l2cap), 14),
    CALL(bind, NOFD, A(&odd_l2cap), 14),
    CALL(bind, NOFD, A(&odd_l2cap), 12),
    CALL(bind, NOFD, A(&netlink_group), sizeof netlink_group),
    CALL(bind, NOFD, A(&netlink_group), 8),
    CALL(bind, NOFD, A(&scoped), sizeof scoped),
    CALL(bind, NOFD, A(&scoped), 24),
    CALL(bind, NOFD, A(&inet), 8),
    CALL(bind, NOFD, A(&filled), sizeof filled),
    CALL(bind, NOFD, A(&hidden), 9),
    CALL(bind, NOFD, A(&hidden), 3),
    CALL(bind, NOFD, A(&local), 8),
    CALL(socket, AF_PACKET, SOCK_RAW, 0x300),
    CALL(socket, AF_BLUETOOTH, SOCK_RAW, 1),
    CALL(socket, AF_ALG, SOCK_SEQPACKET, 0),
    CALL(socket, AF_VSOCK, SOCK_STREAM, 0),
    CALL(socket, AF_UNIX, SOCK_DGRAM, 0),
    CALL(socket, AF_NETLINK, SOCK_RAW, 77),
};

#define MESSAGE(name, type_of, flags_of, body_type, ...) \
  static struct {                                        \
    struct nlmsghdr header;                              \
    body_type body;                                      \
  } name = {{sizeof(struct nlmsghdr) + sizeof(body_type), type_of, flags_of, 7, 0}, __VA_ARGS__}
struct family_request {
  struct genlmsghdr header;
  unsigned short length, type;
  char name[8];
};
MESSAGE(ask_family, 16, NLM_F_REQUEST | NLM_F_ACK, struct family_request,
        {{CTRL_CMD_GETFAMILY, 1, 0}, 11, CTRL_ATTR_FAMILY_NAME, "nlctrl"});
MESSAGE(ask_inet, 20, NLM_F_REQUEST | NLM_F_DUMP, struct inet_diag_req_v2,
        {AF_INET, IPPROTO_TCP, 0x77, 0, 0xfff, {0x5000, 0x901f, {0x0100007f}, {0}, 1, {2, 3}}});
MESSAGE(ask_inet6, 20, NLM_F_REQUEST | NLM_F_DUMP, struct inet_diag_req_v2,
        {AF_INET6, IPPROTO_UDP, 0, 0, 0x400, {0, 0, {0}, {0}, 0, {-1, -1}}});
MESSAGE(ask_unix, 20, NLM_F_REQUEST | NLM_F_DUMP, struct unix_diag_req,
        {AF_UNIX, 0, 0, 0x3ff, 5, 0x3f, {1, 2}});
MESSAGE(ask_other, 20, NLM_F_REQUEST | NLM_F_DUMP, struct sock_diag_req, {AF_PACKET, 3});
struct netlink_request {
  unsigned char family, protocol;
  unsigned short pad;
  unsigned inode, show, cookie[2];
};
MESSAGE(ask_netlink, 20, NLM_F_REQUEST | NLM_F_DUMP, struct netlink_request,
        {AF_NETLINK, 255, 0, 5, 3, {1, 2}});
MESSAGE(ask_packet, 20, NLM_F_REQUEST | NLM_F_DUMP, struct netlink_request,
        {AF_PACKET, 0, 0, 5, 0x3f, {1, 2}});
static const struct call diagnostics[] = {
    CALL(socket, AF_NETLINK, SOCK_RAW, 16),
    CALL(bind, 3, A(&routes), sizeof routes),
    CALL(sendto, 3, A(&ask_family), sizeof ask_family - 1, 0, 0, 0),
    CALL(recvfrom, 3, A(buffer), sizeof buffer, MSG_DONTWAIT, 0, 0),
    CALL(socket, AF_NETLINK, SOCK_RAW, 4),
    CALL(bind, 4, A(&routes), sizeof routes),
    CALL(sendto, 4, A(&ask_inet), sizeof ask_inet, 0, 0, 0),
    CALL(recvfrom, 4, A(many), sizeof many, MSG_DONTWAIT, 0, 0),
    CALL(sendto, 4, A(&ask_inet6), sizeof ask_inet6, 0, 0, 0),
    CALL(recvfrom, 4, A(many), sizeof many, MSG_DONTWAIT, 0, 0),
    CALL(sendto, 4, A(&ask_unix), sizeof ask_unix, 0, 0, 0),
    CALL(recvfrom, 4, A(many), sizeof many, MSG_DONTWAIT, 0, 0),
    CALL(sendto, 4, A(&ask_other), sizeof ask_other, 0, 0, 0),
    CALL(sendto, 4, A(&ask_netlink), sizeof ask_netlink, 0, 0, 0),
    CALL(recvfrom, 4, A(many), sizeof many, MSG_DONTWAIT, 0, 0),
    CALL(recvfrom, 4, A(many), sizeof many, MSG_DONTWAIT, 0, 0),
    CALL(sendto, 4, A(&ask_packet), sizeof ask_packet, 0, 0, 0),
    CALL(recvfrom, 4, A(many), sizeof many, MSG_DONTWAIT, 0, 0),
};

/* Netfilter's and others' messages, to a port that nobody has: the kernel's own are not asked. */
struct table_request {
  unsigned char family, version;
  unsigned short resource, length, type;
  char name[8];
};
MESSAGE(get_table, 10 << 8 | 1, NLM_F_REQUEST | NLM_F_DUMP, struct table_request,
        {AF_INET, 0, 0x0a00, 12, 1, "table"});
MESSAGE(new_table, 10 << 8 | 0, NLM_F_REQUEST | NLM_F_CREATE | NLM_F_EXCL, struct table_request,
        {AF_INET6, 5, 0x0b00, 12, 0x8001, "table"});
MESSAGE(remove_rule, 10 << 8 | 8, NLM_F_REQUEST | NLM_F_NONREC, struct table_request,
        {77, 0, 0, 3, 1, "table"});
MESSAGE(new_flow, 1 << 8 | 0, NLM_F_REQUEST | NLM_F_CREATE, struct table_request,
        {AF_INET, 0, 0x0a00, 12, 1, "table"});
MESSAGE(verdict, 3 << 8 | 1, NLM_F_REQUEST | 0x300, struct table_request,
        {AF_INET, 0, 0x0500, 12, 1, "table"});
MESSAGE(set_protocol, 6 << 8 | 1, NLM_F_REQUEST | 0x300, struct table_request,
        {AF_INET, 0, 0, 12, 1, "table"});
MESSAGE(odd_subsystem, 77 << 8 | 5, NLM_F_REQUEST, struct table_request,
        {AF_INET, 0, 0, 12, 1, "table"});
MESSAGE(begin_batch, 16, NLM_F_REQUEST, struct table_request, {AF_INET, 0, 0x0a00, 12, 1, "table"});
MESSAGE(new_association, 16, NLM_F_REQUEST | NLM_F_CREATE, struct table_request,
        {1, 2, 3, 4, 5, "xfrm"});
MESSAGE(get_policy, 21, NLM_F_REQUEST | NLM_F_DUMP, struct table_request, {1, 2, 3, 4, 5, "xfrm"});
MESSAGE(odd_policy, 77, NLM_F_REQUEST | 0x300, struct table_request, {1, 2, 3, 4, 5, "xfrm"});
MESSAGE(set_enforce, 16, NLM_F_REQUEST, int, 1);
MESSAGE(load_policy, 17, NLM_F_REQUEST, int, 5);
MESSAGE(odd_enforce, 77, NLM_F_REQUEST, int, 5);
static struct sockaddr_nl nobody = {AF_NETLINK, 0, 7777777, 0};
#define TO_NOBODY(fd, message) \
  CALL(sendto, fd, A(&message), sizeof message, 0, A(&nobody), sizeof nobody)
static const struct call netfilters[] = {
    CALL(socket, AF_NETLINK, SOCK_RAW, 12),
    CALL(bind, 3, A(&routes), sizeof routes),
    TO_NOBODY(3, get_table),
    CALL(sendto, 3, A(&get_table), 18, 0, A(&nobody), sizeof nobody),
    CALL(sendto, 3, A(&get_table), 20, 0, A(&nobody), sizeof nobody),
    TO_NOBODY(3, new_table),
    TO_NOBODY(3, remove_rule),
    TO_NOBODY(3, new_flow),
    TO_NOBODY(3, verdict),
    TO_NOBODY(3, set_protocol),
    TO_NOBODY(3, odd_subsystem),
    TO_NOBODY(3, begin_batch),
    CALL(socket, AF_NETLINK, SOCK_RAW, 6),
    CALL(bind, 4, A(&routes), sizeof routes),
    TO_NOBODY(4, new_association),
    TO_NOBODY(4, get_policy),
    TO_NOBODY(4, odd_policy),
    CALL(socket, AF_NETLINK, SOCK_RAW, 7),
    CALL(bind, 5, A(&routes), sizeof routes),
    TO_NOBODY(5, set_enforce),
    TO_NOBODY(5, load_policy),
    TO_NOBODY(5, odd_enforce),
};

static struct ifconf no_interfaces = {0, {NULL}}, interfaces = {sizeof many, {many}},
                     one_interface = {40, {many}};
static struct {
  struct fiemap map;
  struct fiemap_extent extents[2];
} mapped = {.map = {.fm_length = ~0UL, .fm_flags = 1, .fm_extent_count = 2}};
static struct loop_info64 loop64 = {
    .lo_number = 3, .lo_flags = LO_FLAGS_READ_ONLY, .lo_file_name = "file", .lo_offset = 5};
static struct loop_info loop32 = {
    .lo_number = 3, .lo_flags = LO_FLAGS_AUTOCLEAR, .lo_name = "file"};
static struct loop_config loop_set = {
    .fd = 5, .block_size = 512, .info = {.lo_flags = 4, .lo_file_name = "file"}};
static struct uffdio_api faults = {.api = UFFD_API, .features = 0x7};
static struct uffdio_register faults_of = {.range = {0x1000, 0x2000}, .mode = 1};
static struct uffdio_range fault_range = {0x1000, 0x2000};
static struct uffdio_copy fault_copy = {.dst = 0x1000, .src = 0x2000, .len = 0x1000, .mode = 1};
static struct uffdio_zeropage fault_zero = {.range = {0x1000, 0x2000}, .mode = 1};
static struct rtc_time clock_time = {1, 2, 3, 4, 5, 6, 7, 8, 9};
static struct rtc_wkalrm wake = {1, 0, {1, 2, 3, 4, 5, 6, 7, 8, 9}};
static struct input_absinfo absolute = {1, 2, 3, 4, 5, 6};
static struct input_id identity = {3, 1, 2, 3};
static unsigned repeat[2] = {250, 33}, keycodes[2] = {1, 2};
static struct {
  int entropy, size;
  char bytes[4];
} pool = {8, 4, "ab\1"};
static struct blkpg_ioctl_arg partition = {1, 0, 152, many};
static uint64_t range[2] = {512, 4096};
static struct file_clone_range clone_range = {3, 1, 2, 4};
static struct fsxattr xattributes = {0x1, 2, 3, 4, 5, {0}};
static struct fstrim_range trim = {1, 2, 3};
static struct ptp_clock_time ptp_time[3];
static struct ptp_extts_request ptp_external = {1, 3, {0}};
static struct ptp_perout_request ptp_periodic = {{{1, 2, 0}}, {3, 4, 0}, 1, 0, {{0}}};
static struct ifreq tun = {{"tun0"}, {.ifru_flags = 0x1001}};
static struct kvm_regs kvm_registers = {1, 2, 3};
static struct kvm_userspace_memory_region kvm_memory = {1, 2, 0x1000, 0x2000, 0x3000};
static struct kvm_cpuid2 kvm_identification = {1};
static const struct call devices[] = {
    CALL(ioctl, NOFD, SIOCGIFCONF, A(&interfaces)),
    CALL(ioctl, NOFD, SIOCGIFCONF, A(BAD)),
    CALL(socket, AF_INET, SOCK_DGRAM, 0),
    CALL(ioctl, 3, SIOCGIFCONF, A(&no_interfaces)),
    CALL(ioctl, 3, SIOCGIFCONF, A(&interfaces)),
    CALL(ioctl, 3, SIOCGIFCONF, A(&one_interface)),
    CALL(open, A("/etc/passwd"), O_RDONLY),
    CALL(ioctl, 4, FS_IOC_FIEMAP, A(&mapped)),
    CALL(ioctl, NOFD, LOOP_SET_STATUS64, A(&loop64)),
    CALL(ioctl, NOFD, LOOP_GET_STATUS64, A(&loop64)),
    CALL(ioctl, NOFD, LOOP_SET_STATUS, A(&loop32)),
    CALL(ioctl, NOFD, LOOP_CONFIGURE, A(&loop_set)),
    CALL(ioctl, NOFD, LOOP_CLR_FD, 0),
    CALL(ioctl, NOFD, LOOP_CHANGE_FD, 5),
    CALL(ioctl, NOFD, LOOP_SET_CAPACITY, 5),
    CALL(ioctl, NOFD, LOOP_SET_BLOCK_SIZE, 512),
    CALL(ioctl, NOFD, LOOP_SET_DIRECT_IO, 1),
    CALL(ioctl, NOFD, LOOP_CTL_ADD, 3),
    CALL(ioctl, NOFD, LOOP_CTL_REMOVE, 3),
    CALL(ioctl, NOFD, LOOP_CTL_GET_FREE, 0),
    CALL(ioctl, NOFD, UFFDIO_API, A(&faults)),
    CALL(ioctl, NOFD, UFFDIO_REGISTER, A(&faults_of)),
    CALL(ioctl, NOFD, UFFDIO_UNREGISTER, A(&fault_range)),
    CALL(ioctl, NOFD, UFFDIO_WAKE, A(&fault_range)),
    CALL(ioctl, NOFD, UFFDIO_COPY, A(&fault_copy)),
    CALL(ioctl, NOFD, UFFDIO_ZEROPAGE, A(&fault_zero)),
    CALL(ioctl, NOFD, UFFDIO_WRITEPROTECT, A(&fault_zero)),
    CALL(ioctl, NOFD, RTC_RD_TIME, A(&clock_time)),
    CALL(ioctl, NOFD, RTC_SET_TIME, A(&clock_time)),
    CALL(ioctl, NOFD, RTC_ALM_SET, A(&clock_time)),
    CALL(ioctl, NOFD, RTC_WKALM_SET, A(&wake)),
    CALL(ioctl, NOFD, RTC_WKALM_RD, A(&wake)),
    CALL(ioctl, NOFD, RTC_IRQP_SET, 64),
    CALL(ioctl, NOFD, RTC_IRQP_READ, A(&number)),
    CALL(ioctl, NOFD, RTC_AIE_ON, 0),
    CALL(ioctl, NOFD, RTC_VL_READ, A(&number)),
    CALL(ioctl, NOFD, EVIOCGVERSION, A(&number)),
    CALL(ioctl, NOFD, EVIOCGID, A(&identity)),
    CALL(ioctl, NOFD, EVIOCSREP, A(repeat)),
    CALL(ioctl, NOFD, EVIOCSKEYCODE, A(keycodes)),
    CALL(ioctl, NOFD, EVIOCSABS(1), A(&absolute)),
    CALL(ioctl, NOFD, EVIOCGABS(0), A(&absolute)),
    CALL(ioctl, NOFD, EVIOCGNAME(64), A(buffer)),
    CALL(ioctl, NOFD, EVIOCGBIT(EV_KEY, 96), A(buffer)),
    CALL(ioctl, NOFD, EVIOCGRAB, 1),
    CALL(ioctl, NOFD, RNDADDTOENTCNT, A(&one)),
    CALL(ioctl, NOFD, RNDADDENTROPY, A(&pool)),
    CALL(ioctl, NOFD, RNDZAPENTCNT, 0),
    CALL(ioctl, NOFD, BLKROSET, A(&one)),
    CALL(ioctl, NOFD, BLKROGET, A(&number)),
    CALL(ioctl, NOFD, BLKRRPART, 0),
    CALL(ioctl, NOFD, BLKFLSBUF, 0),
    CALL(ioctl, NOFD, BLKRASET, 5),
    CALL(ioctl, NOFD, BLKRAGET, A(range)),
    CALL(ioctl, NOFD, BLKBSZSET, A(&number)),
    CALL(ioctl, NOFD, BLKBSZGET, A(&number)),
    CALL(ioctl, NOFD, BLKDISCARD, A(range)),
    CALL(ioctl, NOFD, BLKSECDISCARD, A(range)),
    CALL(ioctl, NOFD, BLKZEROOUT, A(range)),
    CALL(ioctl, NOFD, BLKPG, A(&partition)),
    CALL(ioctl, NOFD, BLKIOMIN, A(&number)),
    CALL(ioctl, NOFD, BLKROTATIONAL, A(&number)),
    CALL(ioctl, NOFD, FICLONERANGE, A(&clone_range)),
    CALL(ioctl, NOFD, FIFREEZE, 5),
    CALL(ioctl, NOFD, FITHAW, 5),
    CALL(ioctl, NOFD, FITRIM, A(&trim)),
    CALL(ioctl, NOFD, FS_IOC_FSSETXATTR, A(&xattributes)),
    CALL(ioctl, NOFD, FS_IOC_FSGETXATTR, A(&xattributes)),
    CALL(ioctl, NOFD, FS_IOC_GETVERSION, A(&number)),
    CALL(ioctl, NOFD, FIBMAP, A(&number)),
    CALL(ioctl, NOFD, FIGETBSZ, A(&number)),
    CALL(ioctl, NOFD, PTP_CLOCK_GETCAPS, A(buffer)),
    CALL(ioctl, NOFD, PTP_EXTTS_REQUEST, A(&ptp_external)),
    CALL(ioctl, NOFD, PTP_PEROUT_REQUEST, A(&ptp_periodic)),
    CALL(ioctl, NOFD, PTP_ENABLE_PPS, 1),
    CALL(ioctl, NOFD, PTP_SYS_OFFSET, A(ptp_time)),
    CALL(ioctl, NOFD, 0x400454ca, A(&tun)),
    CALL(ioctl, NOFD, 0x400454cb, 1),
    CALL(ioctl, NOFD, 0x800454d2, A(&tun)),
    CALL(ioctl, NOFD, KVM_GET_API_VERSION, 0),
    CALL(ioctl, NOFD, KVM_CREATE_VM, 0),
    CALL(ioctl, NOFD, KVM_CREATE_VCPU, 3),
    CALL(ioctl, NOFD, KVM_CHECK_EXTENSION, 5),
    CALL(ioctl, NOFD, KVM_GET_VCPU_MMAP_SIZE, 0),
    CALL(ioctl, NOFD, KVM_RUN, 0),
    CALL(ioctl, NOFD, KVM_SET_REGS, A(&kvm_registers)),
    CALL(ioctl, NOFD, KVM_GET_REGS, A(&kvm_registers)),
    CALL(ioctl, NOFD, KVM_SET_USER_MEMORY_REGION, A(&kvm_memory)),
    CALL(ioctl, NOFD, KVM_SET_CPUID2, A(&kvm_identification)),
    CALL(ioctl, NOFD, SIOCSIFNAME, A(&tun)),
    CALL(ioctl, NOFD, SIOCSIFADDR, A(interface)),
    CALL(ioctl, NOFD, SIOCSIFHWADDR, A(interface)),
    CALL(ioctl, NOFD, SIOCGIFNAME, A(interface)),
    CALL(ioctl, NOFD, SIOCGIFMAP, A(interface)),
    CALL(ioctl, NOFD, SIOCSIFTXQLEN, A(interface)),
    CALL(ioctl, NOFD, SIOCSIFMETRIC, A(interface)),
    CALL(ioctl, NOFD, SIOCSIFNETMASK, A(interface)),
    CALL(ioctl, NOFD, 0x541e, A(buffer)),
    CALL(ioctl, NOFD, TIOCMGET, A(&number)),
    CALL(ioctl, NOFD, TIOCMSET, A(&one)),
    CALL(ioctl, NOFD, TIOCSETD, A(&one)),
    CALL(ioctl, NOFD, TIOCGETD, A(&number)),
    CALL(ioctl, NOFD, TIOCSTI, A("x")),
    CALL(ioctl, NOFD, TIOCEXCL, 0),
    CALL(ioctl, NOFD, TIOCNOTTY, 0),
    CALL(ioctl, NOFD, TIOCPKT, A(&one)),
    CALL(ioctl, NOFD, TIOCGPTLCK, A(&number)),
    CALL(ioctl, NOFD, TIOCGPTPEER, O_RDWR | O_NOCTTY),
    CALL(ioctl, NOFD, 0x802c542a, A(buffer)),
    CALL(ioctl, NOFD, 0x402c542b, A(buffer)),
    CALL(ioctl, NOFD, TCGETA, A(buffer)),
    CALL(ioctl, NOFD, TCSETA, A(buffer)),
};

#endif /* SYSASSERT_SELFTEST_PROGRAMS_FAMILIES_DEVICES_H_ */
