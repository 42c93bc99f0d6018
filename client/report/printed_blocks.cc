#include "client/report/printed_blocks.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "client/report/canvas.h"

namespace pingyi {
namespace {

constexpr double kSignatureHeight = 38;
constexpr size_t kSignaturesAcross = 3;

}  // namespace

double PrintedBlocks::Banner(double y) {
  if (!sheet_.rehearsal) {
    return 0;
  }
  constexpr double kHeight = 21;
  paper_.canvas().Frame({.x = kPageMargin, .y = y, .width = kTextWidth},
                        kHeight, 1.4);
  paper_.Text(
      paper_.language() == Language::kEnglish
          ? "REHEARSAL, not the vote"
          : (paper_.two_lines() ? "演练，不是正式表决　REHEARSAL, not the vote"
                                : "演练，不是正式表决"),
      {.size = 12, .bold = true, .align = Align::kCentre}, y + 2.5);
  return kHeight + 5;
}

double PrintedBlocks::Head(double y) {
  const Language language = paper_.language();
  const double top = y;
  y += Banner(y);
  y += paper_.Pair(
      sheet_.title,
      paper_.canvas().Fit(FirstLine(sheet_.title, language),
                          {.size = 15, .bold = true, .align = Align::kCentre},
                          kTextWidth, 10),
      8.5, {.x = kPageMargin, .y = y, .width = kTextWidth});
  y += paper_.Text(OnOneLine(sheet_.heading, language),
                   {.size = 13, .bold = true, .align = Align::kCentre}, y);
  y += 3;
  y += Facts(y);
  y += 3;
  y += Numbers(y);
  return y - top;
}

double PrintedBlocks::Facts(double y) {
  const Language language = paper_.language();
  const double top = y;
  std::string facts;
  std::vector<Fact> said = sheet_.facts;
  said.push_back(sheet_.state);
  for (const Fact& fact : said) {
    absl::StrAppend(&facts, facts.empty() ? "" : "　　",
                    FirstLine(fact.label, language), paper_.colon(),
                    FirstLine(fact.value, language));
  }
  y += paper_.Text(facts, {.size = 8.5, .align = Align::kCentre}, y);
  if (paper_.two_lines()) {
    facts.clear();
    for (const Fact& fact : said) {
      absl::StrAppend(&facts, facts.empty() ? "" : "    ", fact.label.en, ": ",
                      fact.value.en);
    }
    y += paper_.Text(facts, {.size = 6.5, .align = Align::kCentre}, y);
  }
  return y - top;
}

double PrintedBlocks::Numbers(double y) {
  constexpr double kHeight = 24;
  Canvas& canvas = paper_.canvas();
  const double width = kTextWidth / static_cast<double>(sheet_.numbers.size());
  for (size_t i = 0; i < sheet_.numbers.size(); ++i) {
    const Fact& fact = sheet_.numbers[i];
    const Box box = {.x = kPageMargin + width * static_cast<double>(i),
                     .y = y,
                     .width = width};
    canvas.Frame(box, kHeight, kHairLine);
    const double half = width / 2;
    paper_.Pair(
        fact.label,
        canvas.Fit(FirstLine(fact.label, paper_.language()),
                   {.size = 9, .align = Align::kCentre}, half, 6),
        6,
        {.x = box.x + 2, .y = y + (paper_.two_lines() ? 2 : 6), .width = half});
    canvas.Text(fact.value.zh,
                {.size = 13, .bold = true, .align = Align::kCentre},
                {.x = box.x + half, .y = y + 3.5, .width = half - 4});
  }
  return kHeight + 6;
}

double PrintedBlocks::ShortHead(double y) {
  const Language language = paper_.language();
  const double top = y;
  y += Banner(y);
  y += paper_.Text(
      absl::StrCat(FirstLine(sheet_.title, language), "　",
                   OnOneLine(sheet_.heading, language),
                   language == Language::kEnglish ? " (continued)" : "（续）"),
      {.size = 9, .bold = true, .align = Align::kCentre}, y);
  return y + 4 - top;
}

double PrintedBlocks::Notice(const Name& notice, double y) {
  return 40 +
         paper_.Pair(
             notice, {.size = 12, .bold = true}, 9,
             {.x = kPageMargin + 20, .y = y + 20, .width = kTextWidth - 40});
}

// All notes as one paragraph.
std::string PrintedBlocks::NotesIn(Language language) const {
  const bool english = language == Language::kEnglish;
  std::string text;
  for (const Name& note : sheet_.notes) {
    absl::StrAppend(&text, FirstLine(note, language), english ? ". " : "。");
  }
  return text;
}

double PrintedBlocks::Notes(double y) {
  const Language language = paper_.language();
  const double size = paper_.two_lines() ? 6.6 : 7.4;
  const double top = y;
  y += 5;
  if (!sheet_.notes.empty()) {
    y += paper_.Text(NotesIn(language), {.size = size}, y);
    if (paper_.two_lines()) {
      y += paper_.Text(NotesIn(Language::kEnglish), {.size = size - 0.8}, y);
    }
    y += 2;
  }
  for (const Fact& fact : sheet_.fingerprints) {
    y += paper_.Text(absl::StrCat(OnOneLine(fact.label, language),
                                  paper_.colon(), fact.value.zh),
                     {.size = size}, y);
  }
  for (const Name& attested : sheet_.attested) {
    y += paper_.Text(OnOneLine(attested, language),
                     {.size = 7.4, .bold = true, .max_lines = 3}, y);
  }
  return y + 2 - top;
}

size_t PrintedBlocks::signature_rows() const {
  return (sheet_.signatures.size() + kSignaturesAcross - 1) / kSignaturesAcross;
}

double PrintedBlocks::Signatures(size_t row, double y) {
  const Language language = paper_.language();
  Canvas& canvas = paper_.canvas();
  const double width = kTextWidth / static_cast<double>(kSignaturesAcross);
  const size_t first = row * kSignaturesAcross;
  const size_t here =
      std::min(kSignaturesAcross, sheet_.signatures.size() - first);
  const double rule = y + kSignatureHeight - 7.5;
  for (size_t i = 0; i < here; ++i) {
    const SignatureLine& line = sheet_.signatures[first + i];
    const Box box = {.x = kPageMargin + width * static_cast<double>(i),
                     .y = y + 3,
                     .width = width - 12};
    const std::string who =
        absl::StrCat(OnOneLine(line.role, language), paper_.colon(), line.name);
    canvas.Text(who, canvas.Fit(who, {.size = 8, .max_lines = 1}, box.width, 5),
                box);
    const std::string in_log = OnOneLine(line.in_log, language);
    canvas.Text(in_log, {.size = 5.6, .grey = 0.25, .max_lines = 1},
                {.x = box.x, .y = rule + 1, .width = box.width});
    canvas.Line(box.x, rule, box.x + box.width, rule, kHairLine);
  }
  return kSignatureHeight;
}

void PrintedBlocks::Foot(size_t page, size_t pages) {
  std::string text = absl::StrCat("第 ", page, "/", pages, " 页");
  if (paper_.language() == Language::kEnglish) {
    text = absl::StrCat("page ", page, "/", pages);
  } else if (paper_.two_lines()) {
    absl::StrAppend(&text, "　page ", page, "/", pages);
  }
  // Which session: pages that were mixed up can be sorted again.
  paper_.Text(
      absl::StrCat(text, "　　",
                   sheet_.fingerprints.front().value.zh.substr(0, 17), " …"),
      {.size = 7, .align = Align::kCentre}, kPageBottom + 8);
}

}  // namespace pingyi
