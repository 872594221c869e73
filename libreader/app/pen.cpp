// Words as glyphs of the menus' strike; lines and frames as dots.
#include "pen.h"

namespace lr {

Status App::Pen::width(Symbol symbol, int& px) {
  const Strike& strike = app_.strike_;
  px = 0;
  const AdvanceKind kind = app_.reader_.bundle().alphabet().group_of(symbol).advance;
  if (kind == AdvanceKind::kFull) px = strike.ppem();
  if (kind != AdvanceKind::kProportional) return Status::kOk;
  std::int32_t advance_q6 = 0;
  const Status status = app_.strike_.advance(symbol, advance_q6);
  px = (advance_q6 + 32) / 64;
  return status == Status::kIo ? status : Status::kOk;
}

Status App::Pen::width(const Words& words, int& px) {
  px = 0;
  for (std::uint32_t i = 0; i < words.count(); ++i) {
    int one = 0;
    if (const Status status = width(words[i], one); status != Status::kOk) return status;
    px += one;
  }
  return Status::kOk;
}

Status App::Pen::fit(Words& words, int room) {
  const Symbol ellipsis = app_.signs_[2];
  int dots = 0, at = 0;
  if (const Status status = width(ellipsis, dots); status != Status::kOk) return status;
  std::uint32_t fitting = 0;  // as many as leave room for the ellipsis
  for (std::uint32_t i = 0; i < words.count(); ++i) {
    int one = 0;
    if (const Status status = width(words[i], one); status != Status::kOk) return status;
    at += one;
    if (at + dots <= room) fitting = i + 1;
    if (at <= room) continue;
    words.truncate(fitting);
    words.add(ellipsis);
    break;
  }
  return Status::kOk;
}

Status App::Pen::draw(const Words& words, int x, int baseline) {
  Strike& strike = app_.strike_;
  if (!touches(baseline - 2 * strike.ppem(), baseline + strike.ppem())) return Status::kOk;
  for (std::uint32_t i = 0; i < words.count(); ++i) {
    Glyph glyph;
    const Status status = app_.reader_.glyphs().glyph(strike, Reader::kMoreStrike, words[i], glyph);
    if (status == Status::kIo) return status;
    if (status == Status::kOk)
      picture({glyph.bits, glyph.width, glyph.height, strike.bits_per_pixel()}, x + glyph.left, baseline + glyph.top);
    int px = 0;
    if (const Status measured = width(words[i], px); measured != Status::kOk) return measured;
    x += px;
  }
  return Status::kOk;
}

void App::Pen::fill(int left, int top, int right, int bottom) {
  if (!touches(top, bottom)) return;
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x) canvas_.dot(x, y);
  }
}

void App::Pen::frame(int left, int top, int right, int bottom) {
  constexpr int kThick = 2;
  fill(left + kThick, top, right - kThick, top + kThick);
  fill(left + kThick, bottom - kThick, right - kThick, bottom);
  fill(left, top + kThick, left + kThick, bottom - kThick);
  fill(right - kThick, top + kThick, right, bottom - kThick);
}

}  // namespace lr
