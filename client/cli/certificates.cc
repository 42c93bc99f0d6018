#include "client/cli/certificates.h"

#include <arpa/inet.h>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <ctime>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "crypto/base/bytes.h"
#include "crypto/base/status_macros.h"

namespace pingyi {
namespace {

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* value) const {
    Free(value);
  }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;
using Names = std::unique_ptr<GENERAL_NAMES, Freed<GENERAL_NAMES_free>>;

constexpr long kVersion3 = 2;  // NOLINT(google-runtime-int): OpenSSL's type.
constexpr size_t kSerialSize = 16;
constexpr absl::Duration kEarlier = absl::Hours(24);
constexpr absl::Duration kValidFor = absl::Hours(24 * 365);

// What OpenSSL failed at; its own words are for programmers.
absl::Status Failed(absl::string_view what) {
  ERR_clear_error();
  return absl::InternalError(absl::StrCat("certificates: cannot ", what));
}

bool IsAddress(const std::string& host) {
  std::array<unsigned char, sizeof(in6_addr)> address = {};
  return inet_pton(AF_INET, host.c_str(), address.data()) == 1 ||
         inet_pton(AF_INET6, host.c_str(), address.data()) == 1;
}

bool IsHostName(const std::string& host) {
  return !host.empty() && host.size() <= 253 &&
         std::all_of(host.begin(), host.end(), [](unsigned char c) {
           return absl::ascii_isalnum(c) || c == '-' || c == '.';
         });
}

absl::StatusOr<std::string> AltNames(const std::vector<std::string>& hosts) {
  std::vector<std::string> names;
  for (const std::string& host : hosts) {
    if (IsAddress(host)) {
      names.push_back(absl::StrCat("IP:", host));
    } else if (IsHostName(host)) {
      names.push_back(absl::StrCat("DNS:", host));
    } else {
      return absl::InvalidArgumentError(
          absl::StrCat("host \"", host, "\" is neither a name nor an address"));
    }
  }
  if (names.empty()) {
    return absl::InvalidArgumentError("no host is named");
  }
  return absl::StrJoin(names, ",");
}

absl::Status AddExtension(X509* certificate, X509* issuer, int nid,
                          const std::string& value) {
  X509V3_CTX context = {};
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Extension extension(
      X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
  if (extension == nullptr ||
      X509_add_ext(certificate, extension.get(), -1) != 1) {
    return Failed("add an extension");
  }
  return absl::OkStatus();
}

// A certificate for `key` with everything but extensions and signature.
absl::StatusOr<Certificate> Begin(const Key& key, const std::string& name,
                                  absl::Time now) {
  Certificate out(X509_new());
  std::array<unsigned char, kSerialSize> serial = {};
  if (out == nullptr || RAND_bytes(serial.data(), serial.size()) != 1) {
    return Failed("begin one");
  }
  serial[0] &= 0x7f;
  BIGNUM* number = BN_bin2bn(serial.data(), serial.size(), nullptr);
  const bool numbered =
      BN_to_ASN1_INTEGER(number, X509_get_serialNumber(out.get())) != nullptr;
  BN_free(number);
  const time_t from = absl::ToTimeT(now - kEarlier);
  const time_t to = absl::ToTimeT(now + kValidFor);
  X509_NAME* subject = X509_get_subject_name(out.get());
  if (!numbered || X509_set_version(out.get(), kVersion3) != 1 ||
      ASN1_TIME_set(X509_getm_notBefore(out.get()), from) == nullptr ||
      ASN1_TIME_set(X509_getm_notAfter(out.get()), to) == nullptr ||
      X509_NAME_add_entry_by_txt(
          subject, "CN", MBSTRING_UTF8,
          reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1,
          0) != 1 ||
      X509_set_pubkey(out.get(), key.get()) != 1) {
    return Failed("fill one in");
  }
  return out;
}

absl::Status Sign(X509* certificate, X509* issuer, const Key& issuer_key) {
  if (X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) != 1 ||
      X509_sign(certificate, issuer_key.get(), EVP_sha256()) == 0) {
    return Failed("sign one");
  }
  return absl::OkStatus();
}

absl::StatusOr<Certificate> MakeAuthority(const Key& key, absl::Time now) {
  ASSIGN_OR_RETURN(Certificate out, Begin(key, "Pingyi session CA", now));
  X509* self = out.get();
  RETURN_IF_ERROR(AddExtension(self, self, NID_basic_constraints,
                               "critical,CA:TRUE,pathlen:0"));
  RETURN_IF_ERROR(
      AddExtension(self, self, NID_key_usage, "critical,keyCertSign,cRLSign"));
  RETURN_IF_ERROR(AddExtension(self, self, NID_subject_key_identifier, "hash"));
  RETURN_IF_ERROR(Sign(self, self, key));
  return out;
}

struct ServerRequest {
  const Key& key;
  X509* authority;
  const Key& authority_key;
  const std::string& alt_names;
};

absl::StatusOr<Certificate> MakeServer(const ServerRequest& request,
                                       absl::Time now) {
  ASSIGN_OR_RETURN(Certificate out, Begin(request.key, "Pingyi server", now));
  X509* self = out.get();
  X509* issuer = request.authority;
  RETURN_IF_ERROR(
      AddExtension(self, issuer, NID_basic_constraints, "critical,CA:FALSE"));
  RETURN_IF_ERROR(
      AddExtension(self, issuer, NID_key_usage, "critical,digitalSignature"));
  RETURN_IF_ERROR(AddExtension(self, issuer, NID_ext_key_usage, "serverAuth"));
  RETURN_IF_ERROR(
      AddExtension(self, issuer, NID_subject_alt_name, request.alt_names));
  RETURN_IF_ERROR(
      AddExtension(self, issuer, NID_authority_key_identifier, "keyid"));
  RETURN_IF_ERROR(Sign(self, issuer, request.authority_key));
  return out;
}

// What was written into memory.
ByteSpan Written(const Bio& bio) {
  char* data = nullptr;
  const auto size = BIO_get_mem_data(bio.get(), &data);
  return {reinterpret_cast<const uint8_t*>(data), static_cast<size_t>(size)};
}

absl::StatusOr<std::string> ToPem(X509* certificate) {
  const Bio bio(BIO_new(BIO_s_mem()));
  if (bio == nullptr || PEM_write_bio_X509(bio.get(), certificate) != 1) {
    return Failed("write one");
  }
  return ToString(Written(bio));
}

absl::StatusOr<SecretBuffer> ToPem(const Key& key) {
  // Memory that OpenSSL wipes when it is freed.
  const Bio bio(BIO_new(BIO_s_secmem()));
  if (bio == nullptr ||
      PEM_write_bio_PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0,
                               nullptr, nullptr) != 1) {
    return Failed("write a key");
  }
  return SecretBuffer::Copy(Written(bio));
}

absl::StatusOr<Certificate> FromPem(absl::string_view pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Certificate out(
      bio == nullptr ? nullptr
                     : PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  if (out == nullptr) {
    ERR_clear_error();
    return absl::InvalidArgumentError("is no certificate in PEM");
  }
  return out;
}

absl::StatusOr<absl::Time> ToTime(const ASN1_TIME* time) {
  std::tm parts = {};
  if (ASN1_TIME_to_tm(time, &parts) != 1) {
    return absl::InvalidArgumentError("has a date that is none");
  }
  return absl::FromTimeT(timegm(&parts));
}

std::string HostOf(const GENERAL_NAME& name) {
  if (name.type == GEN_DNS) {
    return {
        reinterpret_cast<const char*>(ASN1_STRING_get0_data(name.d.dNSName)),
        static_cast<size_t>(ASN1_STRING_length(name.d.dNSName))};
  }
  if (name.type != GEN_IPADD) {
    return "";
  }
  const int size = ASN1_STRING_length(name.d.iPAddress);
  std::array<char, INET6_ADDRSTRLEN> text = {};
  inet_ntop(size == sizeof(in_addr) ? AF_INET : AF_INET6,
            ASN1_STRING_get0_data(name.d.iPAddress), text.data(), text.size());
  return text.data();
}

}  // namespace

absl::StatusOr<Certificates> MakeCertificates(
    const std::vector<std::string>& hosts, absl::Time now) {
  ASSIGN_OR_RETURN(const std::string alt_names, AltNames(hosts));
  const Key ca_key(EVP_EC_gen("P-256"));
  const Key server_key(EVP_EC_gen("P-256"));
  if (ca_key == nullptr || server_key == nullptr) {
    return Failed("make a key");
  }
  ASSIGN_OR_RETURN(const Certificate ca, MakeAuthority(ca_key, now));
  ASSIGN_OR_RETURN(const Certificate server,
                   MakeServer({.key = server_key,
                               .authority = ca.get(),
                               .authority_key = ca_key,
                               .alt_names = alt_names},
                              now));
  ASSIGN_OR_RETURN(std::string ca_pem, ToPem(ca.get()));
  ASSIGN_OR_RETURN(std::string server_pem, ToPem(server.get()));
  ASSIGN_OR_RETURN(SecretBuffer ca_key_pem, ToPem(ca_key));
  ASSIGN_OR_RETURN(SecretBuffer server_key_pem, ToPem(server_key));
  return Certificates{.ca_pem = std::move(ca_pem),
                      .ca_key_pem = std::move(ca_key_pem),
                      .server_pem = std::move(server_pem),
                      .server_key_pem = std::move(server_key_pem)};
}

absl::StatusOr<CertificateFacts> ReadCertificate(absl::string_view pem) {
  ASSIGN_OR_RETURN(const Certificate certificate, FromPem(pem));
  CertificateFacts facts;
  ASSIGN_OR_RETURN(facts.not_before,
                   ToTime(X509_get0_notBefore(certificate.get())));
  ASSIGN_OR_RETURN(facts.not_after,
                   ToTime(X509_get0_notAfter(certificate.get())));
  const Names names(static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(
      certificate.get(), NID_subject_alt_name, nullptr, nullptr)));
  const int count = names == nullptr ? 0 : sk_GENERAL_NAME_num(names.get());
  for (int i = 0; i < count; ++i) {
    const std::string host = HostOf(*sk_GENERAL_NAME_value(names.get(), i));
    if (!host.empty()) {
      facts.hosts.push_back(host);
    }
  }
  return facts;
}

absl::Status CheckSignedBy(absl::string_view server_pem,
                           absl::string_view ca_pem) {
  ASSIGN_OR_RETURN(const Certificate server, FromPem(server_pem));
  ASSIGN_OR_RETURN(const Certificate ca, FromPem(ca_pem));
  const Key key(X509_get_pubkey(ca.get()));
  if (key == nullptr || X509_verify(server.get(), key.get()) != 1) {
    ERR_clear_error();
    return absl::InvalidArgumentError(
        "was not signed by this session's authority");
  }
  return absl::OkStatus();
}

}  // namespace pingyi
