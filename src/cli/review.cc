// sysassert review: take a policy through what its checks found.
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/failure.h"
#include "cli/output.h"
#include "cli/pending.h"
#include "policy/source.h"
#include "report/escape.h"
#include "review/accept.h"
#include "review/edit.h"
#include "review/entry.h"

namespace sysassert::cli {
namespace {

using review::Change;

struct ReviewOptions {
  std::string policy;
  bool accept_all = false;
};

bool Parse(const Arguments& arguments, ReviewOptions* review) {
  Options options(
      "review",
      "Shows each change that failed checks of POLICY left in POLICY.pending, and takes what is\n"
      "accepted into POLICY, whose comments and layout stay. On a terminal it asks.",
      "sysassert review [--accept-all] POLICY");
  options.Flag("--accept-all", &review->accept_all, "take every change as it is proposed");
  options.Operand("POLICY", &review->policy, "a policy file");
  return options.Parse(arguments);
}

void RequireSense(const ReviewOptions& options) {
  if (options.policy.starts_with("stock:")) {
    throw UsageFailure(fmt::format("review: {} is a part of sysassert", options.policy),
                       "change the policy that extends it, or extend it in one of your own");
  }
  if (IsCi()) {
    throw UsageFailure(
        fmt::format("review: CI is set, and there no policy is written: not {}", options.policy),
        "review it where you can read it, and commit it");
  }
  struct stat found {};
  if (stat(options.policy.c_str(), &found) != 0)
    throw FailureOf(kUsage, {"review " + options.policy, errno, "", "name the policy file"});
  RequireWritable(options.policy);
}

std::string ReadPolicy(const std::string& path) {
  std::string mistake;
  auto text = policy::ReadPolicyFile(path, &mistake);
  if (!text) throw Failure(kUsage, fmt::format("{}: {}", path, mistake));
  return *std::move(text);
}

std::string Shown(std::string_view text) {
  return report::Printable(text, report::Newlines::kKeep);
}

// One policy under review. Whatever is decided is written at once, so that an end in the middle
// loses nothing.
class Review {
 public:
  Review(std::string path, review::Pending pending)
      : path_(std::move(path)), pending_(std::move(pending)), total_(pending_.changes.size()) {
    LargestBaselinesFirst();
  }

  int AcceptAll() {
    std::size_t at = 0;
    while (at < pending_.changes.size()) {
      ShowInShort(pending_.changes[at]);
      if (!Accept(at)) ++at;
    }
    return Finish();
  }

  int Show() {
    for (const Change& change : pending_.changes) ShowInShort(change);
    ShowByHand();
    Say(
        fmt::format("{}: {} pending; on a terminal review asks about each, and --accept-all takes "
                    "them\n",
                    Shown(path_), Counted(pending_.changes.size())));
    return kViolated;
  }

  int Ask() {
    std::size_t at = 0;
    while (at < pending_.changes.size()) {
      ShowChange(at);
      const std::optional<char> answer = Answer();
      if (!answer || *answer == 'q') break;
      Take(*answer, &at);
    }
    return Finish();
  }

 private:
  static void Say(const std::string& text) { Print(Stream::Stdout(), text); }

  static std::string Counted(std::size_t changes) {
    return changes == 1 ? "one change is" : fmt::format("{} changes are", changes);
  }

  // An empty line, or a word that is none of ours, asks again.
  static std::optional<char> Answer() {
    std::string line;
    Say("[a]ccept, [n]arrow, [w]iden, [e]dit, [r]eject, [s]kip, [q]uit? ");
    if (!std::getline(std::cin, line)) {
      Say("\n");
      return std::nullopt;
    }
    return line.empty() ? '?' : line[0];
  }

  static void ShowInShort(const Change& change) {
    Say(fmt::format("{}\n    {}\n", Shown(review::Describe(change)), Shown(change.evidence)));
  }

  void ShowChange(std::size_t at) {
    const Change& change = pending_.changes[at];
    const std::string text = ReadPolicy(path_);
    Say(fmt::format(
        "\n[{}/{}] {}\n      {}\n      by {}\n", total_ - pending_.changes.size() + at + 1, total_,
        Shown(review::Describe(change)), Shown(change.evidence), Shown(change.command)));
    const auto edited = review::Accept(text, path_, change);
    if (edited.ok())
      Say(Shown(review::LineDifference(text, edited.value())));
    else
      Complain(edited.error());
  }

  void Take(char answer, std::size_t* at) {
    Change& change = pending_.changes[*at];
    switch (answer) {
      case 'a':
        if (!Accept(*at)) ++*at;
        break;
      case 'n':
        if (change.form == 0)
          Say("nothing narrower would allow it\n");
        else
          --change.form;
        break;
      case 'w':
        if (change.form + 1 >= change.forms.size())
          Say("nothing wider is offered here: not close to / or HOME, nor where secrets are\n");
        else
          ++change.form;
        break;
      case 'e':
        Edit(&change);
        break;
      case 'r':
        ++rejected_;
        Drop(*at);
        break;
      case 's':
        ++*at;
        break;
      default:
        Say("a  take it as it is shown\n"
            "n  show a narrower form       w  show a wider form\n"
            "e  write an entry of your own\n"
            "r  drop it: it stays forbidden\n"
            "s  leave it for the next review\n"
            "q  end; what is left stays pending\n");
    }
  }

  // An entry of the reader's own, which must allow what was seen.
  void Edit(Change* change) {
    if (change->kind != Change::Kind::kEntry) {
      Say("only an entry of a list can be edited here\n");
      return;
    }
    Say("entry: ");
    std::string entry;
    if (!std::getline(std::cin, entry) || entry.empty()) return;
    if (const std::string why = review::WhyNotAllowed(entry, *change, path_); !why.empty()) {
      Say(Shown(fmt::format("{}: {}\n", entry, why)));
      return;
    }
    change->forms.push_back(entry);
    change->form = change->forms.size() - 1;
  }

  // False: it stays as it is, and the reader knows why.
  bool Accept(std::size_t at) {
    const Change change = pending_.changes[at];
    const std::string text = ReadPolicy(path_);
    const auto edited = review::Accept(text, path_, change);
    if (!edited.ok()) {
      Complain(edited.error());
      return false;
    }
    if (edited.value() != text) ReplaceFile(LedTo(path_), edited.value());
    ++accepted_;
    Drop(at);
    DropCovered(change);
    return true;
  }

  bool Covers(const Change& taken, const Change& other) const {
    if (other.kind != taken.kind || other.rule != taken.rule) return false;
    switch (taken.kind) {
      case Change::Kind::kEntry:
        return review::WhyNotAllowed(taken.forms[taken.form], other, path_).empty();
      case Change::Kind::kAllow:
        return other.forms == taken.forms;
      case Change::Kind::kBaseline:
        break;
    }
    return other.platform == taken.platform && other.count <= taken.count;
  }

  static bool AreOfOneBaseline(const Change& a, const Change& b) {
    return a.kind == Change::Kind::kBaseline && b.kind == a.kind && a.rule == b.rule &&
           a.platform == b.platform;
  }

  // Two commands may have asked for the same.
  static bool IsOneChange(const Change& a, const Change& b) {
    return AreOfOneBaseline(a, b) || (a.seen == b.seen && a.forms == b.forms);
  }

  // What two commands need of one baseline is one change: the larger does for both.
  void LargestBaselinesFirst() {
    std::vector<Change>& changes = pending_.changes;
    for (auto one = changes.begin(); one != changes.end(); ++one) {
      for (auto other = one + 1; other != changes.end(); ++other) {
        if (AreOfOneBaseline(*one, *other) && other->count > one->count) std::swap(*one, *other);
      }
    }
  }

  // What was taken allows besides.
  void DropCovered(const Change& taken) {
    for (std::size_t at = pending_.changes.size(); at-- > 0;) {
      const bool covered = Covers(taken, pending_.changes[at]);
      if (!covered) continue;
      if (!IsOneChange(taken, pending_.changes[at])) ++accepted_;
      Drop(at);
    }
  }

  void Drop(std::size_t at) {
    pending_.changes.erase(pending_.changes.begin() + static_cast<std::ptrdiff_t>(at));
    if (!pending_.changes.empty()) SavePending(pending_, path_);
  }

  void Complain(const Error& error) {
    Say(Shown(fmt::format("  not possible: {}\n", error.Message())));
  }

  void ShowByHand() {
    for (const review::ByHand& rule : pending_.by_hand) {
      Say(Shown(fmt::format("by hand: {} ({}): {}\n    by {}\n", rule.rule, rule.place, rule.what,
                            rule.command)));
    }
  }

  // What only a person can change has been shown then, and is not kept for it.
  int Finish() {
    ShowByHand();
    if (pending_.changes.empty()) SavePending(review::Pending(), path_);
    Say(fmt::format("{}: {} accepted, {} rejected, {} left{}\n", Shown(path_), accepted_, rejected_,
                    pending_.changes.size(),
                    pending_.by_hand.empty()
                        ? ""
                        : fmt::format(", {} to change by hand", pending_.by_hand.size())));
    return pending_.changes.empty() && pending_.by_hand.empty() ? kAllHold : kViolated;
  }

  const std::string path_;
  review::Pending pending_;
  const std::size_t total_;
  std::size_t accepted_ = 0, rejected_ = 0;
};

}  // namespace

int RunReview(const Arguments& arguments) {
  ReviewOptions options;
  if (!Parse(arguments, &options)) return kAllHold;
  RequireSense(options);
  std::optional<review::Pending> pending = LoadPending(options.policy);
  if (!pending || pending->empty()) {
    Print(Stream::Stdout(),
          fmt::format("{}: nothing is pending; a check of it that fails leaves {}\n",
                      Shown(options.policy), Shown(review::PendingFile(options.policy))));
    return kAllHold;
  }
  Review review(options.policy, *std::move(pending));
  if (options.accept_all) return review.AcceptAll();
  return isatty(STDIN_FILENO) != 0 ? review.Ask() : review.Show();
}

}  // namespace sysassert::cli
