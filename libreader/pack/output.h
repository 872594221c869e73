// Where a bundle is written: memory, or a file that takes its name when it is whole.
#pragma once
#include <libreader/ports.h>

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace lr::pack {

// Written from front to back, but that bytes written before can be written over. All throw InputError.
class Output {
 public:
  virtual ~Output() = default;
  virtual void append(std::span<const std::uint8_t> bytes) = 0;
  virtual void write_at(std::uint64_t offset, std::span<const std::uint8_t> bytes) = 0;
  // Reads what was written, as a device would; valid until the next write. Several threads may use it.
  virtual Source source() = 0;
  // Gives back the memory that reading took; the source stays as it is.
  virtual void rest() {}
};

class MemoryOutput : public Output {
 public:
  void append(std::span<const std::uint8_t> bytes) override { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
  void write_at(std::uint64_t offset, std::span<const std::uint8_t> bytes) override;
  Source source() override { return memory_source(bytes_.data(), static_cast<std::uint32_t>(bytes_.size())); }
  std::vector<std::uint8_t> take() { return std::move(bytes_); }

 private:
  std::vector<std::uint8_t> bytes_;
};

// A crash leaves the old file or the new one: temporary name, sync, rename. Nothing is left when commit() was not called.
class FileOutput : public Output {
 public:
  explicit FileOutput(std::filesystem::path file);
  ~FileOutput() override;
  FileOutput(const FileOutput&) = delete;
  FileOutput& operator=(const FileOutput&) = delete;

  void append(std::span<const std::uint8_t> bytes) override;
  void write_at(std::uint64_t offset, std::span<const std::uint8_t> bytes) override;
  Source source() override;
  void rest() override;
  // Makes the file durable and gives it its name.
  void commit();

 private:
  static Status read(void* self, std::uint32_t offset, void* to, std::uint32_t size);
  void unmap();
  [[noreturn]] void fail(const std::string& what) const;

  std::filesystem::path file_;
  std::string temporary_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  void* mapped_ = nullptr;
  std::size_t mapped_bytes_ = 0;
};

}  // namespace lr::pack
