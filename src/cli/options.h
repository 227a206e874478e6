// One command's options: CLI11 with its traps closed.
#ifndef SYSASSERT_CLI_OPTIONS_H_
#define SYSASSERT_CLI_OPTIONS_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace CLI {
class App;  // CLI11 is seen by options.cc alone: it costs every file that includes it seconds
}

namespace sysassert::cli {

using Arguments = std::vector<std::string>;

// Where the traced command begins in `arguments`: what stands before are options of `app`.
struct Split {
  Arguments options;
  Arguments command;
};
// Splits at `--` or at the first operand, before CLI11 sees anything: it would take the command's
// own options for ours, and a vector option would swallow the command. Which options take a value
// is asked of `app`.
Split SplitAtCommand(const CLI::App& app, const Arguments& arguments);

class Options {
 public:
  // `name`: "check"; `usage`: "sysassert check -P FILE… [options] [--] CMD ARG…".
  Options(std::string name, std::string summary, std::string usage);
  ~Options();

  // An option without a value, with one, with one each time that it is given. `names` as CLI11
  // writes them: "-P,--policy".
  void Flag(const std::string& names, bool* value, const std::string& description);
  void Value(const std::string& names, std::string* value, const std::string& label,
             const std::string& description);
  void Values(const std::string& names, std::vector<std::string>* values, const std::string& label,
              const std::string& description);
  // Operands, for commands that run nothing.
  void Operand(const std::string& label, std::string* value, const std::string& description);
  void Operands(const std::string& label, std::vector<std::string>* values,
                const std::string& description, bool required = true);
  // Lines after the options in --help.
  void Footer(const std::string& text);

  // Parses; a mistake is a Failure with status 2. False: --help was given and has been printed.
  bool Parse(const Arguments& arguments);
  // The same for a command that runs a program, whose words come back in `command`.
  bool Parse(const Arguments& arguments, Arguments* command);

 private:
  std::string Help() const;
  std::string usage_;
  std::unique_ptr<CLI::App> app_;
};

// "K=V" of `option`, as its two parts; a Failure if there is no '=' or nothing before it.
std::pair<std::string, std::string> KeyAndValue(const std::string& option, const std::string& text);

}  // namespace sysassert::cli

#endif  // SYSASSERT_CLI_OPTIONS_H_
