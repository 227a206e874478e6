// Any words as the options of `sysassert trace`, a line each: they are taken, or refused with a
// reason.
#include "strace/options.h"

#include <algorithm>
#include <string_view>

#include "fuzz/target.h"

namespace sysassert::selftest {

std::vector<std::string> MadeInputs() {
  return {
      "-f\n-o\nout\n-e\ntrace=open,openat\n-s\n64\n--\ntrue",
      "-e\ntrace=!%file,?nosuch,/^set@64\n-e\nsignal=!SIGCHLD\n-e\nstatus=failed\n-P\n/etc\ntrue",
      "-e\ninject=read,write:error=EIO:when=2..5+2:delay_enter=10ms:signal=SIGUSR1\ntrue",
      "--fault=@file:error=ENOENT:when=3\n--trace=%network\n--decode-fds=socket,dev\ntrue",
      "-ttt\n-T\n-rr\n--absolute-timestamps=format:unix,precision:ns\n--syscall-times=us\n-p\n1,2",
      "-c\n-w\n-S\nmin-time\n-U\ntime,max-time,name\n-O\n3us\n-a\n40\n--syscall-limit=7\ntrue",
      "-X\nverbose\n-xx\n--strings-in-hex=all\n-yy\n-Y\n-N\n-v\n-n\n-i\n--quiet=attach,exit\ntrue",
      "-E\nA=B\n-u\nnobody\n--argv0=x\n-b\nexecve\n-DDD\n-I\n4\n--json\n--hints\n--hide-vdso\ntrue",
      "-e\ntrace=/^(a|[^]b]{2,9})+$,/"
      "x++\n-e\nabbrev=none\n-e\nraw=all\n-e\nread=0,3\n--write=!5\n-e\ntrace-fds=1\n-e\nquiet="
      "all\ntrue"};
}

}  // namespace sysassert::selftest

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find('\n'));
    // Of an expression that repeats what is repeated the C library may make anything: the program
    // waits two seconds for it (strace/patience.h), and here nobody does.
    constexpr auto kMostRepeated = 3;
    if (std::count_if(word.begin(), word.end(),
                      [](char c) { return c == '*' || c == '?' || c == '+' || c == '{'; }) >
            kMostRepeated &&
        word.find('/') != std::string_view::npos)
      return -1;
    // A program of these words; and those two print.
    if (word.find('\0') == std::string_view::npos && word != "--help" && word != "--version")
      words.emplace_back(word);
    text.remove_prefix(std::min(text.size(), word.size() + 1));
  }
  const auto parsed = sysassert::strace::ParseOptions("trace", words, [](const std::string&) {});
  if (!parsed.ok()) (void)parsed.error().Message();
  return 0;
}
