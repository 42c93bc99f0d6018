#include "tests/server/storage/memory_vfs.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace pingyi::testing {
namespace {

struct OpenFile {
  sqlite3_file base;
  MemoryVfs* vfs;
  MemoryVfs::Disk* disk;
};

OpenFile& Self(sqlite3_file* file) {
  return *reinterpret_cast<OpenFile*>(file);
}
MemoryVfs& Owner(sqlite3_vfs* vfs) {
  return *static_cast<MemoryVfs*>(vfs->pAppData);
}

void Apply(std::vector<uint8_t>& content, const MemoryVfs::Write& write) {
  if (write.truncate) {
    content.resize(write.offset);
    return;
  }
  const size_t end = write.offset + write.data.size();
  if (content.size() < end) {
    content.resize(end);
  }
  std::copy(write.data.begin(), write.data.end(),
            content.begin() + static_cast<std::ptrdiff_t>(write.offset));
}

int Change(OpenFile& self, MemoryVfs::Write write) {
  if (!self.vfs->Spend()) {
    return SQLITE_IOERR_WRITE;
  }
  Apply(self.disk->now, write);
  self.disk->unsynced.push_back(std::move(write));
  return SQLITE_OK;
}

int Close(sqlite3_file* /*file*/) {
  return SQLITE_OK;
}

int Read(sqlite3_file* file, void* out, int amount, sqlite3_int64 offset) {
  const std::vector<uint8_t>& content = Self(file).disk->now;
  const auto start = std::min(static_cast<size_t>(offset), content.size());
  const size_t size =
      std::min(static_cast<size_t>(amount), content.size() - start);
  std::memset(out, 0, static_cast<size_t>(amount));
  std::copy_n(content.begin() + static_cast<std::ptrdiff_t>(start), size,
              static_cast<uint8_t*>(out));
  return size == static_cast<size_t>(amount) ? SQLITE_OK
                                             : SQLITE_IOERR_SHORT_READ;
}

int WriteTo(sqlite3_file* file, const void* data, int amount,
            sqlite3_int64 offset) {
  const auto* bytes = static_cast<const uint8_t*>(data);
  return Change(Self(file), {.offset = static_cast<size_t>(offset),
                             .data = {bytes, bytes + amount}});
}

int Truncate(sqlite3_file* file, sqlite3_int64 size) {
  return Change(
      Self(file),
      {.offset = static_cast<size_t>(size), .data = {}, .truncate = true});
}

int Sync(sqlite3_file* file, int /*flags*/) {
  OpenFile& self = Self(file);
  if (!self.vfs->Spend()) {
    return SQLITE_IOERR_FSYNC;
  }
  self.disk->synced = self.disk->now;
  self.disk->unsynced.clear();
  return SQLITE_OK;
}

int FileSize(sqlite3_file* file, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>(Self(file).disk->now.size());
  return SQLITE_OK;
}

int Lock(sqlite3_file* /*file*/, int /*level*/) {
  return SQLITE_OK;
}
int CheckReservedLock(sqlite3_file* /*file*/, int* out) {
  *out = 0;
  return SQLITE_OK;
}
int FileControl(sqlite3_file* /*file*/, int /*op*/, void* /*argument*/) {
  return SQLITE_NOTFOUND;
}
int SectorSize(sqlite3_file* /*file*/) {
  return 512;
}
int Characteristics(sqlite3_file* /*file*/) {
  return 0;
}

constexpr sqlite3_io_methods kMethods = {
    .iVersion = 1,
    .xClose = Close,
    .xRead = Read,
    .xWrite = WriteTo,
    .xTruncate = Truncate,
    .xSync = Sync,
    .xFileSize = FileSize,
    .xLock = Lock,
    .xUnlock = Lock,
    .xCheckReservedLock = CheckReservedLock,
    .xFileControl = FileControl,
    .xSectorSize = SectorSize,
    .xDeviceCharacteristics = Characteristics,
    .xShmMap = nullptr,
    .xShmLock = nullptr,
    .xShmBarrier = nullptr,
    .xShmUnmap = nullptr,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int Open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags,
         int* out_flags) {
  MemoryVfs& owner = Owner(vfs);
  OpenFile& self = Self(file);
  self.vfs = &owner;
  self.disk = owner.Find(path == nullptr ? "temporary" : path,
                         (flags & SQLITE_OPEN_CREATE) != 0);
  self.base.pMethods = self.disk == nullptr ? nullptr : &kMethods;
  if (out_flags != nullptr) {
    *out_flags = flags;
  }
  return self.disk == nullptr ? SQLITE_CANTOPEN : SQLITE_OK;
}

int Delete(sqlite3_vfs* vfs, const char* path, int /*sync*/) {
  MemoryVfs& owner = Owner(vfs);
  if (!owner.Spend()) {
    return SQLITE_IOERR_DELETE;
  }
  owner.Remove(path);
  return SQLITE_OK;
}

int Access(sqlite3_vfs* vfs, const char* path, int /*flags*/, int* out) {
  *out = Owner(vfs).Find(path, false) == nullptr ? 0 : 1;
  return SQLITE_OK;
}

int FullPathname(sqlite3_vfs* /*vfs*/, const char* path, int size, char* out) {
  return std::snprintf(out, static_cast<size_t>(size), "%s", path) < size
             ? SQLITE_OK
             : SQLITE_CANTOPEN;
}

int Randomness(sqlite3_vfs* /*vfs*/, int size, char* out) {
  std::fill_n(out, size, 'r');
  return size;
}
int Sleep(sqlite3_vfs* /*vfs*/, int micros) {
  return micros;
}
int CurrentTime(sqlite3_vfs* /*vfs*/, double* out) {
  *out = 2451545.0;
  return SQLITE_OK;
}

}  // namespace

MemoryVfs::MemoryVfs(std::string name) : name_(std::move(name)) {
  vfs_.iVersion = 1;
  vfs_.szOsFile = sizeof(OpenFile);
  vfs_.mxPathname = 512;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.xOpen = Open;
  vfs_.xDelete = Delete;
  vfs_.xAccess = Access;
  vfs_.xFullPathname = FullPathname;
  vfs_.xRandomness = Randomness;
  vfs_.xSleep = Sleep;
  vfs_.xCurrentTime = CurrentTime;
  sqlite3_vfs_register(&vfs_, 0);
}

MemoryVfs::~MemoryVfs() {
  sqlite3_vfs_unregister(&vfs_);
}

MemoryVfs::Disk* MemoryVfs::Find(const std::string& path, bool make) {
  const auto found = disks_.find(path);
  if (found != disks_.end()) {
    return found->second.get();
  }
  if (!make) {
    return nullptr;
  }
  return (disks_[path] = std::make_unique<Disk>()).get();
}

bool MemoryVfs::Spend() {
  if (budget_ == 0) {
    failed_ = true;
    return false;
  }
  --budget_;
  return true;
}

void MemoryVfs::PowerCycle(std::mt19937_64& generator) {
  for (auto& [path, disk] : disks_) {
    disk->now = disk->synced;
    for (Write& write : disk->unsynced) {
      if (generator() % 2 == 0) {
        continue;
      }
      if (!write.truncate && generator() % 8 == 0) {
        write.data.resize(generator() % (write.data.size() + 1));  // Torn.
      }
      Apply(disk->now, write);
    }
    disk->unsynced.clear();
    disk->synced = disk->now;
  }
  budget_ = SIZE_MAX;
  failed_ = false;
}

}  // namespace pingyi::testing
