#!/usr/bin/env python3
"""What lv_font_conv makes of the characters that glyph_coder has in its table, everything counted: `bin` files of LVGL,
compressed where it can (not at 1 bit a pixel).

  lv_font_conv.py FILE… [--font FILE --index N]    characters of UTF-8 files

Needs lv_font_conv (npm install lv_font_conv; its folder in PATH, or LV_FONT_CONV names it) and hb-subset of HarfBuzz, which
takes the face out of its collection. Exit 77: one of them, or the font, is not there.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
STRIKES = [(16, 1), (24, 1), (24, 2), (24, 4), (32, 1)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('files', nargs='+', type=pathlib.Path)
    parser.add_argument('--font', default='/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')
    parser.add_argument('--index', type=int, default=2)
    options = parser.parse_args()
    converter = os.environ.get('LV_FONT_CONV') or shutil.which('lv_font_conv')
    subsetter = shutil.which('hb-subset')
    if converter is None or subsetter is None or not pathlib.Path(options.font).exists():
        print('not measured: lv_font_conv, hb-subset or the font is not installed')
        return SKIPPED
    text = ''.join(path.read_text(encoding='utf-8', errors='ignore') for path in options.files)
    characters = sorted({c for c in text if c > ' ' and c != '\ufeff'})
    total = {}
    with tempfile.TemporaryDirectory(prefix='libreader_lv_') as folder:
        subset, packed = pathlib.Path(folder, 'subset.otf'), pathlib.Path(folder, 'font.bin')
        names = ','.join(f'{ord(c):X}' for c in characters)
        subprocess.run([subsetter, options.font, f'--face-index={options.index}', f'--unicodes={names}', '-o', subset],
                       check=True)
        ranges = ','.join(f'0x{ord(c):X}' for c in characters)
        for ppem, bpp in STRIKES:
            subprocess.run([converter, '--font', subset, '-r', ranges, '--size', str(ppem), '--bpp', str(bpp),
                            '--format', 'bin', '-o', packed], check=True)
            total[ppem, bpp] = packed.stat().st_size
            print(f'{len(characters)} characters, {ppem} px {bpp} bpp, lv_font_conv: {total[ppem, bpp]:,} bytes', flush=True)
    print(f'32+24+16 px 1 bpp together: {total[32, 1] + total[24, 1] + total[16, 1]:,} bytes')
    return 0


if __name__ == '__main__':
    sys.exit(main())
