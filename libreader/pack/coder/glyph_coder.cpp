// Samples of all decisions, a tree for each root entry, then every picture coded with the device's own model reader.
#include "glyph_coder.h"

#include <libreader/font/glyph_model.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <functional>
#include <stdexcept>

#include "../strikes/parallel.h"
#include "context_tree.h"
#include "entropy.h"
#include "range_encoder.h"

namespace lr::pack {
namespace {

constexpr std::size_t kMostSamples = 6'000'000;  // that a model is learned from
constexpr int kSlack = 16;                       // parts of an em that frames may differ beyond those that were seen
constexpr std::size_t kShares = 64;              // of the pictures, each walked by one thread

struct BitCopy {
  BitPicture picture;
  std::vector<std::uint8_t> bits;
};

BitCopy bit_copy(const GlyphPicture& picture) {
  BitCopy copy{{{picture.left, picture.top, picture.width, picture.height}, nullptr}, {}};
  copy.bits.resize((picture.coverage.size() + 7) / 8);
  for (std::size_t i = 0; i < picture.coverage.size(); ++i) {
    if (picture.coverage[i] != 0) copy.bits[i / 8] = static_cast<std::uint8_t>(copy.bits[i / 8] | 0x80 >> i % 8);
  }
  copy.picture.bits = copy.bits.data();
  return copy;
}

bool is_blank(const GlyphPicture& picture) { return picture.width == 0 || picture.height == 0; }

class Coder {
 public:
  Coder(const std::vector<GlyphPicture>& pictures, int ppem, int bpp, int depth, const ReferenceStrike* reference,
        unsigned threads)
      : pictures_(pictures),
        ppem_(ppem),
        most_((1 << bpp) - 1),
        depth_(depth),
        reference_(reference),
        threads_(threads) {
    std::size_t pixels = 0;
    for (const GlyphPicture& picture : pictures) pixels += picture.coverage.size();
    const std::size_t decisions = bpp == 1 ? pixels : 2 * pixels;
    learn_each_ = std::max<std::size_t>(1, (decisions + kMostSamples - 1) / kMostSamples);
  }

  CodedStrike run() {
    collect();
    for (int price = 1; !write_model(price);) price *= 2;
    CodedStrike coded;
    if (!encode(coded)) throw std::logic_error("the model of a strike does not code what it was learned from");
    coded.model = std::move(model_);
    return coded;
  }

  std::optional<CodedStrike> run_after(const std::vector<std::uint8_t>& model) {
    model_ = model;
    CodedStrike coded;
    if (!encode(coded)) return std::nullopt;
    return coded;
  }

 private:
  bool has_reference() const { return reference_ != nullptr; }

  template <class Context>
  std::size_t entry_of(const Context& context, std::int32_t threshold) const {
    const RootPlace place = root_place(threshold, most_, has_reference());
    return place.first + (place.entries == 1 ? 0 : context.root());
  }

  // Calls decide(context, threshold, is_true) for the decisions of a picture.
  template <class Decide>
  void walk(std::size_t index, std::vector<std::uint8_t>& scratch, Decide decide) const {
    const GlyphPicture& picture = pictures_[index];
    if (is_blank(picture)) return;
    const BitCopy larger = has_reference() ? bit_copy((*reference_->pictures)[index]) : BitCopy{};
    const PictureShape shape{{picture.left, picture.top, picture.width, picture.height},
                             ppem_,
                             most_,
                             has_reference() ? &larger.picture : nullptr,
                             has_reference() ? reference_->ppem : 0};
    scratch.resize(walk_scratch_bytes(static_cast<std::uint32_t>(picture.width)));
    const auto tell = [&](const auto& context, std::int32_t threshold) {
      const bool is_true =
          picture.coverage[static_cast<std::size_t>(context.y() * picture.width + context.x())] >= threshold;
      decide(context, threshold, is_true);
      return is_true;
    };
    const auto put = [](std::uint32_t) {};
    switch (shape.kind()) {
      case PictureKind::kPlain: return walk_picture<PictureKind::kPlain>(shape, scratch.data(), tell, put);
      case PictureKind::kReferred: return walk_picture<PictureKind::kReferred>(shape, scratch.data(), tell, put);
      case PictureKind::kLevels: return walk_picture<PictureKind::kLevels>(shape, scratch.data(), tell, put);
    }
  }

  // The pictures of a share that are learned from.
  template <class Work>
  void each_learned(std::size_t share, Work work) const {
    for (std::size_t i = pictures_.size() * share / kShares; i < pictures_.size() * (share + 1) / kShares; ++i) {
      if (i % learn_each_ == 0) work(i);
    }
  }

  bool is_allowed(std::uint32_t test) const { return most_ == 1 || test >= 96 || (test & 0x1C) != 4; }

  // Samples sorted by root entry: counted, then put in their places.
  void collect() {
    const RootPlace last = root_place(most_, most_, has_reference());
    const std::size_t entries = last.first + last.entries;
    std::vector<std::vector<std::size_t>> places(kShares, std::vector<std::size_t>(entries));
    each_share([&](std::size_t share) {
      std::vector<std::uint8_t> scratch;
      each_learned(share, [&](std::size_t i) {
        walk(i, scratch,
             [&](const auto& context, std::int32_t threshold, bool) { ++places[share][entry_of(context, threshold)]; });
      });
    });
    begins_.assign(entries + 1, 0);
    std::size_t at = 0;
    for (std::size_t entry = 0; entry < entries; ++entry) {
      begins_[entry] = at;
      for (std::vector<std::size_t>& of_share : places) at += std::exchange(of_share[entry], at);
    }
    begins_[entries] = at;
    samples_.resize(at);
    each_share([&](std::size_t share) {
      std::vector<std::uint8_t> scratch;
      each_learned(share, [&](std::size_t i) {
        walk(i, scratch, [&](const auto& context, std::int32_t threshold, bool is_true) {
          samples_[places[share][entry_of(context, threshold)]++] = sample_of(context, threshold, is_true);
        });
      });
    });
  }

  template <class Context>
  Sample sample_of(const Context& context, std::int32_t threshold, bool is_true) const {
    Sample sample{{0, 0}, is_true};
    if (depth_ == 0) return sample;
    for (std::uint32_t t = 0; t < 128; ++t) {
      if (!is_allowed(t)) continue;
      sample.tests[t / 64] |= static_cast<std::uint64_t>(context.test(t, threshold)) << t % 64;
    }
    return sample;
  }

  void each_share(const std::function<void(std::size_t)>& work) const {
    constexpr std::size_t kTogether = 16;  // that parallel_for gives a thread at once
    parallel_for(kShares * kTogether, threads_, [&](std::size_t i) {
      if (i % kTogether == 0) work(i / kTogether);
    });
  }

  // What a number of the frame of picture i is, less what is expected.
  std::int32_t frame_number(std::size_t i, int n) const {
    const auto number = [n](const GlyphPicture& p) {
      return n == 0 ? p.left : n == 1 ? p.top : n == 2 ? p.width : p.height;
    };
    const std::int32_t own = number(pictures_[i]);
    if (!has_reference()) return own;
    return own - expected_number(number((*reference_->pictures)[i]), ppem_, reference_->ppem);
  }

  void write_frames(std::vector<std::uint8_t>& model) const {
    model.assign(format::kModelHeadBytes, 0);
    for (int n = 0; n < 4; ++n) {
      std::int32_t least = 127, most = -128;
      for (std::size_t i = 0; i < pictures_.size(); ++i) {
        if (is_blank(pictures_[i])) continue;
        least = std::min(least, frame_number(i, n));
        most = std::max(most, frame_number(i, n));
      }
      if (least > most) least = most = 0;
      if (least < -128) throw std::logic_error("a picture lies too far from that of its reference");
      // Room on both sides for glyphs that are added later.
      least -= ppem_ / kSlack + 1;
      most += ppem_ / kSlack + 1;
      const int bits = std::bit_width(static_cast<std::uint32_t>(most - least));
      least = std::max(least - ((1 << bits) - 1 - (most - least)) / 2, -128);
      std::vector<std::uint32_t> seen(std::size_t{1} << bits), ones(std::size_t{1} << bits);
      for (std::size_t i = 0; i < pictures_.size(); ++i) {
        if (is_blank(pictures_[i])) continue;
        const auto value = static_cast<std::uint32_t>(frame_number(i, n) - least);
        std::size_t node = 1;
        for (int bit = bits; bit-- > 0; node = node << 1 | (value >> bit & 1))
          ++seen[node], ones[node] += value >> bit & 1;
      }
      model[static_cast<std::size_t>(n)] = static_cast<std::uint8_t>(least);
      model[static_cast<std::size_t>(4 + n)] = static_cast<std::uint8_t>(bits);
      for (std::size_t node = 1; node < seen.size(); ++node) model.push_back(best_leaf(seen[node], ones[node]));
    }
  }

  // False: the trees are larger than their places can say.
  bool write_model(int price) {
    write_frames(model_);
    const std::size_t entries = begins_.size() - 1;
    std::vector<std::vector<std::uint8_t>> trees(entries);
    std::vector<std::uint32_t> chances(entries);
    parallel_for(entries, threads_, [&](std::size_t i) {
      const std::span<Sample> samples = std::span(samples_).subspan(begins_[i], begins_[i + 1] - begins_[i]);
      const auto ones = std::count_if(samples.begin(), samples.end(), [](const Sample& s) { return s.is_true; });
      chances[i] = probability(static_cast<std::uint32_t>(samples.size()), static_cast<std::uint32_t>(ones));
      trees[i] = learn_tree(samples, depth_, price);
    });
    std::vector<std::uint8_t> joined;
    for (std::size_t i = 0; i < entries; ++i) {
      const std::size_t entry = trees[i].empty() ? chances[i] : format::kTreeRoot | joined.size();
      if (joined.size() >= format::kTreeRoot) return false;
      model_.push_back(static_cast<std::uint8_t>(entry));
      model_.push_back(static_cast<std::uint8_t>(entry >> 8));
      joined.insert(joined.end(), trees[i].begin(), trees[i].end());
    }
    model_.insert(model_.end(), joined.begin(), joined.end());
    model_.resize(model_.size() + format::kTreesEnd);
    return model_.size() <= 0xFFFF;
  }

  // False: the model cannot code a picture.
  bool encode(CodedStrike& coded) const {
    GlyphModel model;
    if (model.open(model_.data(), static_cast<std::uint32_t>(model_.size()), most_, has_reference()) != Status::kOk)
      return false;
    std::vector<std::vector<std::uint8_t>> streams(pictures_.size());
    std::atomic<bool> is_able = true;
    parallel_for(pictures_.size(), threads_, [&](std::size_t i) {
      if (is_blank(pictures_[i])) return;
      RangeEncoder encoder;
      if (!code_frame(i, encoder)) is_able = false;
      std::vector<std::uint8_t> scratch;
      walk(i, scratch, [&](const auto& context, std::int32_t threshold, bool is_true) {
        const std::uint32_t ones = model.ones(context, threshold);
        if (ones == 0) is_able = false;
        if (is_able) encoder.code(is_true, ones);
      });
      streams[i] = encoder.finish();
    });
    if (!is_able) return false;
    for (std::size_t i = 0; i < streams.size(); ++i) {
      coded.lengths.push_back(static_cast<std::uint16_t>(streams[i].size()));
      coded.largest = std::max(coded.largest, static_cast<std::uint32_t>(streams[i].size()));
      coded.streams.insert(coded.streams.end(), streams[i].begin(), streams[i].end());
      coded.widest = std::max(coded.widest, pictures_[i].width);
      coded.tallest = std::max(coded.tallest, pictures_[i].height);
    }
    return true;
  }

  // False: a number of the frame is beyond what the model has.
  bool code_frame(std::size_t index, RangeEncoder& encoder) const {
    std::size_t tree = format::kModelHeadBytes;
    for (int n = 0; n < 4; ++n) {
      const int bits = model_[static_cast<std::size_t>(4 + n)];
      const auto value = static_cast<std::uint32_t>(frame_number(index, n) -
                                                    static_cast<std::int8_t>(model_[static_cast<std::size_t>(n)]));
      if (value >> bits != 0) return false;
      std::size_t node = 1;
      for (int bit = bits; bit-- > 0; node = node << 1 | (value >> bit & 1))
        encoder.code((value >> bit & 1) != 0, kOnes[model_[tree + node - 1]]);
      tree += (std::size_t{1} << bits) - 1;
    }
    return true;
  }

  const std::vector<GlyphPicture>& pictures_;
  int ppem_, most_, depth_;
  const ReferenceStrike* reference_;
  unsigned threads_;
  std::size_t learn_each_ = 1;
  std::vector<Sample> samples_;
  std::vector<std::size_t> begins_;  // of each root entry's samples, and their end
  std::vector<std::uint8_t> model_;
};

}  // namespace

CodedStrike code_pictures(const std::vector<GlyphPicture>& pictures, int ppem, int bpp, int depth,
                          const ReferenceStrike* reference, unsigned threads) {
  return Coder(pictures, ppem, bpp, depth, reference, threads).run();
}

std::optional<CodedStrike> code_pictures_after(const std::vector<std::uint8_t>& model,
                                               const std::vector<GlyphPicture>& pictures, int ppem, int bpp,
                                               const ReferenceStrike* reference, unsigned threads) {
  return Coder(pictures, ppem, bpp, 0, reference, threads).run_after(model);
}

}  // namespace lr::pack
