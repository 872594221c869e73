/* libreader for C: the same reader and journal as reader.h and bookmark.h, function by function. C99; also for
 * languages that call C.
 *
 * Conventions, for all of it:
 *
 *  1. A handle (lr_reader, lr_search, lr_journal) lies in memory of the caller's, aligned to LR_ALIGNMENT: lr_reader_bytes() says
 *     how much, LR_READER_BYTES is enough everywhere. A handle must not be moved. It ends when its memory does: there
 *     is nothing to close, nothing to free, and libreader keeps no memory of its own.
 *  2. What can fail returns an lr_status, LR_OK (0) for success. What it fills is valid with LR_OK only, unless said.
 *     LR_BAD_CALL, LR_IO and LR_DAMAGED can come from every such function; others are named where they can.
 *  3. Pointers are not null unless said. A null handle is a bad call.
 *  4. Text is UTF-8. It is filled into `room` bytes at `to`, always terminated where room is 1 or more; `bytes`, which
 *     may be null, is its length without the terminator. LR_NO_SPACE: it did not fit; `to` holds as many whole
 *     characters as do.
 *  5. Articles, pages, lines, headings, notes count from 0. Lengths are pixels, or cells for a terminal.
 *  6. A struct means what its C++ namesake means; look there for units and limits. Truth values are int: 0 or 1.
 *  7. Sources and stores are copied when they are opened; what their `context` and `mapped` point to outlives the
 *     handle.
 *  8. One thread at a time may use a handle; two handles know nothing of each other.
 */
#ifndef LIBREADER_C_H
#define LIBREADER_C_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
#ifdef __GNUC__
#pragma GCC visibility push(default) /* what the shared library exports */
#endif

/* Limits, the same as in C++: c/c.cpp holds them to it. */
#define LR_ALIGNMENT 8
#define LR_READER_BYTES 6656   /* at least lr_reader_bytes() on every platform */
#define LR_JOURNAL_BYTES 128   /* at least lr_journal_bytes() */
#define LR_SEARCH_BYTES 4864   /* at least lr_search_bytes() */
#define LR_MAX_QUERY_CODE_POINTS 64
#define LR_LABEL_BYTES 48
#define LR_MAX_ID_BYTES 255
#define LR_FACE_BYTES 25       /* a family's name with its terminator */

typedef enum lr_status {
  LR_OK,
  LR_END,
  LR_NOT_FOUND,
  LR_DAMAGED,
  LR_UNSUPPORTED,
  LR_IO,
  LR_NO_SPACE,
  LR_BAD_CALL
} lr_status;

/* "ok", "end", "not found" ... */
const char* lr_status_name(lr_status status);

/* ---- What a platform supplies (ports.h) ---- */

typedef struct lr_source {
  lr_status (*read)(void* context, uint32_t offset, void* to, uint32_t size); /* may be null where mapped is set */
  void* context;
  const uint8_t* mapped; /* the whole bundle in memory, or null */
  uint32_t size_bytes;
} lr_source;

typedef struct lr_store {
  lr_status (*read)(void* context, uint32_t offset, void* to, uint32_t size);
  lr_status (*program)(void* context, uint32_t offset, const void* from, uint32_t size);
  lr_status (*erase)(void* context, uint32_t offset);
  void* context;
  uint32_t sector_bytes;
  uint16_t sectors;
  uint16_t program_unit_bytes;
} lr_store;

typedef enum lr_rotation { LR_ROTATION_0, LR_ROTATION_90, LR_ROTATION_180, LR_ROTATION_270 } lr_rotation;

typedef struct lr_surface {
  uint8_t* pixels;
  int16_t width, height;         /* of the whole panel, before rotation */
  int16_t band_top, band_height; /* the rows of it that `pixels` holds */
  uint16_t stride_bytes;
  uint8_t bits_per_pixel; /* 1, 2 or 4 */
  uint8_t rotation;       /* lr_rotation */
} lr_surface;

/* ---- Opening a bundle (reader.h) ---- */

typedef struct lr_reader lr_reader;

typedef struct lr_limits {
  uint16_t cache_pages, page_lines, line_items, page_starts;
  uint32_t glyph_bytes;
  uint16_t kept_phrases;
  uint8_t pages_a_call;
} lr_limits;

void lr_limits_default(lr_limits* limits);

/* The workspace that these limits need; null: the default ones. */
size_t lr_workspace_bytes(const lr_limits* limits);

size_t lr_reader_bytes(void);

/* Makes a reader in `memory`, which has room for lr_reader_bytes(), and opens the bundle. `workspace` is aligned to
 * LR_ALIGNMENT and outlives the reader. `limits` may be null: the default ones. LR_NO_SPACE, LR_UNSUPPORTED. */
lr_status lr_reader_open(void* memory, size_t memory_bytes, const lr_source* source, void* workspace,
                         size_t workspace_bytes, const lr_limits* limits, lr_reader** reader);

typedef struct lr_strike {
  uint16_t ppem;
  uint8_t bits_per_pixel;
  int16_t ascent, descent;
  uint32_t picture_bytes;
  char face[LR_FACE_BYTES];
} lr_strike;

uint32_t lr_reader_strikes(const lr_reader* reader);
lr_status lr_reader_strike(lr_reader* reader, uint32_t index, lr_strike* strike); /* LR_NOT_FOUND, LR_UNSUPPORTED */

/* ---- Style (layout.h) ---- */

typedef enum lr_metrics { LR_METRICS_STRIKE, LR_METRICS_CELLS, LR_METRICS_NOMINAL } lr_metrics;
typedef enum lr_kinsoku { LR_KINSOKU_BASIC, LR_KINSOKU_GB, LR_KINSOKU_STRICT } lr_kinsoku;
typedef enum lr_alignment { LR_JUSTIFY, LR_RAGGED } lr_alignment;
typedef enum lr_direction { LR_HORIZONTAL, LR_VERTICAL } lr_direction;

typedef struct lr_style {
  uint8_t metrics; /* lr_metrics */
  uint8_t strike, title_strike, nominal_em;
  int16_t page_width, page_height;
  int16_t margin_left, margin_top, margin_right, margin_bottom;
  int16_t line_height;
  uint8_t kinsoku;   /* lr_kinsoku */
  uint8_t alignment; /* lr_alignment */
  uint8_t direction; /* lr_direction */
  int autospace, squeeze, hang, orphans, ambiguous_wide, whole_em_measure, hyphens, ruby, front_matter;
  int notes_at_foot; /* of the page that has their mark */
} lr_style;

void lr_style_for_screen(int16_t width, int16_t height, uint8_t strike, uint8_t title_strike, uint16_t ppem,
                         lr_style* style);
/* The same with lines that run down, columns from right to left. */
void lr_style_for_vertical_screen(int16_t width, int16_t height, uint8_t strike, uint8_t title_strike, uint16_t ppem,
                                  lr_style* style);
void lr_style_for_cells(int16_t columns, int16_t rows, lr_style* style);

/* Sets or changes the style; the place is kept. To be called before an article is opened. LR_NOT_FOUND: no such strike.
 * LR_NO_SPACE: its pictures are larger than limits.glyph_bytes. */
lr_status lr_reader_set_style(lr_reader* reader, const lr_style* style);

/* ---- What a bundle holds (bundle.h). LR_NOT_FOUND: no such index. ---- */

typedef enum lr_language {
  LR_ZH_HANS,
  LR_ZH_HANT,
  LR_JA,
  LR_KO,
  LR_EN,
  LR_OTHER_LANGUAGE = 255
} lr_language;

typedef struct lr_article {
  uint64_t id;
  uint32_t headings, notes, code_points;
  uint8_t language; /* lr_language */
} lr_article;

/* What is known of an article besides its text; the numbers are those of BlockKind. */
typedef enum lr_field {
  LR_FIELD_TITLE = 16,
  LR_FIELD_SUBTITLE,
  LR_FIELD_AUTHOR,
  LR_FIELD_AFFILIATION,
  LR_FIELD_DATE,
  LR_FIELD_PUBLICATION,
  LR_FIELD_ABSTRACT,
  LR_FIELD_KEYWORD,
  LR_FIELD_TITLE_EN,
  LR_FIELD_ABSTRACT_EN,
  LR_FIELD_READING,
  LR_FIELD_TRANSLATOR,
  LR_FIELD_EDITOR,
  LR_FIELD_AUTHOR_EN,
  LR_FIELD_LANGUAGE /* BCP 47, where the article's language is none of lr_language */
} lr_field;

uint32_t lr_reader_articles(const lr_reader* reader);
lr_status lr_reader_article(lr_reader* reader, uint32_t index, lr_article* article);
lr_status lr_reader_find_article(lr_reader* reader, uint64_t id, uint32_t* index);
lr_status lr_reader_article_title(lr_reader* reader, uint32_t index, char* to, size_t room, size_t* bytes);
lr_status lr_reader_article_name(lr_reader* reader, uint32_t index, char* to, size_t room, size_t* bytes);

/* The n-th field of its kind. LR_NOT_FOUND: there are fewer. */
lr_status lr_reader_field(lr_reader* reader, uint32_t index, lr_field field, uint32_t n, char* to, size_t room,
                          size_t* bytes);

/* Lists: the contents, and the articles by title, author and date. */
typedef enum lr_list { LR_LIST_CONTENTS, LR_LIST_TITLE, LR_LIST_AUTHOR, LR_LIST_DATE } lr_list;

#define LR_NO_ARTICLE 0xFFFFFFFFu

typedef struct lr_list_item {
  uint32_t article; /* LR_NO_ARTICLE: a heading of the contents */
  uint8_t depth;    /* in the contents; 0: the bundle's own title */
} lr_list_item;

typedef struct lr_date {
  uint16_t year; /* 0: not known; month and day likewise */
  uint8_t month, day;
} lr_date;

uint32_t lr_reader_list_items(const lr_reader* reader, lr_list list);
lr_status lr_reader_list_item(lr_reader* reader, lr_list list, uint32_t index, lr_list_item* item, char* title,
                              size_t room, size_t* bytes);
lr_status lr_reader_list_date(lr_reader* reader, uint32_t index, lr_date* date); /* of a line of LR_LIST_DATE */
/* Fetches lines that are about to be shown; see Bundle::read_ahead. `buffer` is left alone until it is called again with
 * `buffer_bytes` 0. */
lr_status lr_reader_read_ahead(lr_reader* reader, lr_list list, uint32_t first, uint32_t count, void* buffer,
                               size_t buffer_bytes);

/* Articles with a title, or a word in it, that begins with the query (title_search.h): at most `room` of them, after the
 * first `skip`; `count` is how many were filled in. LR_NOT_FOUND: the bundle has no keys. */
lr_status lr_reader_find_titles(lr_reader* reader, const char* query, uint32_t skip, uint32_t* articles, uint32_t room,
                                uint32_t* count);

/* A heading of the article that is open; `level` is 1 to 6 and may be null. */
lr_status lr_reader_heading(lr_reader* reader, uint32_t index, uint8_t* level, char* to, size_t room, size_t* bytes);

/* ---- Reading ---- */

lr_status lr_reader_open_article(lr_reader* reader, uint32_t index);        /* LR_NOT_FOUND */
lr_status lr_reader_next(lr_reader* reader);                                /* LR_END: the last page stays */
lr_status lr_reader_previous(lr_reader* reader);                            /* LR_END: the first page stays */
lr_status lr_reader_go_to_page(lr_reader* reader, uint32_t number);         /* LR_END: fewer pages; shows the last */
lr_status lr_reader_go_to_per_mille(lr_reader* reader, uint32_t per_mille); /* from 1000 on the last page */
lr_status lr_reader_go_to_heading(lr_reader* reader, uint32_t index);       /* LR_NOT_FOUND */
lr_status lr_reader_open_note(lr_reader* reader, uint32_t index);           /* LR_NOT_FOUND */
lr_status lr_reader_open_link(lr_reader* reader, uint32_t link);            /* LR_NOT_FOUND */
lr_status lr_reader_back(lr_reader* reader);                                /* from a note or a link's target; LR_NOT_FOUND */

/* What is shown. */
typedef struct lr_page {
  uint32_t number;
  uint32_t lines; /* those of notes at its foot behind the others */
  uint32_t pages; /* of the article or note; an estimate unless pages_exact */
  int pages_exact;
  uint32_t per_mille; /* how far into the article it begins */
  uint32_t article;
  uint32_t note;      /* where in_note */
  int in_note;
  int last;           /* there is no next page */
} lr_page;

lr_status lr_reader_page(lr_reader* reader, lr_page* page);

/* The text of a line of the page, the marks of notes and the labels of lists included. LR_NOT_FOUND. */
lr_status lr_reader_line_text(lr_reader* reader, uint32_t line, char* to, size_t room, size_t* bytes);

/* The notes whose marks stand on the page, at most `room` of them; `count` is how many were filled in. */
lr_status lr_reader_notes_on_page(lr_reader* reader, uint32_t* notes, uint32_t room, uint32_t* count);

/* The links of which a part stands on the page, likewise; for lr_reader_open_link. */
lr_status lr_reader_links_on_page(lr_reader* reader, uint32_t* links, uint32_t room, uint32_t* count);

/* Draws the page onto a surface, or the band of it that `pixels` holds. */
lr_status lr_reader_paint(lr_reader* reader, const lr_surface* surface);

/* ---- Search (search.h) ---- */

typedef struct lr_search lr_search;

typedef struct lr_hit {
  uint32_t article;
  uint32_t unit;       /* a block of the bundle */
  uint32_t code_point; /* of its reading text */
  uint32_t length;     /* code points */
  uint8_t kind;        /* BlockKind of bundle/block.h */
} lr_hit;

size_t lr_search_bytes(void);

/* Makes a search in `memory`, which has room for lr_search_bytes(); the reader outlives it and may be used meanwhile.
 * `query` is 1 to LR_MAX_QUERY_CODE_POINTS code points, terminated. LR_NO_SPACE: the query is too long, too. */
lr_status lr_search_open(void* memory, size_t memory_bytes, lr_reader* reader, const char* query, lr_search** search);

/* From now on in one article only, from a place on; 0, 0: all of it. LR_NOT_FOUND. */
lr_status lr_search_in_article(lr_search* search, uint32_t article, uint32_t unit, uint32_t code_point);

lr_status lr_search_next(lr_search* search, lr_hit* hit); /* LR_END */

/* The text of a hit with up to `around` code points on either side. */
lr_status lr_search_snippet(lr_search* search, const lr_hit* hit, uint32_t around, char* to, size_t room, size_t* bytes);

/* Shows the page or the note that the hit lies in. LR_NOT_FOUND: it is of another bundle. */
lr_status lr_reader_go_to_hit(lr_reader* reader, const lr_hit* hit);

/* ---- Places that last (bookmark.h) ---- */

typedef struct lr_locator {
  uint64_t article;
  int32_t block;
  uint32_t code_point;
  uint32_t context;
} lr_locator;

typedef enum lr_certainty { LR_EXACT, LR_MOVED, LR_NEAR } lr_certainty;

lr_status lr_reader_locator(lr_reader* reader, lr_locator* locator);
/* `certainty` may be null. LR_NOT_FOUND: this bundle has no such article. */
lr_status lr_reader_go_to_locator(lr_reader* reader, const lr_locator* locator, lr_certainty* certainty);

typedef struct lr_bookmark {
  lr_locator locator;
  uint16_t slot; /* 0: where the article was read last */
  uint8_t label_bytes;
  char label[LR_LABEL_BYTES]; /* not terminated */
} lr_bookmark;

typedef struct lr_journal lr_journal;

size_t lr_journal_bytes(void);

/* Makes a journal in `memory` and finds what the store holds. LR_BAD_CALL: the store's geometry. LR_UNSUPPORTED. */
lr_status lr_journal_open(void* memory, size_t memory_bytes, const lr_store* store, lr_journal** journal);
/* Those that take a bookmark out or give it back: LR_NOT_FOUND where there is none. put: LR_NO_SPACE. list: LR_END. */
lr_status lr_journal_put(lr_journal* journal, const lr_bookmark* bookmark);
lr_status lr_journal_remove(lr_journal* journal, uint64_t article, uint16_t slot);
lr_status lr_journal_find(lr_journal* journal, uint64_t article, uint16_t slot, lr_bookmark* bookmark);
lr_status lr_journal_list(lr_journal* journal, uint32_t index, lr_bookmark* bookmark);
lr_status lr_journal_free_slot(lr_journal* journal, uint64_t article, uint16_t* slot);
lr_status lr_journal_last_article(lr_journal* journal, uint64_t* article);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif

#endif
