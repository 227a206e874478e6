/* virtual_processor: a machine of one processor in real mode, which writes a byte to a port and
 * halts: KVM_RUN returns twice. 77 where there is no /dev/kvm to use. */
#include <fcntl.h>
#include <linux/kvm.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

#define PAGE 0x1000

int main(void) {
  static const unsigned char code[] = {
      0xba, 0xf8, 0x03, /* mov $0x3f8, %dx */
      0xb0, 'A',        /* mov $'A', %al */
      0xee,             /* out %al, (%dx) */
      0xf4,             /* hlt */
  };
  const int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
  const int machine = kvm < 0 ? -1 : ioctl(kvm, KVM_CREATE_VM, 0);
  if (machine < 0) return 77;
  unsigned char* memory =
      mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return 1;
  memcpy(memory, code, sizeof code);
  struct kvm_userspace_memory_region region = {
      .guest_phys_addr = PAGE, .memory_size = PAGE, .userspace_addr = (unsigned long)memory};
  if (ioctl(machine, KVM_SET_USER_MEMORY_REGION, &region) != 0) return 77;
  const int processor = ioctl(machine, KVM_CREATE_VCPU, 0);
  if (processor < 0) return 77;
  const int size = ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, 0);
  const struct kvm_run* run =
      mmap(NULL, (size_t)size, PROT_READ | PROT_WRITE, MAP_SHARED, processor, 0);
  if (run == MAP_FAILED) return 1;
  struct kvm_sregs system;
  if (ioctl(processor, KVM_GET_SREGS, &system) != 0) return 1;
  system.cs.base = 0;
  system.cs.selector = 0;
  struct kvm_regs registers = {.rip = PAGE, .rflags = 2};
  if (ioctl(processor, KVM_SET_SREGS, &system) != 0 ||
      ioctl(processor, KVM_SET_REGS, &registers) != 0)
    return 1;
  if (ioctl(processor, KVM_RUN, 0) != 0 || run->exit_reason != KVM_EXIT_IO) return 2;
  if (ioctl(processor, KVM_RUN, 0) != 0 || run->exit_reason != KVM_EXIT_HLT) return 3;
  return 0;
}
