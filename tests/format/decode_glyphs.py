"""The pictures of a coded strike, decoded as FORMAT.md, "Coded glyphs", has it. Slow, and as plain as it goes; part of
decode_bundle.py."""
import struct

MODEL_HEAD, MODEL_PIECE, CHANCES, TREE_ROOT, TREE_LEAF, GLYPHS_A_RECORD = 8, 512, 4096, 0x8000, 0x80, 16
LOW_ONES = [2, 2, 3, 3, 4, 5, 7, 9, 11, 15, 19, 24, 31, 40, 51, 65, 83, 106, 136, 172, 219, 277, 349, 437, 545, 674, 827, 1004,
            1205, 1428, 1668, 1920]
ONES = LOW_ONES + [4096 - n for n in reversed(LOW_ONES)]


class RangeDecoder:
    def __init__(self, data):
        self.data, self.at = data, 0
        self.code, self.range = 0, 0xFFFFFFFF
        for _ in range(4):
            self.code = self.code << 8 | self.byte()

    def byte(self):
        self.at += 1
        return self.data[self.at - 1] if self.at <= len(self.data) else 0

    def decide(self, ones):
        bound = (self.range >> 12) * ones
        answer = self.code < bound
        if answer:
            self.range = bound
        else:
            self.code -= bound
            self.range -= bound
        while self.range < 1 << 24:
            self.range <<= 8
            self.code = self.code << 8 | self.byte()
        return answer


class Picture:
    """left, top, width, height, and rows of levels."""

    def __init__(self, frame, rows=()):
        self.left, self.top, self.width, self.height = frame
        self.rows = rows

    def at(self, x, y):
        return self.rows[y][x] if 0 <= x < self.width and 0 <= y < self.height else 0


class Context:
    """What may be asked of the pixels before (x, y)."""

    def __init__(self, picture, ppem, most, larger, larger_ppem):
        self.p, self.ppem, self.most, self.larger, self.larger_ppem = picture, ppem, most, larger, larger_ppem

    def move(self, x, y):
        self.x, self.y = x, y
        if self.larger:
            self.rx, self.qx = self.centre(self.p.left + x)
            self.ry, self.qy = self.centre(self.p.top + y)
            self.rx -= self.larger.left
            self.ry -= self.larger.top

    def centre(self, at):
        whole, rest = divmod((2 * at + 1) * self.larger_ppem, 2 * self.ppem)
        return whole, rest * 2 // self.ppem

    def pixel(self, dx, dy):
        x, y = self.x + dx, self.y + dy
        return self.p.rows[y][x] if 0 <= x < self.p.width and 0 <= y else 0

    def of_larger(self, dx, dy):
        return self.larger.at(self.rx + dx, self.ry + dy)

    def root(self):
        if self.most > 1:
            tones = [self.tone(self.pixel(*d)) for d in ((-1, 0), (0, -1), (-1, -1), (1, -1))]
            return tones[0] << 6 | tones[1] << 4 | tones[2] << 2 | tones[3]
        if self.larger:
            answers = [self.pixel(0, -1)] + [self.of_larger(*d) for d in ((0, 0), (-1, 0), (1, 0), (0, -1), (0, 1))]
        else:
            answers = [self.pixel(*d) for d in ((-1, -2), (0, -2), (1, -2), (-2, -1), (-1, -1), (0, -1), (1, -1), (2, -1), (-2, 0), (-1, 0))]
        return int(''.join(map(str, answers)), 2)

    def tone(self, level):
        return 0 if level == 0 else 3 if level == self.most else 1 if level <= self.most // 2 else 2

    def position(self, n):
        em_top = -(self.ppem * 7 // 8)
        axis, at, begin, size = ((n, self.x, -self.p.left, self.p.width) if n < 9 else
                                 (n - 9, self.y, em_top - self.p.top, self.p.height))
        if n >= 18:
            return self.qx > n - 18 if n < 21 else self.qy > n - 21
        return at >= (begin + (axis + 1) * self.ppem // 8 if axis < 7 else size - 1 - (axis - 7))

    def guess(self, n):
        w, nn, nw, ne = (self.pixel(*d) for d in ((-1, 0), (0, -1), (-1, -1), (1, -1)))
        return [w + nn - nw, w + ne - nn, 2 * nn - self.pixel(0, -2), 2 * w - self.pixel(-2, 0), (w + nn + 1) // 2,
                (w + ne + 1) // 2, nn + 1, nn - 1, w + 1, w - 1, 0, 0, 0, 0][n]

    def test(self, t, threshold):
        if self.most == 1:
            if t >= 112 or 8 <= t < 16:
                return self.position(t - 104 if t >= 112 else t - 8)
            if t >= 48 and self.larger:
                return self.of_larger(t % 8 - 4, (t - 48) // 8 - 4) != 0
            return self.pixel(t % 16 - 8, -(t // 16)) != 0
        if t >= 96:
            return self.position(t - 96) if t < 114 else self.guess(t - 114) >= threshold
        middle = (self.most + 1) // 2 if threshold in (1, self.most) else threshold
        return self.pixel(t % 8 - 4, -(t // 8 % 4)) >= (1, middle, self.most)[t // 32]


class Model:
    def __init__(self, data, most, has_larger):
        self.least = struct.unpack_from('<4b', data)
        self.bits = struct.unpack_from('<4B', data, 4)
        at, self.frames = MODEL_HEAD, []
        for bits in self.bits:
            self.frames.append(data[at:at + (1 << bits) - 1])
            at += (1 << bits) - 1
        self.roots, sizes = {}, {t: 256 if t in (1, (most + 1) // 2, most) else 1 for t in range(1, most + 1)}
        if most == 1:
            sizes = {1: 64 if has_larger else 1024}
        for threshold, size in sizes.items():
            self.roots[threshold] = struct.unpack_from('<%dH' % size, data, at)
            at += 2 * size
        self.trees = data[at:]

    def number(self, n, decoder):
        node = 1
        for _ in range(self.bits[n]):
            node = node << 1 | decoder.decide(ONES[self.frames[n][node - 1] & 63])
        return self.least[n] + node - (1 << self.bits[n])

    def ones(self, context, threshold):
        roots = self.roots[threshold]
        entry = roots[context.root() if len(roots) > 1 else 0]
        if entry < CHANCES:
            return entry
        at = entry - TREE_ROOT
        while self.trees[at] < TREE_LEAF:
            at += 2 + (self.trees[at + 1] if context.test(self.trees[at], threshold) else 0)
        return ONES[self.trees[at] & 63]


def decode_picture(stream, model, ppem, bpp, larger, larger_ppem):
    most, decoder = (1 << bpp) - 1, RangeDecoder(stream)
    numbers = [model.number(n, decoder) for n in range(4)]
    if larger:
        expected = (larger.left, larger.top, larger.width, larger.height)
        numbers = [n + e * ppem // larger_ppem for n, e in zip(numbers, expected)]
    picture = Picture(numbers)
    picture.rows = [[0] * picture.width for _ in range(picture.height)]
    context = Context(picture, ppem, most, larger, larger_ppem)
    for y in range(picture.height):
        for x in range(picture.width):
            context.move(x, y)
            picture.rows[y][x] = level(decoder, model, context, most)
    return picture


def level(decoder, model, context, most):
    def at_least(threshold):
        return decoder.decide(model.ones(context, threshold))
    if not at_least(1):
        return 0
    if most == 1 or at_least(most):
        return most
    low, high = 1, most - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if at_least(middle) else (low, middle - 1)
    return low
