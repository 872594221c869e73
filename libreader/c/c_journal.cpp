// The C facade's journal: every function is its namesake of Journal with the types of c.h.
#include <libreader/c.h>

#include <new>
#include <type_traits>

#include "convert.h"

struct lr_journal {
  lr_store store;
  lr::Journal journal;
};

static_assert(sizeof(lr_journal) <= LR_JOURNAL_BYTES && alignof(lr_journal) <= LR_ALIGNMENT);
static_assert(std::is_trivially_destructible_v<lr_journal>, "there is nothing to close");

namespace lr::c {
namespace {

const lr_store& store_of(void* context) { return *static_cast<const lr_store*>(context); }

Status read_store(void* context, std::uint32_t offset, void* to, std::uint32_t size) {
  return from_c(store_of(context).read(store_of(context).context, offset, to, size));
}

Status program_store(void* context, std::uint32_t offset, const void* from, std::uint32_t size) {
  return from_c(store_of(context).program(store_of(context).context, offset, from, size));
}

Status erase_store(void* context, std::uint32_t offset) {
  return from_c(store_of(context).erase(store_of(context).context, offset));
}

lr_status give(Status status, const Bookmark& from, lr_bookmark* to) {
  if (status == Status::kOk) *to = to_c(from);
  return to_c(status);
}

}  // namespace
}  // namespace lr::c

using namespace lr::c;
using lr::Status;

extern "C" {

size_t lr_journal_bytes(void) { return sizeof(lr_journal); }

lr_status lr_journal_open(void* memory, size_t memory_bytes, const lr_store* store, lr_journal** journal) {
  if (memory == nullptr || store == nullptr || journal == nullptr || !is_aligned(memory)) return LR_BAD_CALL;
  if (store->read == nullptr || store->program == nullptr || store->erase == nullptr) return LR_BAD_CALL;
  if (memory_bytes < sizeof(lr_journal)) return LR_NO_SPACE;
  auto* made = new (memory) lr_journal{};
  made->store = *store;
  *journal = made;
  return to_c(made->journal.open({read_store, program_store, erase_store, &made->store, store->sector_bytes,
                                  store->sectors, store->program_unit_bytes}));
}

lr_status lr_journal_put(lr_journal* journal, const lr_bookmark* bookmark) {
  return journal == nullptr ? LR_BAD_CALL : to_c(journal->journal.put(from_c(*bookmark)));
}

lr_status lr_journal_remove(lr_journal* journal, uint64_t article, uint16_t slot) {
  return journal == nullptr ? LR_BAD_CALL : to_c(journal->journal.remove(article, slot));
}

lr_status lr_journal_find(lr_journal* journal, uint64_t article, uint16_t slot, lr_bookmark* bookmark) {
  if (journal == nullptr) return LR_BAD_CALL;
  lr::Bookmark ours;
  const Status status = journal->journal.find(article, slot, ours);
  return give(status, ours, bookmark);
}

lr_status lr_journal_list(lr_journal* journal, uint32_t index, lr_bookmark* bookmark) {
  if (journal == nullptr) return LR_BAD_CALL;
  lr::Bookmark ours;
  const Status status = journal->journal.list(index, ours);
  return give(status, ours, bookmark);
}

lr_status lr_journal_free_slot(lr_journal* journal, uint64_t article, uint16_t* slot) {
  return journal == nullptr ? LR_BAD_CALL : to_c(journal->journal.free_slot(article, *slot));
}

lr_status lr_journal_last_article(lr_journal* journal, uint64_t* article) {
  return journal == nullptr ? LR_BAD_CALL : to_c(journal->journal.last_article(*article));
}

}  // extern "C"
