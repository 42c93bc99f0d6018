# How targets are declared: one module, one target, named after its folder and
# listing exactly what its files include.
include(GoogleTest)

add_library(pingyi_build_flags INTERFACE)
target_compile_options(pingyi_build_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
# g++ 12 sees an overlap in std::string's own assignment of a literal that is
# not there (GCC bug 105651, fixed in 13).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(pingyi_build_flags INTERFACE -Wno-restrict)
endif()

# One set of rules: clang counts signedness among -Wconversion, g++ does not.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  target_compile_options(pingyi_build_flags INTERFACE -Wno-sign-conversion)
endif()

# Adds those of the named subfolders that exist, in the order given (a folder
# comes after what it uses).
function(pingyi_subdirectories)
  foreach(folder IN LISTS ARGN)
    if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/CMakeLists.txt")
      add_subdirectory(${folder})
    endif()
  endforeach()
endfunction()

# Declares one module: a static library, or an interface library where it has
# headers only.
#
#   pingyi_library(crypto_group
#     SRCS element.cc element.h
#     DEPS absl::statusor PRIVATE_DEPS pingyi::sodium)
function(pingyi_library name)
  cmake_parse_arguments(ARG "" "" "SRCS;DEPS;PRIVATE_DEPS" ${ARGN})
  set(sources ${ARG_SRCS})
  list(FILTER sources INCLUDE REGEX "\\.(cc|c)$")
  if(sources)
    add_library(pingyi_${name} STATIC ${ARG_SRCS})
    target_include_directories(pingyi_${name} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(pingyi_${name}
      PUBLIC ${ARG_DEPS}
      PRIVATE ${ARG_PRIVATE_DEPS} pingyi_build_flags)
  else()
    add_library(pingyi_${name} INTERFACE ${ARG_SRCS})
    target_include_directories(pingyi_${name} INTERFACE ${PROJECT_SOURCE_DIR})
    target_link_libraries(pingyi_${name} INTERFACE ${ARG_DEPS})
  endif()
  add_library(pingyi::${name} ALIAS pingyi_${name})
endfunction()

# Declares one program. The binary is called `name`, as its user types it, and
# lies in the build folder's bin/.
#
#   pingyi_executable(pingyi-server SRCS main.cc DEPS pingyi::server_rpc)
function(pingyi_executable name)
  cmake_parse_arguments(ARG "" "" "SRCS;DEPS" ${ARGN})
  add_executable(${name} ${ARG_SRCS})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} pingyi_build_flags)
  set_target_properties(${name} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
endfunction()

# Sets `out` to everything that `target` links, directly or through our targets.
function(pingyi_all_linked target out)
  set(todo ${target})
  set(linked)
  while(todo)
    list(POP_FRONT todo next)
    foreach(property LINK_LIBRARIES INTERFACE_LINK_LIBRARIES)
      get_target_property(libraries ${next} ${property})
      foreach(library IN LISTS libraries)
        string(REGEX REPLACE "^\\$<LINK_ONLY:(.*)>$" "\\1" library "${library}")
        if(library AND NOT library IN_LIST linked)
          list(APPEND linked ${library})
          if(library MATCHES "^pingyi" AND TARGET ${library})
            list(APPEND todo ${library})
          endif()
        endif()
      endforeach()
    endforeach()
  endwhile()
  set(${out} ${linked} PARENT_SCOPE)
endfunction()

# Ends the configuration if `target` links `library`.
function(pingyi_must_not_link target library)
  pingyi_all_linked(${target} linked)
  if(library IN_LIST linked)
    message(FATAL_ERROR "${target} must not link ${library}")
  endif()
endfunction()

# Builds `target` with tests_<label> (one aggregate target a label), so that a
# stage of deploy/test compiles what it runs and nothing else.
function(pingyi_join_label target label)
  if(NOT TARGET tests_${label})
    add_custom_target(tests_${label})
  endif()
  add_dependencies(tests_${label} ${target})
endfunction()

# Declares one test binary and registers its cases with CTest under LABEL
# (default: unit), under its area (the folder below tests/), and a unit test under
# `core` if it does not link gRPC: those also run under the thread sanitizer. Cases run in
# the root of the checkout; they write to testing::TempDir() only.
#
# With ENGINES the whole binary runs once more for each backend of crypto/engine.
#
#   pingyi_test(crypto_group_test
#     SRCS element_test.cc DEPS pingyi::crypto_group LABEL unit)
function(pingyi_test name)
  cmake_parse_arguments(ARG "ENGINES" "LABEL" "SRCS;DEPS" ${ARGN})
  if(NOT ARG_LABEL)
    set(ARG_LABEL unit)
  endif()
  add_executable(${name} ${ARG_SRCS})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE
    ${ARG_DEPS} pingyi_build_flags GTest::gmock pingyi_test_main)

  file(RELATIVE_PATH area ${PROJECT_SOURCE_DIR}/tests
    ${CMAKE_CURRENT_SOURCE_DIR})
  string(REGEX REPLACE "/.*" "" area "${area}")
  set(labels ${ARG_LABEL} ${area})
  pingyi_all_linked(${name} linked)
  list(FILTER linked INCLUDE REGEX "^gRPC::")
  if(NOT linked AND ARG_LABEL STREQUAL "unit")
    list(APPEND labels core)
  endif()
  list(REMOVE_DUPLICATES labels)
  foreach(label IN LISTS labels)
    pingyi_join_label(${name} ${label})
  endforeach()
  # gtest_discover_tests cannot pass a list: one label such as unit.crypto.core,
  # which `ctest -L` matches by part.
  list(JOIN labels "." labels)
  gtest_discover_tests(${name}
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
    DISCOVERY_TIMEOUT 120
    PROPERTIES LABELS "${labels}" TIMEOUT 600)
  if(ARG_ENGINES)
    pingyi_engine_tests(${name})
  endif()
endfunction()

# Runs a test binary under each backend: engine=ifma/<name> ..., skipped where
# the machine lacks it. `slow`: under the sanitizers the backends are compared by
# tests/crypto/engine, and everything else need not run five times.
function(pingyi_engine_tests name)
  foreach(engine ifma avx2 portable reference)
    add_test(NAME engine=${engine}/${name}
      COMMAND with_engine ${engine}
        ${CMAKE_CROSSCOMPILING_EMULATOR} $<TARGET_FILE:${name}>
      WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
    set_tests_properties(engine=${engine}/${name} PROPERTIES
      LABELS unit.engine.slow TIMEOUT 600 SKIP_RETURN_CODE 77)
  endforeach()
  add_dependencies(${name} with_engine)
  pingyi_join_label(${name} unit)
endfunction()

# Declares one fuzz target (a file with LLVMFuzzerTestOneInput). With
# PINGYI_FUZZERS it is a libFuzzer binary; otherwise a test, labelled `fuzz`,
# that feeds it every file of CORPUS (relative to the folder) once.
#
#   pingyi_fuzz(ballot_fuzz
#     SRCS ballot_fuzz.cc DEPS pingyi::crypto_ballot CORPUS corpus/ballot)
function(pingyi_fuzz name)
  cmake_parse_arguments(ARG "" "CORPUS" "SRCS;DEPS" ${ARGN})
  add_executable(${name} ${ARG_SRCS})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} pingyi_build_flags)
  if(PINGYI_FUZZERS)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    set_target_properties(${name} PROPERTIES
      RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/fuzz)
    file(WRITE ${PROJECT_BINARY_DIR}/fuzz/${name}.corpus
      ${CMAKE_CURRENT_SOURCE_DIR}/${ARG_CORPUS})
  else()
    target_sources(${name} PRIVATE
      ${PROJECT_SOURCE_DIR}/tests/support/fuzz_replay_main.cc)
    add_test(NAME ${name}
      COMMAND ${name} ${CMAKE_CURRENT_SOURCE_DIR}/${ARG_CORPUS}
      WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
    set_tests_properties(${name} PROPERTIES LABELS fuzz TIMEOUT 300)
  endif()
  pingyi_join_label(${name} fuzz)
endfunction()

# Declares one benchmark: a program that measures and prints. Built with
# everything else, run by hand.
#
#   pingyi_benchmark(engine_bench
#     SRCS engine_bench.cc DEPS pingyi::crypto_ballot)
function(pingyi_benchmark name)
  if(NOT PINGYI_BENCHMARKS)
    return()
  endif()
  cmake_parse_arguments(ARG "" "" "SRCS;DEPS" ${ARGN})
  add_executable(${name} ${ARG_SRCS})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE
    ${ARG_DEPS} pingyi_build_flags)
  set_target_properties(${name} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bench)
endfunction()

# Generates and compiles .proto files below `ROOT` (default: the folder itself).
# pingyi::<name> holds the messages; pingyi::<name>_grpc the services of those
# files that declare any, and links gRPC. Generated code stays in the build
# folder, is included as a system header, and is compiled at -O1: it is large,
# and never the slow part.
#
#   pingyi_proto(proto_v1 PROTOS pingyi/v1/log.proto ...)
function(pingyi_proto name)
  cmake_parse_arguments(ARG "" "ROOT" "PROTOS;DEPS" ${ARGN})
  if(NOT ARG_ROOT)
    set(ARG_ROOT ${CMAKE_CURRENT_SOURCE_DIR})
  endif()
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/gen-${name})
  file(MAKE_DIRECTORY ${generated})
  set(messages)
  set(services)
  foreach(proto IN LISTS ARG_PROTOS)
    set_property(DIRECTORY APPEND PROPERTY
      CMAKE_CONFIGURE_DEPENDS ${ARG_ROOT}/${proto})
    string(REGEX REPLACE "\\.proto$" "" base "${proto}")
    set(outputs ${generated}/${base}.pb.cc ${generated}/${base}.pb.h)
    list(APPEND messages ${outputs})
    set(grpc_arguments)
    file(STRINGS ${ARG_ROOT}/${proto} declares REGEX "^service ")
    if(declares)
      set(stubs ${generated}/${base}.grpc.pb.cc ${generated}/${base}.grpc.pb.h)
      list(APPEND services ${stubs})
      list(APPEND outputs ${stubs})
      set(grpc_arguments --grpc_out=${generated}
        --plugin=protoc-gen-grpc=$<TARGET_FILE:gRPC::grpc_cpp_plugin>)
    endif()
    # Depends on all files together: imports are then always seen.
    list(TRANSFORM ARG_PROTOS PREPEND ${ARG_ROOT}/ OUTPUT_VARIABLE inputs)
    add_custom_command(
      OUTPUT ${outputs}
      COMMAND protobuf::protoc --proto_path=${ARG_ROOT}
        --cpp_out=${generated} ${grpc_arguments} ${ARG_ROOT}/${proto}
      DEPENDS ${inputs}
      COMMENT "protoc ${proto}"
      VERBATIM)
  endforeach()

  # `generated` is what a linter needs: the headers, nothing compiled.
  add_custom_target(generated_${name} DEPENDS ${messages} ${services})
  if(NOT TARGET generated)
    add_custom_target(generated)
  endif()
  add_dependencies(generated generated_${name})

  pingyi_generated_library(${name} "${generated}" "${messages}"
    protobuf::libprotobuf ${ARG_DEPS})
  if(services)
    pingyi_generated_library(${name}_grpc "${generated}" "${services}"
      pingyi::${name} gRPC::grpc++)
  endif()
endfunction()

# A static library of generated sources; see pingyi_proto.
function(pingyi_generated_library name include_root sources)
  add_library(pingyi_${name} STATIC ${sources})
  add_library(pingyi::${name} ALIAS pingyi_${name})
  target_include_directories(pingyi_${name} SYSTEM PUBLIC ${include_root})
  target_link_libraries(pingyi_${name} PUBLIC ${ARGN})
  target_compile_options(pingyi_${name} PRIVATE -w -O1)
endfunction()
