#ifndef TESTS_SERVER_STORAGE_MEMORY_VFS_H_
#define TESTS_SERVER_STORAGE_MEMORY_VFS_H_

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

// A disk in memory that loses, when the power fails, what was not synced. For
// SQLite in exclusive locking mode (no shared memory). Not thread-safe.
namespace pingyi::testing {

class MemoryVfs {
 public:
  // Registers itself with SQLite under `name`; unregisters when destroyed.
  explicit MemoryVfs(std::string name);
  ~MemoryVfs();
  MemoryVfs(const MemoryVfs&) = delete;
  MemoryVfs& operator=(const MemoryVfs&) = delete;

  const std::string& name() const { return name_; }

  // After `writes` more write or sync calls every call fails, as on a machine
  // that has stopped. Nothing stays open over it.
  void FailAfter(size_t writes) { budget_ = writes; }
  bool failed() const { return failed_; }

  // The power comes back: every file holds what was synced, and of what was
  // written since, each write with probability one half (`generator`), the
  // last one perhaps torn.
  void PowerCycle(std::mt19937_64& generator);

  // For the callbacks.
  struct Write {
    size_t offset = 0;
    std::vector<uint8_t> data;
    bool truncate = false;  // To `offset`.
  };
  struct Disk {
    std::vector<uint8_t> now;
    std::vector<uint8_t> synced;
    std::vector<Write> unsynced;
  };
  // nullptr if it is missing and not to be made.
  Disk* Find(const std::string& path, bool make);
  void Remove(const std::string& path) { disks_.erase(path); }
  // Counts one write or sync; false from the limit on.
  bool Spend();

 private:
  std::string name_;
  sqlite3_vfs vfs_ = {};
  std::map<std::string, std::unique_ptr<Disk>> disks_;
  size_t budget_ = SIZE_MAX;
  bool failed_ = false;
};

}  // namespace pingyi::testing

#endif  // TESTS_SERVER_STORAGE_MEMORY_VFS_H_
