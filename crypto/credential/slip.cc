#include "crypto/credential/slip.h"

#include <sodium.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "crypto/base/base32.h"
#include "crypto/base/bytes.h"
#include "crypto/base/secret.h"
#include "crypto/base/secret_buffer.h"
#include "crypto/base/status_macros.h"
#include "crypto/statement/signing_key.h"

// Base32 is done here by hand, not with EncodeBase32 and DecodeBase32: these
// leave the secret in strings that nobody wipes.
namespace pingyi {
namespace {

constexpr size_t kSecretSymbols = 26;
constexpr size_t kSessionSymbols = 52;
constexpr size_t kCodeSymbols = kSecretSymbols + 1;
constexpr size_t kGroup = 5;
// Room for a code typed with a space after every symbol, and some more.
constexpr size_t kMaxTyped = 128;

// The check symbol may be one of five more than the others.
constexpr uint32_t kCheckModulus = 37;
constexpr absl::string_view kExtraCheckSymbols = "*~$=U";
constexpr char kTypeAgain[] =
    "; compare it with the slip group by group and type it again";

// Symbol `i` of `bytes` in base32: bits 5 i to 5 i + 4, zero beyond the end.
uint8_t SymbolValue(ByteSpan bytes, size_t i) {
  const size_t byte = i * 5 / 8;
  const size_t shift = 11 - i * 5 % 8;
  const uint32_t high = bytes[byte];
  const uint32_t low = byte + 1 < bytes.size() ? bytes[byte + 1] : 0;
  return static_cast<uint8_t>(((high << 8 | low) >> shift) & 31U);
}

// Writes `symbols` symbols to `out`.
void WriteBase32(ByteSpan bytes, size_t symbols, uint8_t* out) {
  for (size_t i = 0; i < symbols; ++i) {
    out[i] = static_cast<uint8_t>(kBase32Alphabet[SymbolValue(bytes, i)]);
  }
}

// The number that the symbols spell, mod 37.
uint32_t CheckValue(std::span<const uint8_t> values) {
  uint32_t check = 0;
  for (const uint8_t value : values) {
    check = (check * 32 + value) % kCheckModulus;
  }
  return check;
}

absl::StatusOr<uint32_t> ParseCheckSymbol(char symbol) {
  const size_t extra = kExtraCheckSymbols.find(
      absl::ascii_toupper(static_cast<unsigned char>(symbol)));
  if (extra != absl::string_view::npos) {
    return static_cast<uint32_t>(32 + extra);
  }
  return Base32Value(symbol);
}

// Turns values of five bits, whose last two bits are the padding, into the
// secret.
absl::StatusOr<SlipSecret> Assemble(
    std::span<const uint8_t, kSecretSymbols> values) {
  if ((values.back() & 3U) != 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("slip: no slip has this code", kTypeAgain));
  }
  return SlipSecret::Fill([values](uint8_t* out) {
    uint32_t pending = 0;
    unsigned bits = 0;
    for (const uint8_t value : values) {
      pending = (pending << 5 | value) & 0xfffU;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        *out++ = static_cast<uint8_t>(pending >> bits);
      }
    }
  });
}

// Reads `text` as five-bit values, one a symbol.
absl::Status ReadValues(absl::string_view text, std::span<uint8_t> values) {
  for (size_t i = 0; i < values.size(); ++i) {
    const absl::StatusOr<uint8_t> value = Base32Value(text[i]);
    if (!value.ok()) {
      return absl::InvalidArgumentError(absl::StrCat(
          "slip: symbol ", i + 1, " is none that a slip has", kTypeAgain));
    }
    values[i] = *value;
  }
  return absl::OkStatus();
}

// The symbols of a typed code without what people put between them.
absl::StatusOr<SecretBuffer> StripTyped(absl::string_view text) {
  SecretBuffer symbols(kCodeSymbols);
  size_t count = 0;
  for (const char c : text.substr(0, kMaxTyped + 1)) {
    if (c == '-' || absl::ascii_isspace(static_cast<unsigned char>(c))) {
      continue;
    }
    if (count < kCodeSymbols) {
      symbols.mutable_bytes()[count] = static_cast<uint8_t>(c);
    }
    ++count;
  }
  if (count != kCodeSymbols || text.size() > kMaxTyped) {
    return absl::InvalidArgumentError(
        absl::StrCat("slip: the code has ", kCodeSymbols, " symbols, not ",
                     count, kTypeAgain));
  }
  return symbols;
}

}  // namespace

SlipCode FormatSlip(const SlipSecret& secret) {
  SecretBuffer symbols(kCodeSymbols);
  const std::span<uint8_t> code = symbols.mutable_bytes();
  for (size_t i = 0; i < kSecretSymbols; ++i) {
    code[i] = SymbolValue(secret.Expose(), i);
  }
  const uint32_t check = CheckValue(code.first(kSecretSymbols));
  WriteBase32(secret.Expose(), kSecretSymbols, code.data());
  code[kSecretSymbols] = static_cast<uint8_t>(
      check < 32 ? kBase32Alphabet[check] : kExtraCheckSymbols[check - 32]);
  return SlipCode::Fill([&code](uint8_t* out) {
    for (size_t i = 0; i < kCodeSymbols; ++i) {
      if (i > 0 && i % kGroup == 0) {
        *out++ = '-';
      }
      *out++ = code[i];
    }
  });
}

absl::StatusOr<SlipSecret> ParseSlip(absl::string_view text) {
  ASSIGN_OR_RETURN(const SecretBuffer symbols, StripTyped(text));
  const absl::string_view code = AsText(symbols.Expose());
  SecretBuffer values(kSecretSymbols);
  RETURN_IF_ERROR(ReadValues(code, values.mutable_bytes()));
  const absl::StatusOr<uint32_t> check = ParseCheckSymbol(code.back());
  if (!check.ok() || *check != CheckValue(values.Expose())) {
    return absl::InvalidArgumentError(
        absl::StrCat("slip: the last symbol, which checks the others, does "
                     "not fit: one of them is wrong",
                     kTypeAgain));
  }
  return Assemble(values.Expose().first<kSecretSymbols>());
}

SlipFragment FormatSlipFragment(const SlipSecret& secret,
                                const Digest& session_id) {
  return SlipFragment::Fill([&](uint8_t* out) {
    WriteBase32(secret.Expose(), kSecretSymbols, out);
    WriteBase32(session_id, kSessionSymbols, out + kSecretSymbols);
  });
}

absl::StatusOr<ScannedSlip> ParseSlipPayload(absl::string_view payload) {
  const size_t hash = payload.find('#');
  const absl::string_view fragment =
      hash == absl::string_view::npos ? payload : payload.substr(hash + 1);
  if (fragment.size() != kSlipFragmentSize) {
    return absl::InvalidArgumentError(
        "slip: this is not the QR code of a slip; scan it again, or type the "
        "code below it");
  }
  SecretBuffer values(kSecretSymbols);
  RETURN_IF_ERROR(ReadValues(fragment, values.mutable_bytes()));
  ASSIGN_OR_RETURN(SlipSecret secret,
                   Assemble(values.Expose().first<kSecretSymbols>()));
  ASSIGN_OR_RETURN(const Bytes session,
                   DecodeBase32(fragment.substr(kSecretSymbols)));
  ASSIGN_OR_RETURN(const Digest session_id,
                   ToDigest(session, "slip: session_id"));
  return ScannedSlip{.secret = std::move(secret), .session_id = session_id};
}

SigningKey CredentialKey(const SlipSecret& secret) {
  constexpr absl::string_view kLabel = "-credential\n";
  crypto_hash_sha512_state state;
  crypto_hash_sha512_init(&state);
  const auto absorb = [&state](ByteSpan part) {
    crypto_hash_sha512_update(&state, part.data(), part.size());
  };
  absorb(AsBytes(kSuite));
  absorb(AsBytes(kLabel));
  absorb(secret.Expose());
  const auto digest = SecretBytes<64>::Fill(
      [&state](uint8_t* out) { crypto_hash_sha512_final(&state, out); });
  sodium_memzero(&state, sizeof(state));
  return SigningKey::FromSeed(SigningSeed::Copy(digest.Expose().first<32>()));
}

}  // namespace pingyi
