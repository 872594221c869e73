// The strikes, the style and the language of the menus: by the settings, the screen and what the bundle has.
#include <libreader/app.h>

#include "pen.h"

namespace lr {
namespace {

// Settings are a bookmark of no article.
constexpr std::uint64_t kSettingsArticle = 0;
constexpr std::uint16_t kSettingsSlot = 1;

constexpr int kLeadingQuarters[] = {5, 6, 7, 8};  // of an em
constexpr int kMarginParts[] = {40, 24, 12};      // of the width

}  // namespace

// Also fetches what screens are put together from: figures, signs, and the words of the notice.
Status App::choose_language() {
  Bundle& bundle = reader_.bundle();
  ArticleLanguage language = settings_.language != ArticleLanguage::kOther ? settings_.language : setup_.language;
  if (language == ArticleLanguage::kOther) {
    Article first;
    const Status status = bundle.article(0, first);
    if (status == Status::kIo) return status;
    if (status == Status::kOk) language = first.language;
  }
  for (int i = 0; !bundle.has_menu(language) && i < 5; ++i) language = static_cast<ArticleLanguage>(4 - i);
  settings_.language = language;
  std::uint32_t count = 0;
  for (Symbol& digit : digits_) digit = 0;
  for (Symbol& sign : signs_) sign = 0;
  const Status digits = bundle.menu_text(language, static_cast<std::uint32_t>(Text::kDigits), digits_, 10, count);
  const Status signs = bundle.menu_text(language, static_cast<std::uint32_t>(Text::kSigns), signs_, 6, count);
  return digits == Status::kIo || signs == Status::kIo ? Status::kIo : Status::kOk;
}

// The strike nearest to a size, or the next larger or smaller one than it (step 1, -1), of this screen's depth where
// there is one, and with pictures that there is room for. kNotFound.
Status App::find_strike(int ppem, int step, std::uint8_t& index, std::uint16_t& found) {
  int best = 1 << 20;
  Status result = Status::kNotFound;
  for (std::uint32_t i = 0; i < reader_.bundle().strikes(); ++i) {
    Strike strike;
    const auto wanted = static_cast<std::uint16_t>(ppem + step);
    const Status status = reader_.strike(i, strike, {setup_.scaler, wanted});
    if (status == Status::kIo) return status;
    const std::uint32_t model = setup_.source.mapped != nullptr ? 0 : strike.model_bytes();
    if (status != Status::kOk || strike.picture_bytes() + model > setup_.limits.glyph_bytes) continue;
    const int size = strike.ppem(), away = step == 0 ? (size < ppem ? ppem - size : size - ppem) : (size - ppem) * step;
    if (step != 0 && away <= 0) continue;
    const int distance = away + (strike.bits_per_pixel() == setup_.bits_per_pixel ? 0 : 1000);
    if (distance >= best) continue;
    best = distance;
    index = static_cast<std::uint8_t>(i);
    found = strike.ppem();
    result = Status::kOk;
  }
  return result;
}

// The strike of the menus.
Status App::choose_strike() {
  const int side = setup_.page_width < setup_.page_height ? setup_.page_width : setup_.page_height;
  std::uint8_t index = 0;
  std::uint16_t ppem = 0;
  Status status = find_strike(side / 20 < 20 ? 20 : side / 20, 0, index, ppem);
  if (status == Status::kOk) status = reader_.strike(index, strike_, {setup_.scaler, ppem});
  if (status != Status::kOk) return status;
  if (settings_.ppem == 0) settings_.ppem = ppem;
  return Status::kOk;
}

// The words that are shown when storage fails, as pictures.
Status App::draw_notice() {
  Status status = Status::kOk;
  notice_.clear();
  for (const Text text : {Text::kCannotRead, Text::kRetry}) {
    Words words;
    if (status = add_text(words, text); status != Status::kOk) return status;
    notice_.begin_line();
    Pen pen(*this, {});
    for (std::uint32_t i = 0; i < words.count(); ++i) {
      Glyph glyph;
      int width = 0;
      status = reader_.glyphs().glyph(strike_, Reader::kMoreStrike, words[i], glyph);
      if (status == Status::kOk) status = pen.width(words[i], width);
      if (status == Status::kIo) return status;
      if (status == Status::kOk && notice_.add(glyph, strike_.bits_per_pixel(), width)) continue;
      notice_.drop_line();  // half a line says nothing; the picture does
      break;
    }
  }
  return Status::kOk;
}

// Not inlined: its locals would lie on the stack of the layout that follows.
[[gnu::noinline]] Status App::choose_style(Style& style) {
  std::uint8_t text = 0, title = 0;
  std::uint16_t ppem = 0, title_ppem = 0;
  if (const Status status = find_strike(settings_.ppem, 0, text, ppem); status != Status::kOk) return status;
  settings_.ppem = ppem;
  const Status larger = find_strike(ppem * 8 / 7, 1, title, title_ppem);
  if (larger == Status::kIo) return larger;
  if (larger != Status::kOk || title_ppem > 2 * ppem) title = text, title_ppem = ppem;
  style = style_for_screen(setup_.page_width, setup_.page_height, text, title, ppem);
  const bool vertical = settings_.direction == Direction::kVertical && has_direction();
  if (vertical) style.direction = Direction::kVertical;
  const int width = setup_.page_width, height = setup_.page_height;
  const int margin = (vertical ? height : width) / kMarginParts[settings_.margins];
  const int line = ppem * kLeadingQuarters[settings_.leading] / 4;
  const int footer = strike_.ppem() * 3 / 2;  // below the text
  // Across the lines: what their grid leaves over goes to both sides.
  const int over = (vertical ? width - margin : height - footer - margin / 2) % line;
  const int before = margin / 2 + over / 2, behind = over - over / 2;
  style.scaler = setup_.scaler;
  style.ppem = static_cast<std::uint8_t>(ppem);
  style.title_ppem = static_cast<std::uint8_t>(title_ppem);
  style.line_height = static_cast<std::int16_t>(line);
  style.notes = settings_.notes;
  style.margin_left = static_cast<std::int16_t>(vertical ? margin / 2 + behind : margin);
  style.margin_right = static_cast<std::int16_t>(vertical ? before : margin);
  style.margin_top = static_cast<std::int16_t>(vertical ? margin : before);
  style.margin_bottom = static_cast<std::int16_t>(footer + (vertical ? margin / 2 : behind));
  return Status::kOk;
}

Status App::apply_settings() {
  Style style;
  if (const Status chosen = choose_style(style); chosen != Status::kOk) return chosen;
  Status status = reader_.set_style(style, &strike_);
  if (status == Status::kNoSpace) {  // no room for three strikes: titles are set in that of the text
    style.title_strike = style.strike;
    style.title_ppem = style.ppem;
    status = reader_.set_style(style, &strike_);
  }
  if (status != Status::kNoSpace) return status;
  // Nor for two: the menus are, too.
  const Status less = reader_.set_style(style);
  if (less == Status::kOk) strike_ = reader_.layout().strike_for(BlockKind::kParagraph);
  return less;
}

void App::save_settings() {
  if (!kept_) return;
  Bookmark record;
  record.locator.article = kSettingsArticle;
  record.slot = kSettingsSlot;
  std::uint8_t bytes[Settings::kBytes];
  settings_.store(bytes);
  record.label_bytes = Settings::kBytes;
  for (std::uint32_t i = 0; i < Settings::kBytes; ++i) record.label[i] = static_cast<char>(bytes[i]);
  if (journal_.put(record) != Status::kOk) message_ = Text::kNotSaved;
}

void App::load_settings() {
  Bookmark record;
  if (!kept_ || journal_.find(kSettingsArticle, kSettingsSlot, record) != Status::kOk) return;
  std::uint8_t bytes[Settings::kBytes] = {};
  for (std::uint32_t i = 0; i < Settings::kBytes; ++i) bytes[i] = static_cast<std::uint8_t>(record.label[i]);
  settings_.load(bytes, record.label_bytes);
}

}  // namespace lr
