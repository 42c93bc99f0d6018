#include "server/gateway/static_files.h"

#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "crypto/base/bytes.h"
#include "crypto/base/hash.h"
#include "crypto/base/status_macros.h"
#include "server/base/file.h"

namespace pingyi {
namespace {

// 'wasm-unsafe-eval' allows WebAssembly and nothing of JavaScript's eval: the
// library for secrets is WebAssembly.
constexpr absl::string_view kStrictFields =
    "Content-Security-Policy: default-src 'none'; "
    "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; style-src 'self'; "
    "font-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Embedder-Policy: require-corp\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(self), display-capture=(), geolocation=(), "
    "microphone=(), payment=(), usb=()\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "X-Content-Type-Options: nosniff\r\n";

constexpr absl::string_view kNotHere =
    "这里没有这一页。请从会场给出的网址重新打开。\n"
    "There is no such page here. Open the hall's address again.";
constexpr absl::string_view kNoPages =
    "服务器在运行，但没有网页。在源代码目录运行 ./deploy/setup 和 "
    "./deploy/run，"
    "或在 client/web 运行 npm ci --ignore-scripts 和 npm run build，"
    "再把结果的目录写进设置的 gateway { web: \"...\" }。\n"
    "The server runs, but it has no pages. Build them (in client/web: "
    "npm ci --ignore-scripts, then npm run build) and name their folder in the "
    "settings: gateway { web: \"...\" }.";

absl::string_view TypeOf(absl::string_view path) {
  struct Type {
    absl::string_view ending;
    absl::string_view type;
  };
  static constexpr std::array<Type, 16> kTypes = {{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".wasm", "application/wasm"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
      {".csv", "text/csv; charset=utf-8"},
      {".pdf", "application/pdf"},
      {".crt", "application/x-x509-ca-cert"},
  }};
  for (const Type& type : kTypes) {
    if (absl::EndsWith(path, type.ending)) {
      return type.type;
    }
  }
  return "application/octet-stream";
}

// Files below /assets/ carry the hash of their content in their names.
absl::string_view CachingOf(absl::string_view path) {
  return absl::StartsWith(path, "/assets/")
             ? "Cache-Control: public, max-age=31536000, immutable\r\n"
             : "Cache-Control: no-cache\r\n";
}

bool Matches(absl::string_view if_none_match, absl::string_view tag) {
  for (absl::string_view one : absl::StrSplit(if_none_match, ',')) {
    one = absl::StripAsciiWhitespace(one);
    absl::ConsumePrefix(&one, "W/");
    if (one == tag || one == "*") {
      return true;
    }
  }
  return false;
}

}  // namespace

StaticFiles::StaticFiles() = default;

absl::StatusOr<StaticFiles> StaticFiles::Load(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, error);
  if (error) {
    return absl::NotFoundError(absl::StrCat(folder, ": no such folder"));
  }
  StaticFiles out;
  size_t left = kMaxBytes;
  for (; !error && entry != fs::recursive_directory_iterator();
       entry.increment(error)) {
    if (entry->is_symlink(error) || !entry->is_regular_file(error)) {
      continue;
    }
    const std::string name = entry->path().lexically_relative(folder).string();
    const auto size = entry->file_size(error);
    if (error || size > left || out.files_.size() >= kMaxFiles) {
      return absl::ResourceExhaustedError(
          absl::StrCat(folder, ": more than ", kMaxBytes >> 20, " MiB or ",
                       kMaxFiles, " files are not the pages"));
    }
    left -= size;
    if (size == 0) {
      out.Add(absl::StrCat("/", name), std::string(TypeOf(name)), "");
      continue;
    }
    ASSIGN_OR_RETURN(std::string content,
                     ReadFile(entry->path().string(), kMaxBytes));
    out.Add(absl::StrCat("/", name), std::string(TypeOf(name)),
            std::move(content));
  }
  if (error) {
    return absl::NotFoundError(absl::StrCat(folder, ": ", error.message()));
  }
  out.has_pages_ = out.files_.contains("/");
  return out;
}

void StaticFiles::Add(const std::string& path, const std::string& type,
                      std::string content) {
  constexpr size_t kTagBytes = 16;
  const Digest digest = Sha256({AsBytes(content)});
  File file;
  file.tag = absl::StrCat("\"", ToHex(ByteSpan(digest).first(kTagBytes)), "\"");
  file.body = std::make_shared<const std::string>(std::move(content));
  file.fields = absl::StrCat("Content-Type: ", type, "\r\n", CachingOf(path),
                             "ETag: ", file.tag, "\r\n", kStrictFields);
  constexpr absl::string_view kIndex = "/index.html";
  if (absl::EndsWith(path, kIndex)) {
    files_[path.substr(0, path.size() - kIndex.size() + 1)] = file;
  }
  files_[path] = std::move(file);
}

Response StaticFiles::Answer(const RequestHead& head) const {
  const auto found = files_.find(head.path);
  if (found != files_.end()) {
    const File& file = found->second;
    if (Matches(head.Field("if-none-match"), file.tag)) {
      return {.status = 304, .fields = file.fields, .body = nullptr};
    }
    return {.fields = file.fields, .body = file.body};
  }
  if (files_.contains(absl::StrCat(head.path, "/"))) {
    Response there = PlainText(308, kNotHere);
    absl::StrAppend(&there.fields, "Location: ", head.path, "/\r\n");
    return there;
  }
  return head.path == "/" && !has_pages_ ? PlainText(503, kNoPages)
                                         : PlainText(404, kNotHere);
}

}  // namespace pingyi
