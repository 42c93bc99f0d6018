# Everything that is linked but not ours, found once. CONTRIBUTING.md says what
# each package is for.
find_package(Threads REQUIRED)
find_package(absl CONFIG REQUIRED)
find_package(GTest CONFIG REQUIRED)
find_package(nlohmann_json CONFIG REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(OpenSSL REQUIRED)

# Defines pingyi::<name> for the pkg-config module `module`.
function(pingyi_pkg_config name module)
  pkg_check_modules(${name} REQUIRED QUIET IMPORTED_TARGET GLOBAL ${module})
  add_library(pingyi::${name} ALIAS PkgConfig::${name})
endfunction()

pingyi_pkg_config(sodium libsodium)

# libdecaf has no pkg-config file. Its headers include each other without
# their folder, so both levels are needed.
find_library(PINGYI_DECAF_LIBRARY decaf REQUIRED)
find_path(PINGYI_DECAF_INCLUDE decaf.h PATH_SUFFIXES decaf REQUIRED)
add_library(pingyi_decaf INTERFACE)
add_library(pingyi::decaf ALIAS pingyi_decaf)
target_include_directories(pingyi_decaf SYSTEM INTERFACE
  ${PINGYI_DECAF_INCLUDE})
target_link_libraries(pingyi_decaf INTERFACE ${PINGYI_DECAF_LIBRARY})

# What follows is for everything but crypto.
if(PINGYI_CRYPTO_ONLY)
  return()
endif()

find_package(Protobuf 3.21 REQUIRED MODULE)  # Debian has no config file for it.
find_package(gRPC CONFIG REQUIRED)
find_package(fmt CONFIG REQUIRED)

pingyi_pkg_config(sqlite sqlite3)
pingyi_pkg_config(qrencode libqrencode)
pingyi_pkg_config(utf8proc libutf8proc)
pingyi_pkg_config(cairo_pdf cairo-pdf)
pingyi_pkg_config(pangocairo pangocairo)
pingyi_pkg_config(xlsxwriter xlsxwriter)

# Headers only, used without Boost. Clang says that it has coroutines in a way
# that this asio does not ask for. Whether memory comes from aligned_alloc would
# depend on what a file includes before asio: one way for all files.
find_path(PINGYI_ASIO_INCLUDE asio.hpp REQUIRED)
add_library(pingyi_asio INTERFACE)
add_library(pingyi::asio ALIAS pingyi_asio)
target_include_directories(pingyi_asio SYSTEM INTERFACE ${PINGYI_ASIO_INCLUDE})
target_compile_definitions(pingyi_asio INTERFACE ASIO_STANDALONE
  ASIO_NO_DEPRECATED ASIO_DISABLE_STD_ALIGNED_ALLOC ASIO_HAS_CO_AWAIT=1
  ASIO_HAS_STD_COROUTINE=1)
target_link_libraries(pingyi_asio INTERFACE Threads::Threads)
