#include "cli/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/failure.h"
#include "cli/output.h"
#include "rules/suggest.h"

namespace sysassert::cli {
namespace {

bool TakesValue(const CLI::Option* option) {
  return option != nullptr && option->get_items_expected_max() > 0;
}

const CLI::Option* FindOption(const CLI::App& app, const std::string& name) {
  const auto options = app.get_options([&name](const CLI::Option* option) {
    return name.size() > 2 ? option->check_lname(name.substr(2))
                           : option->check_sname(name.substr(1));
  });
  return options.empty() ? nullptr : options.front();
}

// Whether the word after `word`, which begins with '-', is a value of it: "-P", "-vP", "--policy"
// but not "-Pfile" or "--policy=file".
bool WantsNextWord(const CLI::App& app, const std::string& word) {
  if (word[1] == '-') {
    return word.find('=') == std::string::npos && TakesValue(FindOption(app, word));
  }
  for (std::size_t i = 1; i < word.size(); ++i) {
    if (TakesValue(FindOption(app, {'-', word[i]}))) return i + 1 == word.size();
  }
  return false;
}

// "-P, --policy FILE", padded so that long names stand below each other.
std::string NamesOf(const CLI::Option& option) {
  std::string names = option.get_snames().empty() ? "    " : "-" + option.get_snames()[0] + ", ";
  if (option.get_lnames().empty()) {
    names.resize(names.size() - 2);
  } else {
    names += "--" + option.get_lnames()[0];
  }
  if (TakesValue(&option)) names += " " + option.get_option_text();
  return names;
}

// Two columns; a description's further lines are indented to the second.
std::string TwoColumns(const std::string& left, const std::string& right) {
  constexpr int kColumn = 26;
  std::string lines = fmt::format("  {:<{}}", left, kColumn);
  if (left.size() >= kColumn) lines += "\n" + std::string(kColumn + 2, ' ');
  for (const char c : right) {
    lines += c;
    if (c == '\n') lines += std::string(kColumn + 2, ' ');
  }
  return lines + "\n";
}

// What a word that was left over is, and what it was meant to be.
std::string DescribeLeftOver(const CLI::App& app, const std::string& word) {
  if (word.size() < 2 || word[0] != '-') return fmt::format("unexpected word '{}'", word);
  const std::string name = word.substr(0, word.find('='));
  std::vector<std::string> known;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& long_name : option->get_lnames()) known.push_back("--" + long_name);
  }
  return fmt::format("unknown option '{}'{}", name,
                     rules::DidYouMean(name, {known.begin(), known.end()}));
}

}  // namespace

Split SplitAtCommand(const CLI::App& app, const Arguments& arguments) {
  std::size_t i = 0;
  for (; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word == "--" || word.size() < 2 || word[0] != '-') break;
    if (WantsNextWord(app, word)) ++i;
  }
  i = std::min(i, arguments.size());
  const auto at = arguments.begin() + static_cast<std::ptrdiff_t>(i);
  Split split{{arguments.begin(), at}, {at, arguments.end()}};
  if (!split.command.empty() && split.command[0] == "--") {
    split.command.erase(split.command.begin());
  }
  return split;
}

Options::Options(std::string name, std::string summary, std::string usage)
    : usage_(std::move(usage)),
      app_(std::make_unique<CLI::App>(std::move(summary), std::move(name))) {
  app_->set_help_flag("-h,--help", "print this and exit");
}

Options::~Options() = default;

void Options::Footer(const std::string& text) { app_->footer(text); }

void Options::Flag(const std::string& names, bool* value, const std::string& description) {
  app_->add_flag(names, *value, description);
}

void Options::Value(const std::string& names, std::string* value, const std::string& label,
                    const std::string& description) {
  app_->add_option(names, *value, description)->option_text(label);
}

void Options::Values(const std::string& names, std::vector<std::string>* values,
                     const std::string& label, const std::string& description) {
  // Without allow_extra_args(false) a vector option takes every word up to the next option.
  app_->add_option(names, *values, description)->option_text(label)->allow_extra_args(false);
}

void Options::Operand(const std::string& label, std::string* value,
                      const std::string& description) {
  app_->add_option(label, *value, description)->required();
}

void Options::Operands(const std::string& label, std::vector<std::string>* values,
                       const std::string& description, bool required) {
  app_->add_option(label, *values, description)->required(required);
}

bool Options::Parse(const Arguments& arguments) {
  Arguments reversed(arguments.rbegin(), arguments.rend());  // as CLI11 takes a vector
  const std::string help = "sysassert " + app_->get_name() + " --help";
  try {
    app_->parse(reversed);
    return true;
  } catch (const CLI::CallForHelp&) {
    Print(Stream::Stdout(), Help());
    return false;
  } catch (const CLI::ExtrasError&) {
    const std::string word = app_->remaining().empty() ? "" : app_->remaining().front();
    throw UsageFailure(fmt::format("{}: {}", app_->get_name(), DescribeLeftOver(*app_, word)),
                       help + " lists what it takes");
  } catch (const CLI::ParseError& error) {
    throw UsageFailure(fmt::format("{}: {}", app_->get_name(), error.what()),
                       help + " lists what it takes");
  }
}

bool Options::Parse(const Arguments& arguments, Arguments* command) {
  Split split = SplitAtCommand(*app_, arguments);
  *command = std::move(split.command);
  return Parse(split.options);
}

// Written here and not by CLI11, whose layout differs by version.
std::string Options::Help() const {
  std::string text = "usage: " + usage_ + "\n\n" + app_->get_description() + "\n\n";
  std::string operands;
  std::string options;
  for (const CLI::Option* option : app_->get_options()) {
    if (option->get_positional()) {
      operands += TwoColumns(option->get_name(true, false), option->get_description());
    } else if (option != app_->get_help_ptr()) {
      options += TwoColumns(NamesOf(*option), option->get_description());
    }
  }
  options += TwoColumns(NamesOf(*app_->get_help_ptr()), app_->get_help_ptr()->get_description());
  text += (operands.empty() ? "" : "operands:\n" + operands + "\n") + "options:\n" + options;
  if (!app_->get_footer().empty()) text += "\n" + app_->get_footer() + "\n";
  return text;
}

std::pair<std::string, std::string> KeyAndValue(const std::string& option,
                                                const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw UsageFailure(fmt::format("{} '{}': no NAME=VALUE", option, text),
                       fmt::format("{} NAME=VALUE; an empty value is {} NAME=", option, option));
  }
  return {text.substr(0, equals), text.substr(equals + 1)};
}

}  // namespace sysassert::cli
