#!/bin/sh
# The tests of 32-bit programs, where this machine's kernel runs none: in a virtual machine with a kernel that does.
#
#   selftest/suites/thirty_two_bit.sh [BUILD [KERNEL]]
#   selftest/suites/thirty_two_bit.sh BUILD KERNEL PROGRAM FILTER...
#
# BUILD: the folder of a build (build/). KERNEL: a folder with an unpacked linux-image package of Debian (dpkg -x); without
# one, or for '', the package is downloaded into a temporary folder. PROGRAM FILTER: pairs of a test program in BUILD/bin and
# a filter of GoogleTest, instead of the tests that are skipped without 32-bit code.
#
# The machine has this one's files, read-only, below a layer in memory; so the tests see the programs that are installed here
# (strace, sh) by their names. Its processor is emulated, which needs no /dev/kvm, and is some ten times slower; what takes longer than
# SYSASSERT_VM_SECONDS (1800) is ended. Ends with 0 if every test ran and passed, 1 otherwise; 2 if something is missing.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd -P)
build=$(cd "${1:-$here/build}" && pwd -P)
kernel=${2:-}
[ $# -lt 2 ] || shift 2
[ $# -ge 2 ] || set -- selftest_session '*ThirtyTwoBit*:*TheOldGate*' selftest_policy '*I386*' \
  selftest_torture '*/TheGateOf32Bits*:*/ProgramOf32Bits*' selftest_strace 'Families.*'
seconds=${SYSASSERT_VM_SECONDS:-1800}

missing=
command -v qemu-system-x86_64 >/dev/null || missing="$missing qemu-system-x86"
command -v cpio >/dev/null || missing="$missing cpio"
command -v strace >/dev/null || missing="$missing strace"
busybox=$(command -v busybox) || missing="$missing busybox-static"
[ -z "$missing" ] || { echo "missing; as root: apt-get install$missing" >&2; exit 2; }
if ldd "$busybox" >/dev/null 2>&1; then echo "$busybox is no static one; as root: apt-get install busybox-static" >&2; exit 2; fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/thirty-two-bit-XXXXXX")
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"  # apt fetches as a user of its own
trap 'exit 130' INT TERM
if [ -z "$kernel" ]; then
  package=$(apt-cache depends linux-image-amd64 | sed -n 's/^ *Depends: *//p' | head -n 1)
  (cd "$folder" && apt-get download -qq "${package:?no package linux-image-amd64 is known; as root: apt-get update}" && dpkg -x ./*.deb kernel)
  kernel=$folder/kernel
fi
image=$(find "$kernel" -name 'vmlinuz-*' | head -n 1)
[ -n "$image" ] || { echo "no vmlinuz below $kernel" >&2; exit 2; }

# What the kernel needs before it has our files, and which of them it runs.
root=$folder/initramfs
mkdir -p "$root/bin" "$root/dev" "$root/proc" "$root/modules" "$root/host" "$root/layer" "$root/new" "$folder/results"
cp "$busybox" "$root/bin/busybox"
for module in virtio virtio_ring virtio_pci virtio_pci_modern_dev virtio_pci_legacy_dev 9pnet 9pnet_virtio netfs fscache 9p \
  overlay inet_diag tcp_diag udp_diag unix_diag af_packet_diag netlink_diag nfnetlink xfrm_algo xfrm_user; do
  find "$kernel" -name "$module.ko" -exec cp '{}' "$root/modules" \;
done
cat >"$root/init" <<'INIT'
#!/bin/busybox sh
/bin/busybox --install /bin
export PATH=/bin
mount -t proc proc /proc
mount -t devtmpfs dev /dev
for round in 1 2 3 4; do  # in the order that they need each other, which takes a round each
  for module in /modules/*.ko; do insmod "$module" 2>/dev/null; done
done
share() { mount -t 9p -o "trans=virtio,version=9p2000.L,msize=512000,$3" "$1" "$2" || echo "no $1"; }
share root /host ro,cache=loose
mount -t tmpfs layer /layer
mkdir /layer/upper /layer/work
mount -t overlay -o lowerdir=/host,upperdir=/layer/upper,workdir=/layer/work overlay /new || echo 'no overlay'
mount -t proc proc /new/proc
mount -t sysfs sys /new/sys
mount -t devtmpfs dev /new/dev
mkdir -p /new/dev/pts /new/dev/shm /new/results
mount -t devpts -o ptmxmode=666 pts /new/dev/pts
for shared in /dev/shm /tmp /run; do mount -t tmpfs -o mode=1777 tmpfs "/new$shared"; done
. /where.sh
for below in "$source" "$build"; do mkdir -p "/new$below" && mount --bind "/host$below" "/new$below"; done
share results /new/results rw
ip link set lo up
cp /where.sh /tests.sh /tests /new/run
chroot /new /usr/bin/env -i PATH=/usr/bin:/bin:/usr/sbin:/sbin HOME=/tmp LC_ALL=C.UTF-8 /bin/sh /run/tests.sh
poweroff -f
INIT
chmod +x "$root/init"
cat >"$root/tests.sh" <<'TESTS'
. /run/where.sh
cd /tmp
"$build/bin/programs/i386" >/dev/null && echo ok >/results/i386
while read -r seconds program filter; do
  timeout -k 10 "$seconds" "$build/bin/$program" "--gtest_filter=$filter" </dev/null >"/results/$program.log" 2>&1
  echo $? >"/results/$program.status"
done </run/tests
TESTS
printf "source='%s'\nbuild='%s'\n" "$here" "$build" >"$root/where.sh"
while [ $# -ge 2 ]; do
  echo "$seconds $1 $2"
  shift 2
done >"$root/tests"
(cd "$root" && find . | cpio --quiet -o -H newc | gzip -1) >"$folder/initramfs.gz"

status=0
timeout "$seconds" qemu-system-x86_64 -accel tcg -cpu max -smp 2 -m 3G -nic none -nographic -no-reboot -kernel "$image" \
  -initrd "$folder/initramfs.gz" -append 'console=ttyS0 quiet panic=-1 mitigations=off' \
  -virtfs local,path=/,mount_tag=root,security_model=none,readonly=on,multidevs=remap \
  -virtfs "local,path=$folder/results,mount_tag=results,security_model=none" </dev/null >"$folder/console.log" 2>&1 || status=$?
if [ ! -f "$folder/results/i386" ]; then
  cat "$folder/console.log" >&2
  echo "the machine ran no 32-bit program (status $status, 124: after $seconds s)" >&2
  exit 1
fi
failed=0
for log in "$folder"/results/*.log; do
  program=$(basename "$log" .log)
  ended=$(cat "$folder/results/$program.status" 2>/dev/null || echo 'not at all')
  if [ "$ended" != 0 ] || grep -q '^\[  SKIPPED \]' "$log"; then failed=1; cat "$log"; fi
  passed=$(grep -c '^\[       OK \]' "$log" || :)
  skipped=$(sed -n 's/^\[  SKIPPED \] \([0-9]*\) test.*/\1/p' "$log")
  echo "$program: $passed passed, ${skipped:-0} skipped; ended with $ended"
  grep -h 'lines are the same' "$log" || :
done
exit "$failed"
