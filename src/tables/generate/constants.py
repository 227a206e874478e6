#!/usr/bin/env python3
"""Generates src/tables/ioctls.inc, ioctls_i386.inc, netlink.inc, attributes.inc and devices.inc from the installed kernel headers (linux-libc-dev).

Usage: constants.py [OUTPUT_ROOT]; without an argument the files in this tree are written. A table is a line of NETLINK, ATTRIBUTES or DEVICES:
its name, what stands for the unknown (-: nothing), the header, and an expression that its constants match whole.
"""
import glob
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.normpath(os.path.join(HERE, "..", "..", ".."))
INCLUDE = "/usr/include"
# What only another's definitions make whole.
PRELUDE = "#include <stddef.h>\n#include <stdint.h>\n#include <sys/types.h>\n#include <sys/socket.h>\n#include <linux/types.h>\n#include <linux/if.h>\n#include <sys/ioctl.h>\n#include <sys/time.h>\n#include <linux/fiemap.h>\n#include <linux/blktrace_api.h>\n#include <asm/termbits.h>\n"

NETLINK = """
NetlinkDiagAttributes  NETLINK_DIAG     netlink_diag.h      NETLINK_DIAG_[A-Z_]+
NetlinkDiagShow        NDIAG_SHOW       netlink_diag.h      NDIAG_SHOW_[A-Z_]+
PacketDiagAttributes   PACKET_DIAG      packet_diag.h       PACKET_DIAG_[A-Z_]+
PacketDiagShow         PACKET_SHOW      packet_diag.h       PACKET_SHOW_[A-Z_]+
SocketMemory           SK_MEMINFO       sock_diag.h         SK_MEMINFO_(?!VARS)[A-Z_]+
NetlinkTypes           NLMSG            netlink.h           NLMSG_(NOOP|ERROR|DONE|OVERRUN)
NetlinkFlags           NLM_F            netlink.h           NLM_F_(REQUEST|MULTI|ACK|ECHO|DUMP_INTR|DUMP_FILTERED)
NetlinkGetFlags        NLM_F            netlink.h           NLM_F_(DUMP|ROOT|MATCH|ATOMIC)
NetlinkNewFlags        NLM_F            netlink.h           NLM_F_(REPLACE|EXCL|CREATE|APPEND)
NetlinkDeleteFlags     NLM_F            netlink.h           NLM_F_(NONREC|BULK)
NetlinkAckFlags        NLM_F            netlink.h           NLM_F_(CAPPED|ACK_TLVS)
RouteTypes             RTM              rtnetlink.h         RTM_(NEW|DEL|GET|SET)[A-Z]+
SockDiagTypes          SOCK_DIAG        sock_diag.h         SOCK_(DIAG_BY_FAMILY|DESTROY)
FormerDiagTypes        SOCK_DIAG        inet_diag.h         (TCP|DCCP)DIAG_GETSOCK
AuditTypes             AUDIT            audit.h             AUDIT_(?!ARCH|FILTER|MAX|PERM|STATUS|FEATURE_B|CLASS|FIELD|COMPARE|FAIL|GETSTAT)[A-Z0-9_]+
XfrmTypes              XFRM_MSG         xfrm.h              XFRM_MSG_(?!BASE)[A-Z0-9]+
CryptoTypes            CRYPTO_MSG       cryptouser.h        CRYPTO_MSG_(?!BASE)[A-Z0-9]+
ControlCommands        CTRL_CMD         genetlink.h         CTRL_CMD_[A-Z_]+
ControlAttributes      CTRL_ATTR        genetlink.h         CTRL_ATTR_(?!OP_|MCAST_GRP_|POLICY_D)[A-Z_]+
InterfaceFlags         IFF              if.h                IFF_(?!.*(802_1Q|DONT_BRIDGE))[A-Z]+(_UP)?
HardwareTypes          ARPHRD           if_arp.h            ARPHRD_[A-Z0-9_]+
LinkAttributes         IFLA             if_link.h           IFLA_(UNSPEC|ADDRESS|BROADCAST|IFNAME|MTU|LINK|QDISC|STATS|COST|PRIORITY|MASTER|WIRELESS|PROTINFO|TXQLEN|MAP|WEIGHT|OPERSTATE|LINKMODE|LINKINFO|NET_NS_PID|IFALIAS|NUM_VF|VFINFO_LIST|STATS64|VF_PORTS|PORT_SELF|AF_SPEC|GROUP|NET_NS_FD|EXT_MASK|PROMISCUITY|NUM_TX_QUEUES|NUM_RX_QUEUES|CARRIER|PHYS_PORT_ID|CARRIER_CHANGES|PHYS_SWITCH_ID|LINK_NETNSID|PHYS_PORT_NAME|PROTO_DOWN|GSO_MAX_SEGS|GSO_MAX_SIZE|PAD|XDP|EVENT|NEW_NETNSID|IF_NETNSID|CARRIER_UP_COUNT|CARRIER_DOWN_COUNT|NEW_IFINDEX|MIN_MTU|MAX_MTU|PROP_LIST|ALT_IFNAME|PERM_ADDRESS|PROTO_DOWN_REASON|PARENT_DEV_NAME|PARENT_DEV_BUS_NAME|GRO_MAX_SIZE|TSO_MAX_SIZE|TSO_MAX_SEGS|ALLMULTI)
LinkInfoAttributes     IFLA_INFO        if_link.h           IFLA_INFO_[A-Z_]+
LinkXdpAttributes      IFLA_XDP         if_link.h           IFLA_XDP_[A-Z_]+
XdpAttached            XDP_ATTACHED     if_link.h           XDP_ATTACHED_[A-Z]+
LinkInetAttributes     IFLA_INET        if_link.h           IFLA_INET_[A-Z]+
LinkInet6Attributes    IFLA_INET6       if_link.h           IFLA_INET6_[A-Z0-9_]+
AddressModes           IN6_ADDR_GEN_MODE if_link.h          IN6_ADDR_GEN_MODE_[A-Z0-9_]+
ExtendedMasks          RTEXT_FILTER     rtnetlink.h         RTEXT_FILTER_[A-Z_]+
Inet4Settings          IPV4_DEVCONF     ip.h                IPV4_DEVCONF_[A-Z0-9_]+
Inet6Settings          DEVCONF          ipv6.h              DEVCONF_[A-Z0-9_]+
IpStatistics           IPSTATS_MIB      snmp.h              IPSTATS_MIB_[A-Z0-9_]+
Icmp6Statistics        ICMP6_MIB        snmp.h              ICMP6_MIB_[A-Z0-9_]+
AddressAttributes      IFA              if_addr.h           IFA_(?!F_)[A-Z_]+
AddressFlags           IFA_F            if_addr.h           IFA_F_(?!TEMPORARY)[A-Z_]+
RouteAttributes        RTA              rtnetlink.h         RTA_(?!ALIGN|OK|NEXT|LENGTH|SPACE|DATA|PAYLOAD|MAX|ALIGNTO)[A-Z_]+
RouteMetrics           RTAX             rtnetlink.h         RTAX_(?!FEATURE)[A-Z_0-9]+
RouteTables            -                rtnetlink.h         RT_TABLE_(?!MAX)[A-Z]+
RouteProtocols         RTPROT           rtnetlink.h         RTPROT_[A-Z]+
RouteScopes            -                rtnetlink.h         RT_SCOPE_[A-Z]+
RouteKinds             RTN              rtnetlink.h         RTN_[A-Z]+
RouteFlags             RTM_F            rtnetlink.h         (RTM_F|RTNH_F)_(?!COMPARE)[A-Z_]+
NeighbourAttributes    NDA              neighbour.h         NDA_[A-Z_0-9]+
NeighbourStates        NUD              neighbour.h         NUD_[A-Z]+
NeighbourFlags         NTF              neighbour.h         NTF_(?!EXT_(MANAGED|LOCKED|MASK|SHIFT))[A-Z_]+
RuleAttributes         FRA              fib_rules.h         FRA_[A-Z_0-9]+
RuleActions            FR_ACT           fib_rules.h         FR_ACT_[A-Z_0-9]+
RuleFlags              FIB_RULE         fib_rules.h         FIB_RULE_[A-Z_]+
TrafficAttributes      TCA              rtnetlink.h         TCA_(?!ACT_|STAB_|ROOT_|DUMP|FLAG|OLD)[A-Z_0-9]+
TrafficHandles         TC_H             pkt_sched.h         TC_H_(ROOT|INGRESS|CLSACT)
NextHopFlags           RTNH_F           rtnetlink.h         RTNH_F_(?!COMPARE)[A-Z]+
NextHopAttributes      NHA              nexthop.h           NHA_(?!RES_(GROUP|BUCKET)_)[A-Z_]+
NextHopGroups          NEXTHOP_GRP_TYPE nexthop.h           NEXTHOP_GRP_TYPE_[A-Z]+
NextHopResilience      NHA_RES_GROUP    nexthop.h           NHA_RES_GROUP_(?!UNSPEC)[A-Z_]+
NextHopBuckets         NHA_RES_BUCKET   nexthop.h           NHA_RES_BUCKET_(?!UNSPEC)[A-Z_]+
LightTunnels           LWTUNNEL_ENCAP   lwtunnel.h          LWTUNNEL_ENCAP_[A-Z0-9_]+
NetworkSettings        NETCONFA         netconf.h           NETCONFA_(?!ALL|IFINDEX_)[A-Z_]+
NamespaceAttributes    NETNSA           net_namespace.h     NETNSA_(?!NSID_NOT)[A-Z_]+
NeighbourTables        NDTA             neighbour.h         NDTA_[A-Z0-9_]+
NeighbourParameters    NDTPA            neighbour.h         NDTPA_[A-Z_]+
AddressLabels          IFAL             if_addrlabel.h      IFAL_[A-Z]+
ActionAttributes       TCA_ACT          pkt_cls.h           TCA_ACT_(UNSPEC|KIND|OPTIONS|INDEX|STATS|PAD|COOKIE|FLAGS|HW_STATS|USED_HW_STATS|IN_HW_COUNT)
ActionFlags            TCA_ACT_FLAGS    pkt_cls.h           TCA_ACT_FLAGS_[A-Z_]+
ActionHardware         TCA_ACT_HW_STATS pkt_cls.h           TCA_ACT_HW_STATS_[A-Z]+
GroupDatabase          MDBA             if_bridge.h         MDBA_(UNSPEC|MDB|ROUTER)
GroupEntries           MDBA_MDB         if_bridge.h         MDBA_MDB_(UNSPEC|ENTRY)
GroupEntry             MDBA_MDB_ENTRY   if_bridge.h         MDBA_MDB_ENTRY_[A-Z]+
GroupEntryAttributes   MDBA_MDB_EATTR   if_bridge.h         MDBA_MDB_EATTR_[A-Z_]+
GroupRouters           MDBA_ROUTER      if_bridge.h         MDBA_ROUTER_(UNSPEC|PORT)
GroupRouterAttributes  MDBA_ROUTER_PATTR if_bridge.h        MDBA_ROUTER_PATTR_[A-Z0-9_]+
GroupStates            MDB              if_bridge.h         MDB_(TEMPORARY|PERMANENT)
GroupFlags             MDB_FLAGS        if_bridge.h         MDB_FLAGS_[A-Z_]+
DataCenterCommands     DCB_CMD          dcbnl.h             DCB_CMD_[A-Z_]+
DataCenterAttributes   DCB_ATTR         dcbnl.h             DCB_ATTR_(?!IEEE_|CEE_|DCB_|VALUE_)[A-Z_]+
StatisticsKinds        IFLA_STATS       if_link.h           IFLA_STATS_(UNSPEC|LINK_[A-Z0-9_]+|AF_SPEC)
ExtendedStatistics     LINK_XSTATS_TYPE if_link.h           LINK_XSTATS_TYPE_[A-Z]+
OffloadStatistics      IFLA_OFFLOAD_XSTATS if_link.h        IFLA_OFFLOAD_XSTATS_(UNSPEC|CPU_HIT)
BridgeStatistics       BRIDGE_XSTATS    if_bridge.h         BRIDGE_XSTATS_[A-Z]+
BondStatistics         BOND_XSTATS      if_bonding.h        BOND_XSTATS_[A-Z0-9_]+
BridgeVlanFlags        BRIDGE_VLAN_INFO if_bridge.h         BRIDGE_VLAN_INFO_[A-Z_]+
MplsStatistics         MPLS_STATS       mpls.h              MPLS_STATS_[A-Z]+
InetDiagAttributes     INET_DIAG        inet_diag.h         INET_DIAG_(?!REQ_|BC_|GETSOCK|NOCOOKIE|SK_BPF_[A-RT-Z]|BYTECODE|ULP_I)[A-Z_0-9]+
InetDiagRequests       INET_DIAG_REQ    inet_diag.h         INET_DIAG_REQ_[A-Z_0-9]+
UnixDiagAttributes     UNIX_DIAG        unix_diag.h         UNIX_DIAG_[A-Z_0-9]+
UnixDiagShow           UDIAG_SHOW       unix_diag.h         UDIAG_SHOW_[A-Z_0-9]+
NetfilterSubsystems    NFNL_SUBSYS      netfilter/nfnetlink.h NFNL_SUBSYS_(?!COUNT)[A-Z_]+
ConntrackMessages      IPCTNL_MSG_CT    netfilter/nfnetlink_conntrack.h IPCTNL_MSG_CT_[A-Z_]+
ExpectationMessages    IPCTNL_MSG_EXP   netfilter/nfnetlink_conntrack.h IPCTNL_MSG_EXP_[A-Z_]+
QueueMessages          NFQNL_MSG        netfilter/nfnetlink_queue.h NFQNL_MSG_[A-Z_]+
LogMessages            NFULNL_MSG       netfilter/nfnetlink_log.h NFULNL_MSG_[A-Z]+
FingerprintMessages    OSF_MSG          netfilter/nfnetlink_osf.h OSF_MSG_[A-Z]+
IpsetMessages          IPSET_CMD        netfilter/ipset/ip_set.h IPSET_CMD_(?!GET_)[A-Z]+
AccountingMessages     NFNL_MSG_ACCT    netfilter/nfnetlink_acct.h NFNL_MSG_ACCT_[A-Z_]+
TimeoutMessages        IPCTNL_MSG_TIMEOUT netfilter/nfnetlink_cttimeout.h IPCTNL_MSG_TIMEOUT_[A-Z_]+
HelperMessages         NFNL_MSG_CTHELPER netfilter/nfnetlink_cthelper.h NFNL_MSG_CTHELPER_[A-Z]+
NftablesMessages       NFT_MSG          netfilter/nf_tables.h NFT_MSG_[A-Z_]+
NftCompatMessages      NFNL_MSG_COMPAT  netfilter/nf_tables_compat.h NFNL_MSG_COMPAT_[A-Z]+
HookMessages           NFNL_MSG_HOOK    netfilter/nfnetlink_hook.h NFNL_MSG_HOOK_[A-Z]+
TcpStates              TCP              /netinet/tcp.h      TCP_(ESTABLISHED|SYN_SENT|SYN_RECV|FIN_WAIT1|FIN_WAIT2|TIME_WAIT|CLOSE|CLOSE_WAIT|LAST_ACK|LISTEN|CLOSING)
"""

# Words of the structures that bpf, perf_event_open, io_uring, quotactl and their like take.
ATTRIBUTES = """
IoUringSetupFlags      IORING_SETUP     io_uring.h          IORING_SETUP_[A-Z0-9_]+
IoUringFeatures        IORING_FEAT      io_uring.h          IORING_FEAT_[A-Z0-9_]+
IoUringOperations      IORING_OP        io_uring.h          IORING_OP_(?!LAST)[A-Z0-9_]+
IoUringSupport         IO_URING_OP      io_uring.h          IO_URING_OP_[A-Z0-9_]+
IoUringEntryFlags      IOSQE            io_uring.h          IOSQE_(?!.*_BIT)[A-Z0-9_]+
IoUringRestrictions    IORING_RESTRICTION io_uring.h        IORING_RESTRICTION_(?!LAST)[A-Z0-9_]+
IoUringResourceFlags   IORING_RSRC_REGISTER io_uring.h      IORING_RSRC_REGISTER_[A-Z0-9_]+
BpfMapTypes            BPF_MAP_TYPE     bpf.h               BPF_MAP_TYPE_[A-Z0-9_]+
BpfProgramTypes        BPF_PROG_TYPE    bpf.h               BPF_PROG_TYPE_[A-Z0-9_]+
BpfAttachTypes         BPF              bpf.h               BPF_(CGROUP_(?!ITER)[A-Z0-9_]+|SK_SKB_[A-Z_]+|SK_MSG_VERDICT|LIRC_MODE2|FLOW_DISSECTOR|TRACE_[A-Z_]+|MODIFY_RETURN|LSM_(MAC|CGROUP)|XDP(_[A-Z]+)?|SK_LOOKUP|SK_REUSEPORT_SELECT[A-Z_]*|PERF_EVENT)
BpfMapFlags            BPF_F            bpf.h               BPF_F_(NO_PREALLOC|NO_COMMON_LRU|NUMA_NODE|RDONLY|WRONLY|STACK_BUILD_ID|ZERO_SEED|RDONLY_PROG|WRONLY_PROG|CLONE|MMAPABLE|PRESERVE_ELEMS|INNER_MAP|LINK)
BpfFileFlags           BPF_F            bpf.h               BPF_F_(RDONLY|WRONLY)
BpfElementFlags        BPF              bpf.h               BPF_(ANY|NOEXIST|EXIST|F_LOCK)
BpfLookupFlags         BPF              bpf.h               BPF_F_LOCK
BpfProgramFlags        BPF_F            bpf.h               BPF_F_(STRICT_ALIGNMENT|ANY_ALIGNMENT|TEST_RND_HI32|TEST_STATE_FREQ|SLEEPABLE|XDP_HAS_FRAGS)
BpfAttachFlags         BPF_F            bpf.h               BPF_F_(ALLOW_OVERRIDE|ALLOW_MULTI|REPLACE)
BpfQueryFlags          BPF_F_QUERY      bpf.h               BPF_F_QUERY_EFFECTIVE
BpfTestFlags           BPF_F            bpf.h               BPF_F_TEST_(RUN_ON_CPU|XDP_LIVE_FRAMES)
BpfDescriptorTypes     BPF_FD_TYPE      bpf.h               BPF_FD_TYPE_[A-Z0-9_]+
PerfTypes              PERF_TYPE        perf_event.h        PERF_TYPE_[A-Z_]+
PerfSizes              PERF_ATTR_SIZE   perf_event.h        PERF_ATTR_SIZE_VER[0-9]
PerfHardware           PERF_COUNT_HW    perf_event.h        PERF_COUNT_HW_(?!CACHE_(L|D|I|B|N|OP|RESULT))[A-Z_]+
PerfSoftware           PERF_COUNT_SW    perf_event.h        PERF_COUNT_SW_[A-Z_]+
PerfCaches             PERF_COUNT_HW_CACHE perf_event.h     PERF_COUNT_HW_CACHE_(?!OP_|RESULT_|REFERENCES|MISSES)[A-Z0-9]+
PerfCacheOperations    PERF_COUNT_HW_CACHE_OP perf_event.h  PERF_COUNT_HW_CACHE_OP_[A-Z]+
PerfCacheResults       PERF_COUNT_HW_CACHE_RESULT perf_event.h PERF_COUNT_HW_CACHE_RESULT_[A-Z]+
PerfSamples            PERF_SAMPLE      perf_event.h        PERF_SAMPLE_(?!BRANCH_(?!STACK)|REGS_ABI|WEIGHT_TYPE)[A-Z_]+
PerfReads              PERF_FORMAT      perf_event.h        PERF_FORMAT_[A-Z_]+
PerfBranches           PERF_SAMPLE_BRANCH perf_event.h      PERF_SAMPLE_BRANCH_(?!STACK|.*SHIFT|PRIV_|PLM_ALL)[A-Z0-9_]+
Breakpoints            HW_BREAKPOINT    hw_breakpoint.h     HW_BREAKPOINT_(EMPTY|R|W|RW|X|INVALID)
EthernetProtocols      ETH_P            if_ether.h          ETH_P_[A-Z0-9_]+
PacketTypes            PACKET           if_packet.h         PACKET_(HOST|BROADCAST|MULTICAST|OTHERHOST|OUTGOING|LOOPBACK|USER|KERNEL)
KvmExits               KVM_EXIT         kvm.h               KVM_EXIT_(?!IO_|.*_(IN|OUT)$|HYPERV_|XEN_)[A-Z0-9_]+
KvmMemoryFlags         KVM_MEM          kvm.h               KVM_MEM_[A-Z_]+
KvmCapabilities        KVM_CAP          kvm.h               KVM_CAP_[A-Z0-9_]+
LoopFlags              LO_FLAGS         loop.h              LO_FLAGS_[A-Z_]+
LoopCryptTypes         LO_CRYPT         loop.h              LO_CRYPT_[A-Z0-9]+
FaultFeatures          UFFD_FEATURE     userfaultfd.h       UFFD_FEATURE_[A-Z_]+
FaultRegisterModes     UFFDIO_REGISTER_MODE userfaultfd.h   UFFDIO_REGISTER_MODE_[A-Z]+
FaultCopyModes         UFFDIO_COPY_MODE userfaultfd.h       UFFDIO_COPY_MODE_[A-Z]+
FaultZeroModes         UFFDIO_ZEROPAGE_MODE userfaultfd.h   UFFDIO_ZEROPAGE_MODE_[A-Z]+
FileXflags             FS_XFLAG         fs.h                FS_XFLAG_[A-Z_]+
PtpFlags               PTP              ptp_clock.h         PTP_(ENABLE_FEATURE|RISING_EDGE|FALLING_EDGE|STRICT_FLAGS)
InputEvents            EV               input-event-codes.h EV_(?!MAX|CNT|VERSION)[A-Z_]+
InputAxes              ABS              input-event-codes.h ABS_(?!MAX|CNT)[A-Z0-9_]+
InputKeys              KEY              input-event-codes.h (?!BTN_(MISC|MOUSE|JOYSTICK|GAMEPAD|DIGI|WHEEL|TRIGGER_HAPPY)$|KEY_(FULL_SCREEN|ASPECT_RATIO)$)(KEY|BTN)_(?!MAX|CNT|MIN_INT)[A-Z0-9_]+
InputMotions           REL              input-event-codes.h REL_(?!MAX|CNT)[A-Z0-9_]+
InputMiscellany        MSC              input-event-codes.h MSC_(?!MAX|CNT)[A-Z]+
InputSwitches          SW               input-event-codes.h SW_(?!MAX|CNT)[A-Z_]+
InputLights            LED              input-event-codes.h LED_(?!MAX|CNT)[A-Z]+
InputSounds            SND              input-event-codes.h SND_(?!MAX|CNT)[A-Z]+
InputRepeats           REP              input-event-codes.h REP_(?!MAX|CNT)[A-Z]+
InputProperties        PROP             input-event-codes.h INPUT_PROP_(?!MAX|CNT)[A-Z_]+
InputTouches           ABS_MT           input-event-codes.h ABS_MT_[A-Z_]+
InputForces            FF               input.h             FF_(?!STATUS|EFFECT|WAVEFORM|MAX|CNT)[A-Z_]+
InputForceStates       FF_STATUS        input.h             FF_STATUS_(STOPPED|PLAYING)
BpfProbeFlags          BPF_F            bpf.h               BPF_F_KPROBE_MULTI_RETURN
QuotaTypes             ???QUOTA         quota.h             (USR|GRP|PRJ)QUOTA
QuotaFormats           QFMT_VFS         quota.h             QFMT_[A-Z0-9_]+
QuotaValid             QIF              quota.h             QIF_(BLIMITS|SPACE|ILIMITS|INODES|BTIME|ITIME)
"""

# Words of what devices are asked with ioctl.
DEVICES = """
BusStates              BUSSTATE         hdreg.h             BUSSTATE_[A-Z]+
ScsiResets             SG_SCSI_RESET    /scsi/sg.h          SG_SCSI_RESET_(?!NO_ESC)[A-Z]+
PerfScopes             PERF_IOC_FLAG    perf_event.h        PERF_IOC_FLAG_[A-Z]+
LircModes              LIRC_MODE        lirc.h              LIRC_MODE_[A-Z0-9]+
LircFeatures           LIRC_CAN         lirc.h              LIRC_CAN_(SET_TRANSMITTER_MASK|(?!.*MASK$|SEND$|REC$|SEND_(RAW|MODE2)|REC_(RAW|PULSE)|SET_REC_FILTER|NOTIFY_DECODE)[A-Z0-9_]+)
MtdTypes               MTD              /mtd/mtd-abi.h      MTD_(ABSENT|RAM|ROM|NORFLASH|NANDFLASH|DATAFLASH|UBIVOLUME|MLCNANDFLASH)
MtdFlags               MTD              /mtd/mtd-abi.h      MTD_(WRITEABLE|BIT_WRITEABLE|NO_ERASE|POWERUP_LOCK|SLC_ON_MLC_EMULATION)
MtdFileModes           MTD_FILE_MODE    /mtd/mtd-abi.h      MTD_FILE_MODE_[A-Z_]+
MtdOneTimes            MTD_OTP          /mtd/mtd-abi.h      MTD_OTP_[A-Z]+
MtdOperations          MTD_OPS          /mtd/mtd-abi.h      MTD_OPS_[A-Z_]+
MtdCorrections         MTD_NANDECC      /mtd/mtd-abi.h      MTD_NANDECC_[A-Z_]+
UbiVolumeTypes         UBI_???_VOLUME   /mtd/ubi-user.h     UBI_(DYNAMIC|STATIC)_VOLUME
UbiVolumeFlags         UBI_VOL          /mtd/ubi-user.h     UBI_VOL_SKIP_CRC_CHECK_FLG
UbiProperties          UBI_VOL_PROP     /mtd/ubi-user.h     UBI_VOL_PROP_[A-Z_]+
RtcVoltages            RTC_VL           rtc.h               RTC_VL_(?!READ|CLR)[A-Z_]+
RtcParameters          RTC_PARAM        rtc.h               RTC_PARAM_(?!GET|SET)[A-Z_]+
PtpPeriodFlags         PTP_PEROUT       ptp_clock.h         PTP_PEROUT_(ONE_SHOT|DUTY_CYCLE|PHASE)
PtpPins                PTP_PF           ptp_clock.h         PTP_PF_[A-Z]+
TeeKinds               TEE_IMPL_ID      tee.h               TEE_IMPL_ID_[A-Z]+
TeeCapabilities        TEE_GEN_CAP      tee.h               TEE_GEN_CAP_[A-Z_]+
TeeOpteeCapabilities   TEE_OPTEE_CAP    tee.h               TEE_OPTEE_CAP_[A-Z_]+
CounterComponents      COUNTER_COMPONENT counter.h          COUNTER_COMPONENT_[A-Z_]+
CounterScopes          COUNTER_SCOPE    counter.h           COUNTER_SCOPE_[A-Z_]+
CounterEvents          COUNTER_EVENT    counter.h           COUNTER_EVENT_[A-Z_]+
ConsoleFontOperations  KD_FONT_OP       kd.h                KD_FONT_OP_[A-Z_]+
ConsoleFontFlags       KD_FONT_FLAG     kd.h                KD_FONT_FLAG_[A-Z_]+
KeyboardTypes          KT               keyboard.h          KT_[A-Z0-9]+
KeyboardSymbols        K                keyboard.h          K_[A-Z0-9_]+
BtrfsSubvolumeFlags    BTRFS_SUBVOL     btrfs.h             BTRFS_SUBVOL_(CREATE_ASYNC|RDONLY|QGROUP_INHERIT|SPEC_BY_ID)
BtrfsDefragmentFlags   BTRFS_DEFRAG_RANGE btrfs.h           BTRFS_DEFRAG_RANGE_(COMPRESS|START_IO)
BtrfsBalanceControls   BTRFS_BALANCE_CTL btrfs.h            BTRFS_BALANCE_CTL_[A-Z]+
BtrfsBalanceFlags      BTRFS_BALANCE    btrfs.h             BTRFS_BALANCE_(DATA|SYSTEM|METADATA|FORCE|RESUME)
BtrfsBalanceStates     BTRFS_BALANCE_STATE btrfs.h          BTRFS_BALANCE_STATE_[A-Z_]+
BtrfsBalanceFilters    BTRFS_BALANCE_ARGS btrfs.h           BTRFS_BALANCE_ARGS_(?!MASK)[A-Z_]+
BtrfsProfiles          BTRFS_BLOCK_GROUP btrfs_tree.h       BTRFS_(BLOCK_GROUP_(?!.*MASK|RAID$|TYPE|RESERVED)[A-Z0-9]+|AVAIL_ALLOC_BIT_SINGLE|SPACE_INFO_GLOBAL_RSV)
BtrfsSendFlags         BTRFS_SEND_FLAG  btrfs.h             BTRFS_SEND_FLAG_(?!MASK)[A-Z_]+
BtrfsScrubFlags        BTRFS_SCRUB      btrfs.h             BTRFS_SCRUB_[A-Z]+
BtrfsStatisticsFlags   BTRFS_DEV_STATS  btrfs.h             BTRFS_DEV_STATS_RESET
BtrfsReplaceCommands   BTRFS_IOCTL_DEV_REPLACE_CMD btrfs.h  BTRFS_IOCTL_DEV_REPLACE_CMD_[A-Z]+
BtrfsReplaceModes      BTRFS_IOCTL_DEV_REPLACE_CONT_READING_FROM_SRCDEV_MODE btrfs.h BTRFS_IOCTL_DEV_REPLACE_CONT_READING_FROM_SRCDEV_MODE_[A-Z]+
BtrfsReplaceStates     BTRFS_IOCTL_DEV_REPLACE_STATE btrfs.h BTRFS_IOCTL_DEV_REPLACE_STATE_[A-Z_]+
BtrfsReplaceResults    BTRFS_IOCTL_DEV_REPLACE_RESULT btrfs.h BTRFS_IOCTL_DEV_REPLACE_RESULT_[A-Z_]+
BtrfsQuotaControls     BTRFS_QUOTA_CTL  btrfs.h             BTRFS_QUOTA_CTL_[A-Z]+
BtrfsQuotaLimits       BTRFS_QGROUP_LIMIT btrfs.h           BTRFS_QGROUP_LIMIT_[A-Z_]+
BtrfsLogicalFlags      BTRFS_LOGICAL_INO_ARGS btrfs.h       BTRFS_LOGICAL_INO_ARGS_[A-Z_]+
BtrfsSystemFlags       BTRFS_FS_INFO_FLAG btrfs.h           BTRFS_FS_INFO_FLAG_[A-Z_]+
BtrfsChecksums         BTRFS_CSUM_TYPE  btrfs_tree.h        BTRFS_CSUM_TYPE_[A-Z0-9]+
BtrfsReadOnlyFeatures  BTRFS_FEATURE_COMPAT_RO btrfs.h      BTRFS_FEATURE_COMPAT_RO_[A-Z_]+
BtrfsFeatures          BTRFS_FEATURE_INCOMPAT btrfs.h       BTRFS_FEATURE_INCOMPAT_[A-Z0-9_]+
BtrfsInheritFlags      BTRFS_QGROUP_INHERIT btrfs.h         BTRFS_QGROUP_INHERIT_[A-Z_]+
BtrfsDeviceErrors      BTRFS_DEV_STAT   btrfs.h             BTRFS_DEV_STAT_(?!VALUES)[A-Z_]+ERRS
GpioHandleFlags        GPIOHANDLE_REQUEST gpio.h            GPIOHANDLE_REQUEST_[A-Z_]+
GpioLineFlags          GPIOLINE_FLAG    gpio.h              GPIOLINE_FLAG_[A-Z_]+
GpioLineFlags2         GPIO_V2_LINE_FLAG gpio.h             GPIO_V2_LINE_FLAG_[A-Z_]+
BtrfsRoots             BTRFS            btrfs_tree.h        BTRFS_(ROOT_TREE|EXTENT_TREE|CHUNK_TREE|DEV_TREE|FS_TREE|CSUM_TREE|QUOTA_TREE|UUID_TREE|FREE_SPACE_TREE|BLOCK_GROUP_TREE|ROOT_TREE_DIR|FIRST_FREE|LAST_FREE)_OBJECTID
BtrfsKeys              BTRFS            btrfs_tree.h        BTRFS_(?!FT_|CSUM|RAID|BLOCK_GROUP_(?!ITEM_KEY)|EXTENT_FLAG|ROOT_SUBVOL|QGROUP_STATUS_FLAG|FREE_SPACE_(EXTENT|BITMAP)$|BALANCE_ITEM_KEY|DEV_STATS_KEY)[A-Z_]+_KEY(_RECEIVED)?(_SUBVOL)?
"""

# Requests that are a bare number, older than _IO.
PLAIN = (r"(TC[GSXFBI](?!F_)[A-Z]+|TIOC(?!M_|SER_)|FIO|SIOC[A-Z](?!BPQ)|LOOP_(SET|CLR|GET|CHANGE|CONFIG|CTL)|CDROM(?!_)|DVD_(READ|WRITE|AUTH)"
         r"|CDROM_(?!.*(LBA|MSF|TRACK|AUDIO|LEADOUT|INTERLEAVE|PRINT))|VT_(?!AUTO|PROCESS|ACKACQ|EVENT|MAX)|KD[A-Z]|KIOC|PIO_|GIO_|HDIO_"
         r"|SG_(?!INFO|FLAG|DXFER|INTERFACE|SCATTER|DEF|MAX|BIG)|SCSI_IOCTL_(?!TAGGED)|FBIO)[A-Z0-9_]*")
# Those of machines that we do not decode calls of.
ELSEWHERE = r"KVM_(S390|PPC|ARM)_|VIDIOC_SUBDEV_(?!ENUM_|[GS]_(CROP|FMT|FRAME|SELECTION)|QUERYCAP)"


def values(source, names, machine=()):
    """Those of the names that are a constant, with their value. `machine`: the compiler's option for another one.

    The compiler writes them into the assembly, so that what is built for another machine need not run on this one.
    """
    while names:
        lines = "\n".join(f'asm("value {name} %0" :: "i"((unsigned long)({name})));' for name in names)
        program = f"{source}\nvoid constants(void) {{\n#line 1 \"names\"\n{lines}\n}}"
        built = subprocess.run(["gcc", *machine, "-Werror=implicit", "-D_GNU_SOURCE", "-O0", "-S", "-o", "-", "-xc", "-"], input=program,
                               capture_output=True, text=True, check=False)
        if built.returncode == 0:
            bits = 32 if machine else 64
            return {name: int(value) % (1 << bits) for name, value in re.findall(r"^\s*value (\w+) \$(-?\d+)$", built.stdout, re.M)}
        wrong = {int(line) for line in re.findall(r"^names:(\d+):", built.stderr, re.M)}
        if not wrong:
            return {}
        names = [name for number, name in enumerate(names, 1) if number not in wrong]
    return {}


def constants_of(header):
    """A header's own names, macros and enumerators, in its order, and a program's beginning that has them."""
    path = header if header.startswith("/") else f"/linux/{header}"
    source = f"{PRELUDE}#include <{path[1:]}>\n"
    text = re.sub(r"/\*.*?\*/", " ", open(INCLUDE + path, encoding="utf-8").read(), flags=re.S)
    return re.findall(r"\b[A-Z][A-Z0-9_]+\b", text), source


def c_name(value):
    return hex(value) if value > 9 else str(value)


def row(value, name):
    return f'    {{{c_name(value)}, "{name}"}},'


def tables(specification):
    headers = {}
    for line in specification.split("\n"):
        if not line:
            continue
        table, title, header, pattern = line.split()
        title = title.lstrip("-")
        if header not in headers:
            names, source = constants_of(header)
            headers[header] = (list(dict.fromkeys(names)), source)
        names, source = headers[header]
        wanted = [name for name in names if re.fullmatch(pattern, name) and not re.search("(?<!BRIGHTNESS)_MAX$", name)]
        found = values(source, wanted)
        known = {}
        if title == "NLM_F":  # NLM_F_DUMP is two bits, and stands for both
            wanted.sort(key=lambda name: -bin(found.get(name, 0)).count("1"))
        if title == "UFFD_FEATURE":  # the header has them by subject
            wanted.sort(key=lambda name: found.get(name, 0))
        for name in wanted:
            if name in found:
                known.setdefault(found[name], name)
        if not known:
            sys.exit(f"constants.py: {header} has nothing like {pattern}")
        yield f"constexpr Name k{table}Names[] = {{"
        yield from (row(value, name) for value, name in known.items())
        yield "};"
        yield f'const NameTable k{table} = Table("{title}", k{table}Names);'


def ioctls(machine=()):
    """Of every header that declares one by _IO and its sisters, or lists them by number."""
    known = {}
    folders = ["linux", "asm-generic", "x86_64-linux-gnu/asm", "sound", "drm", "mtd", "misc", "scsi", "video", "rdma", "xen"]
    for path in sorted(path for folder in folders for path in glob.glob(f"{INCLUDE}/{folder}/**/*.h", recursive=True)):
        text = open(path, encoding="utf-8", errors="replace").read()
        names = re.findall(r"^#\s*define\s+([A-Z][A-Za-z0-9_]*)\s+_S?IO[A-Z]*\s*\(", text, re.M)
        names += re.findall(r"^#\s*define\s+([A-Z][A-Za-z0-9_]*)\s+_IOC\s*\(", text, re.M)
        names += re.findall(r"^#\s*define\s+(DRM_IOCTL_[A-Z0-9_]+)\s", text, re.M)
        names += [name for name in re.findall(r"^#\s*define\s+([A-Z][A-Z0-9_]+)\s+0x[0-9A-Fa-f]+", text, re.M) if re.fullmatch(PLAIN, name)]
        if not names:
            continue
        for name, value in values(f"{PRELUDE}#include <{path[len(INCLUDE) + 1:].replace('x86_64-linux-gnu/', '')}>\n", list(dict.fromkeys(names)), machine).items():
            if 0 < value < 1 << 32 and not re.match(ELSEWHERE, name):
                known.setdefault(value, set()).add(name)
    return known


if __name__ == "__main__":
    output = sys.argv[1] if len(sys.argv) > 1 else ROOT
    os.makedirs(os.path.join(output, "src/tables"), exist_ok=True)
    version = values("#include <linux/version.h>", ["LINUX_VERSION_CODE"])["LINUX_VERSION_CODE"]
    head = f"// Generated by generate/constants.py from the headers of Linux {version >> 16}.{version >> 8 & 255}. Not for editing."
    with open(os.path.join(output, "src/tables/netlink.inc"), "w", encoding="ascii") as file:
        print(head, *tables(NETLINK), sep="\n", file=file)
    with open(os.path.join(output, "src/tables/attributes.inc"), "w", encoding="ascii") as file:
        print(head, *tables(ATTRIBUTES), sep="\n", file=file)
    with open(os.path.join(output, "src/tables/devices.inc"), "w", encoding="ascii") as file:
        print(head, *tables(DEVICES), sep="\n", file=file)
    with open(os.path.join(output, "src/tables/ioctls.inc"), "w", encoding="ascii") as file:
        requests = ioctls()
        print(head, *(row(value, name) for value in sorted(requests) for name in sorted(requests[value])), sep="\n", file=file)
    # Where the size is that of a structure with longs or pointers, or of one that is packed otherwise.
    narrow = ioctls(("-m32",))
    numbers = {name: value for value, names in requests.items() for name in names}
    with open(os.path.join(output, "src/tables/ioctls_i386.inc"), "w", encoding="ascii") as file:
        print(head, *(row(value, name) for value in sorted(narrow) for name in sorted(narrow[value]) if numbers.get(name) != value), sep="\n", file=file)
