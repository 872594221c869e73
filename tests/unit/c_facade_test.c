/* The C facade from C99: opens the bundle that argv[1] names, walks through it, prints the text of its first page, and
 * keeps a bookmark in a store in memory. Exit code 0: all of it held. */
#include <libreader/c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures = 0;

#define CHECK(condition) check((condition) != 0, #condition, __LINE__)

static int check(int holds, const char* what, int line) {
  if (!holds) {
    fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, line, what);
    ++failures;
  }
  return holds;
}

/* ---- a source over a FILE ---- */

static lr_status read_file(void* context, uint32_t offset, void* to, uint32_t size) {
  FILE* file = context;
  if (fseek(file, (long)offset, SEEK_SET) != 0) return LR_IO;
  return fread(to, 1, size, file) == size ? LR_OK : LR_IO;
}

/* ---- a store in memory ---- */

enum { kSectorBytes = 512, kSectors = 2 };
static uint8_t flash[kSectorBytes * kSectors];

static lr_status read_flash(void* context, uint32_t offset, void* to, uint32_t size) {
  memcpy(to, (uint8_t*)context + offset, size);
  return LR_OK;
}

static lr_status program_flash(void* context, uint32_t offset, const void* from, uint32_t size) {
  uint32_t i;
  for (i = 0; i < size; ++i) ((uint8_t*)context)[offset + i] &= ((const uint8_t*)from)[i];
  return LR_OK;
}

static lr_status erase_flash(void* context, uint32_t offset) {
  memset((uint8_t*)context + offset, 0xFF, kSectorBytes);
  return LR_OK;
}

static union {
  uint64_t aligns;
  uint8_t bytes[LR_READER_BYTES];
} reader_memory;

static union {
  uint64_t aligns;
  uint8_t bytes[LR_JOURNAL_BYTES];
} journal_memory;

static void print_page(lr_reader* reader) {
  char text[1024];
  lr_page page;
  uint32_t i;
  if (!CHECK(lr_reader_page(reader, &page) == LR_OK)) return;
  for (i = 0; i < page.lines; ++i) {
    size_t bytes = 0;
    if (CHECK(lr_reader_line_text(reader, i, text, sizeof text, &bytes) == LR_OK)) puts(text);
    CHECK(bytes == strlen(text));
  }
  CHECK(lr_reader_line_text(reader, page.lines, text, sizeof text, NULL) == LR_NOT_FOUND);
}

static void test_lists(lr_reader* reader) {
  char title[256], name[LR_MAX_ID_BYTES + 1], cut[3];
  lr_article article;
  size_t bytes = 0;
  uint32_t i;
  CHECK(lr_reader_articles(reader) > 0);
  for (i = 0; i < lr_reader_articles(reader); ++i) {
    uint32_t found = 0;
    lr_status status = lr_reader_article_title(reader, i, title, sizeof title, &bytes);
    CHECK(status == LR_OK || status == LR_NO_SPACE);
    CHECK(bytes == strlen(title));
    CHECK(lr_reader_article_name(reader, i, name, sizeof name, NULL) == LR_OK);
    CHECK(lr_reader_article(reader, i, &article) == LR_OK);
    CHECK(lr_reader_find_article(reader, article.id, &found) == LR_OK && found == i);
    printf("%s: %s\n", name, title);
  }
  CHECK(lr_reader_article(reader, i, &article) == LR_NOT_FOUND);
  if (lr_reader_article_title(reader, 0, title, sizeof title, &bytes) == LR_OK && bytes >= sizeof cut) {
    CHECK(lr_reader_article_title(reader, 0, cut, sizeof cut, &bytes) == LR_NO_SPACE);
    CHECK(bytes < sizeof cut && strncmp(title, cut, bytes) == 0 && cut[bytes] == '\0');
    CHECK(lr_reader_article_title(reader, 0, NULL, 0, &bytes) == LR_NO_SPACE && bytes == 0);
  }
}

static void test_sorted_lists(lr_reader* reader) {
  static const lr_list lists[] = {LR_LIST_TITLE, LR_LIST_AUTHOR, LR_LIST_DATE};
  static uint8_t ahead[1024];
  char title[256], field[256];
  lr_list_item item;
  lr_date date;
  uint32_t found[64], count = 0, i, k;
  CHECK(lr_reader_list_items(reader, LR_LIST_CONTENTS) > lr_reader_articles(reader));
  CHECK(lr_reader_list_item(reader, LR_LIST_CONTENTS, 0, &item, title, sizeof title, NULL) == LR_OK);
  CHECK(item.article == LR_NO_ARTICLE && item.depth == 0);
  for (k = 0; k < 3; ++k) {
    CHECK(lr_reader_list_items(reader, lists[k]) == lr_reader_articles(reader));
    CHECK(lr_reader_read_ahead(reader, lists[k], 0, 12, ahead, sizeof ahead) == LR_OK);
    for (i = 0; i < lr_reader_articles(reader); ++i) {
      CHECK(lr_reader_list_item(reader, lists[k], i, &item, title, sizeof title, NULL) == LR_OK);
      CHECK(lr_reader_field(reader, item.article, LR_FIELD_TITLE, 0, field, sizeof field, NULL) == LR_OK);
      CHECK(strcmp(title, field) == 0);
    }
    CHECK(lr_reader_read_ahead(reader, lists[k], 0, 0, NULL, 0) == LR_OK);
  }
  CHECK(lr_reader_list_item(reader, LR_LIST_TITLE, i, &item, title, sizeof title, NULL) == LR_NOT_FOUND);
  CHECK(lr_reader_list_date(reader, 0, &date) == LR_OK && lr_reader_list_date(reader, i, &date) == LR_NOT_FOUND);
  CHECK(lr_reader_field(reader, 0, LR_FIELD_TITLE, 1, field, sizeof field, NULL) == LR_NOT_FOUND);
  CHECK(lr_reader_find_titles(reader, "", 0, found, 64, &count) == LR_OK && count == lr_reader_articles(reader));
  CHECK(lr_reader_find_titles(reader, "", 1, found, 64, &count) == LR_OK && count + 1 == lr_reader_articles(reader));
  CHECK(lr_reader_find_titles(reader, "qqqq", 0, found, 64, &count) == LR_OK && count == 0);
}

static void test_pages(lr_reader* reader) {
  lr_page first, page;
  uint32_t pages = 1;
  lr_status status;
  CHECK(lr_reader_open_article(reader, 0) == LR_OK);
  CHECK(lr_reader_previous(reader) == LR_END);
  print_page(reader);
  CHECK(lr_reader_page(reader, &first) == LR_OK && first.number == 0 && first.lines > 0);
  while ((status = lr_reader_next(reader)) == LR_OK) ++pages;
  CHECK(status == LR_END);
  CHECK(lr_reader_page(reader, &page) == LR_OK && page.number + 1 == pages && page.last);
  CHECK(lr_reader_go_to_page(reader, pages) == LR_END);
  while ((status = lr_reader_previous(reader)) == LR_OK) --pages;
  CHECK(status == LR_END && pages == 1);
  pages = page.number + 1;
  CHECK(lr_reader_page(reader, &page) == LR_OK && page.pages == pages && page.pages_exact);  /* the end was seen */
  CHECK(lr_reader_go_to_per_mille(reader, 1000) == LR_OK);
  CHECK(lr_reader_page(reader, &page) == LR_OK && page.last);
  CHECK(lr_reader_go_to_per_mille(reader, 0) == LR_OK);
  CHECK(lr_reader_page(reader, &page) == LR_OK && page.number == 0);
  CHECK(lr_reader_open_article(reader, lr_reader_articles(reader)) == LR_NOT_FOUND);
}

static void test_headings_and_notes(lr_reader* reader) {
  char text[512];
  uint32_t notes[8], count = 0;
  lr_article article;
  lr_page page, back;
  uint8_t level = 0;
  CHECK(lr_reader_article(reader, 0, &article) == LR_OK);
  CHECK(lr_reader_open_article(reader, 0) == LR_OK);
  if (article.headings > 0) {
    const lr_status status = lr_reader_heading(reader, article.headings - 1, &level, text, sizeof text, NULL);
    CHECK(status == LR_OK && level >= 1 && level <= 6);
    CHECK(lr_reader_go_to_heading(reader, article.headings - 1) == LR_OK);
  }
  CHECK(lr_reader_heading(reader, article.headings, NULL, text, sizeof text, NULL) == LR_NOT_FOUND);
  CHECK(lr_reader_back(reader) == LR_NOT_FOUND);
  CHECK(lr_reader_links_on_page(reader, notes, 8, &count) == LR_OK && count <= 8);
  CHECK(lr_reader_open_link(reader, 0xFFFFFFFF) == LR_NOT_FOUND);
  CHECK(lr_reader_notes_on_page(reader, notes, 8, &count) == LR_OK && count <= 8);
  CHECK(lr_reader_open_note(reader, article.notes) == LR_NOT_FOUND);
  if (article.notes > 0) {
    CHECK(lr_reader_page(reader, &page) == LR_OK);
    CHECK(lr_reader_open_note(reader, 0) == LR_OK);
    CHECK(lr_reader_page(reader, &back) == LR_OK && back.in_note && back.note == 0);
    CHECK(lr_reader_back(reader) == LR_OK);
    CHECK(lr_reader_page(reader, &back) == LR_OK && !back.in_note && back.number == page.number);
  }
}

static void test_paint(lr_reader* reader, int16_t width, int16_t height) {
  const uint16_t stride = (uint16_t)((width + 7) / 8);
  const size_t size = (size_t)stride * (size_t)height;
  uint8_t* pixels = malloc(size);
  lr_surface surface = {0};
  size_t i, inked = 0;
  if (!CHECK(pixels != NULL)) return;
  surface.pixels = pixels;
  surface.width = width;
  surface.height = surface.band_height = height;
  surface.stride_bytes = stride;
  surface.bits_per_pixel = 1;
  CHECK(lr_reader_paint(reader, &surface) == LR_OK);
  for (i = 0; i < size; ++i) inked += pixels[i] != 0xFF;
  CHECK(inked > 0);
  surface.rotation = LR_ROTATION_270 + 1;
  CHECK(lr_reader_paint(reader, &surface) == LR_BAD_CALL);
  free(pixels);
}

static void test_bookmarks(lr_reader* reader) {
  const lr_store store = {read_flash, program_flash, erase_flash, flash, kSectorBytes, kSectors, 1};
  lr_store bad = store;
  lr_journal* journal = NULL;
  lr_bookmark bookmark, found;
  lr_certainty certainty = LR_NEAR;
  uint64_t last = 0;
  uint16_t slot = 0;
  CHECK(lr_journal_bytes() <= sizeof journal_memory);
  CHECK(lr_journal_open(journal_memory.bytes, 1, &store, &journal) == LR_NO_SPACE);
  bad.sectors = 1;
  CHECK(lr_journal_open(journal_memory.bytes, sizeof journal_memory, &bad, &journal) == LR_BAD_CALL);
  if (!CHECK(lr_journal_open(journal_memory.bytes, sizeof journal_memory, &store, &journal) == LR_OK)) return;
  CHECK(lr_journal_last_article(journal, &last) == LR_NOT_FOUND);

  memset(&bookmark, 0, sizeof bookmark);
  CHECK(lr_reader_open_article(reader, 0) == LR_OK);
  (void)lr_reader_next(reader);
  CHECK(lr_reader_locator(reader, &bookmark.locator) == LR_OK);
  CHECK(lr_journal_put(journal, &bookmark) == LR_OK);
  CHECK(lr_journal_free_slot(journal, bookmark.locator.article, &slot) == LR_OK && slot == 1);
  bookmark.slot = slot;
  bookmark.label_bytes = 4;
  memcpy(bookmark.label, "here", 4);
  CHECK(lr_journal_put(journal, &bookmark) == LR_OK);
  CHECK(lr_journal_last_article(journal, &last) == LR_OK && last == bookmark.locator.article);
  CHECK(lr_journal_list(journal, 1, &found) == LR_OK && found.slot == 1 && memcmp(found.label, "here", 4) == 0);
  CHECK(lr_journal_list(journal, 2, &found) == LR_END);

  CHECK(lr_reader_open_article(reader, 0) == LR_OK);
  CHECK(lr_journal_find(journal, last, 1, &found) == LR_OK);
  CHECK(lr_reader_go_to_locator(reader, &found.locator, &certainty) == LR_OK && certainty == LR_EXACT);
  CHECK(lr_reader_locator(reader, &bookmark.locator) == LR_OK);
  CHECK(bookmark.locator.block == found.locator.block && bookmark.locator.code_point == found.locator.code_point);
  CHECK(lr_journal_remove(journal, last, 1) == LR_OK);
  CHECK(lr_journal_find(journal, last, 1, &found) == LR_NOT_FOUND);
}

/* A style that the bundle can be shown with: its first strike, or none. */
static int choose_style(lr_reader* reader, lr_style* style) {
  lr_strike strike;
  if (lr_reader_strikes(reader) > 0 && CHECK(lr_reader_strike(reader, 0, &strike) == LR_OK)) {
    CHECK(strike.ppem > 0 && strike.face[0] != '\0');
    lr_style_for_screen(400, 300, 0, 0, strike.ppem, style);
    return 1;
  }
  lr_style_for_cells(60, 20, style);
  return 0;
}

static union {
  unsigned char bytes[LR_SEARCH_BYTES];
  double alignment;
} search_memory;

/* The first characters of a title are found, in the title first. */
static void test_search(lr_reader* reader) {
  lr_search* search = NULL;
  lr_hit hit;
  lr_page page;
  char title[256], snippet[512];
  size_t bytes, hits = 0;
  CHECK(lr_reader_article_title(reader, 1, title, sizeof title, &bytes) == LR_OK);
  CHECK(lr_search_bytes() <= sizeof search_memory);
  CHECK(lr_search_open(search_memory.bytes, 1, reader, title, &search) == LR_NO_SPACE);
  CHECK(lr_search_open(search_memory.bytes, sizeof search_memory, reader, "", &search) == LR_BAD_CALL);
  if (!CHECK(lr_search_open(search_memory.bytes, sizeof search_memory, reader, title, &search) == LR_OK)) return;
  CHECK(lr_search_next(search, &hit) == LR_OK && hit.article == 1 && hit.code_point == 0);
  CHECK(lr_search_snippet(search, &hit, 16, snippet, sizeof snippet, NULL) == LR_OK && strcmp(snippet, title) == 0);
  CHECK(lr_search_snippet(search, &hit, 16, snippet, 2, NULL) == LR_NO_SPACE);
  CHECK(lr_reader_go_to_hit(reader, &hit) == LR_OK);
  CHECK(lr_reader_page(reader, &page) == LR_OK && page.article == 1 && page.number == 0 && !page.in_note);
  CHECK(lr_search_open(search_memory.bytes, sizeof search_memory, reader, "a", &search) == LR_OK);
  CHECK(lr_search_in_article(search, 999, 0, 0) == LR_NOT_FOUND);
  CHECK(lr_search_in_article(search, 3, 0, 0) == LR_OK);
  while (lr_search_next(search, &hit) == LR_OK && hits < 2000) {
    CHECK(hit.article == 3 && hit.length == 1);
    if (hits++ % 50 != 0) continue;
    CHECK(lr_reader_go_to_hit(reader, &hit) == LR_OK);
    CHECK(lr_reader_page(reader, &page) == LR_OK && page.article == 3);
  }
  CHECK(hits > 100);
}

static void test_reader(FILE* file) {
  lr_source source = {0};
  lr_limits limits;
  lr_reader* reader = NULL;
  lr_style style;
  void* workspace;
  size_t workspace_bytes;
  lr_limits_default(&limits);
  CHECK(lr_workspace_bytes(NULL) == lr_workspace_bytes(&limits));
  limits.glyph_bytes = 16384; /* the model of the strike too: storage is not mapped */
  workspace_bytes = lr_workspace_bytes(&limits);
  workspace = malloc(workspace_bytes);
  if (!CHECK(workspace != NULL)) return;
  CHECK(fseek(file, 0, SEEK_END) == 0);
  source.read = read_file;
  source.context = file;
  source.size_bytes = (uint32_t)ftell(file);

  CHECK(lr_reader_bytes() <= sizeof reader_memory);
  CHECK(lr_reader_open(reader_memory.bytes, 1, &source, workspace, workspace_bytes, &limits, &reader) == LR_NO_SPACE);
  CHECK(lr_reader_open(reader_memory.bytes, sizeof reader_memory, &source, workspace, 16, &limits, &reader) ==
        LR_NO_SPACE);
  CHECK(lr_reader_open(NULL, 0, &source, workspace, workspace_bytes, &limits, &reader) == LR_BAD_CALL);
  CHECK(lr_reader_next(NULL) == LR_BAD_CALL);
  if (CHECK(lr_reader_open(reader_memory.bytes, sizeof reader_memory, &source, workspace, workspace_bytes, &limits,
                           &reader) == LR_OK)) {
    const int has_pixels = choose_style(reader, &style);
    CHECK(lr_reader_open_article(reader, 0) == LR_BAD_CALL); /* no style yet */
    CHECK(lr_reader_set_style(reader, &style) == LR_OK);
    test_lists(reader);
    test_sorted_lists(reader);
    test_pages(reader);
    if (has_pixels) test_paint(reader, style.page_width, style.page_height);
    test_headings_and_notes(reader);
    test_bookmarks(reader);
    test_search(reader);
  }
  free(workspace);
}

int main(int count, char** arguments) {
  FILE* file;
  if (count != 2) {
    fprintf(stderr, "usage: %s BUNDLE.lrb\n", arguments[0]);
    return 2;
  }
  CHECK(strcmp(lr_status_name(LR_NOT_FOUND), "not found") == 0);
  file = fopen(arguments[1], "rb");
  if (file == NULL) {
    perror(arguments[1]);
    return 2;
  }
  test_reader(file);
  fclose(file);
  return failures == 0 ? 0 : 1;
}
