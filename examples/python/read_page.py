#!/usr/bin/env python3
"""Lists the articles of a bundle and draws the first page of one, through the C facade (libreader/c.h).

  read_page.py LIBRARY BUNDLE [ARTICLE] [PAGE.pgm]        LIBRARY: libreader-c.so.0
"""
import ctypes
import sys

WIDTH, HEIGHT, BITS = 480, 800, 2


class Source(ctypes.Structure):
    _fields_ = [('read', ctypes.c_void_p), ('context', ctypes.c_void_p), ('mapped', ctypes.c_char_p),
                ('size_bytes', ctypes.c_uint32)]


class Surface(ctypes.Structure):
    _fields_ = [('pixels', ctypes.c_void_p), ('width', ctypes.c_int16), ('height', ctypes.c_int16),
                ('band_top', ctypes.c_int16), ('band_height', ctypes.c_int16), ('stride_bytes', ctypes.c_uint16),
                ('bits_per_pixel', ctypes.c_uint8), ('rotation', ctypes.c_uint8)]


def main(library, bundle, article=0, picture=None):
    lr = ctypes.CDLL(library)
    lr.lr_status_name.restype = ctypes.c_char_p
    for sized in (lr.lr_reader_bytes, lr.lr_workspace_bytes):
        sized.restype = ctypes.c_size_t

    def call(function, *arguments):
        if (status := function(*arguments)) != 0:
            sys.exit(f'{function.__name__}: {lr.lr_status_name(status).decode()}')

    data = open(bundle, 'rb').read()
    memory = (ctypes.c_uint64 * (lr.lr_reader_bytes() // 8 + 1))()
    workspace = (ctypes.c_uint64 * (lr.lr_workspace_bytes(None) // 8 + 1))()
    reader, source = ctypes.c_void_p(), Source(None, None, data, len(data))
    call(lr.lr_reader_open, memory, ctypes.c_size_t(ctypes.sizeof(memory)), ctypes.byref(source), workspace,
         ctypes.c_size_t(ctypes.sizeof(workspace)), None, ctypes.byref(reader))
    title = ctypes.create_string_buffer(512)
    for i in range(lr.lr_reader_articles(reader)):
        call(lr.lr_reader_article_title, reader, i, title, ctypes.c_size_t(512), None)
        print(i, title.value.decode())

    style = (ctypes.c_uint8 * 128)()
    strike = (ctypes.c_uint16 * 64)()
    call(lr.lr_reader_strike, reader, 0, strike)
    lr.lr_style_for_screen(WIDTH, HEIGHT, 0, 0, strike[0], style)
    call(lr.lr_reader_set_style, reader, style)
    call(lr.lr_reader_open_article, reader, int(article))
    pixels = (ctypes.c_uint8 * (WIDTH * HEIGHT * BITS // 8))()
    call(lr.lr_reader_paint, reader, ctypes.byref(Surface(ctypes.addressof(pixels), WIDTH, HEIGHT, 0, HEIGHT,
                                                          WIDTH * BITS // 8, BITS, 0)))
    if picture:
        grey = bytes((byte >> shift & 3) * 85 for byte in pixels for shift in (6, 4, 2, 0))
        open(picture, 'wb').write(b'P5 %d %d 255\n' % (WIDTH, HEIGHT) + grey)


if __name__ == '__main__':
    main(*sys.argv[1:])
