#!/usr/bin/env python3
"""The packer's memory does not grow with the bundle: twice the text takes hardly more. A broken file among the others
is skipped and named, and nothing is left beside the bundle.

  pack_memory_test.py --lrpack PATH          14 MB and 28 MB
  pack_memory_test.py --lrpack PATH --long   1 GB in 10,000 files, in 200 MB
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

MB = 1_000_000
MAKE_CORPUS = pathlib.Path(__file__).resolve().parent / 'make_corpus.py'
# What 14 MB more may take beyond the text that the code is learned from: records of 140 articles, and what the allocator
# keeps.
GROWTH_LIMIT = 12 * MB
LONG_LIMIT = 200 * MB
BROKEN = 7


def pack(lrpack, folder, size, strikes):
    """The peak of the packer's resident bytes; checks what it made."""
    corpus, out = folder / f'corpus-{size}', folder / f'out-{size}'
    out.mkdir()
    subprocess.run([sys.executable, MAKE_CORPUS, corpus, '--bytes', str(size), '--broken', str(BROKEN)], check=True)
    command = [lrpack, 'make', corpus, '-o', out / 'a.lrb', '--report', out / 'a.json', *strikes]
    started = time.monotonic()
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding='utf-8') as process:
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    took, peak = time.monotonic() - started, usage.ru_maxrss * 1024
    documents = sum(1 for file in corpus.rglob('*') if file.is_file())
    print(f'{size / MB:.0f} MB in {documents} files: {peak / MB:.0f} MB resident, {took:.1f} s, {size / MB / took:.1f} MB/s')
    assert process.returncode == 0, said
    assert f'1 of {documents} documents were skipped' in said, said
    report = json.loads((out / 'a.json').read_text(encoding='utf-8'))
    assert len(report['articles']) == documents - 1 and report['documents'] == documents
    assert [f'{BROKEN:06}' in skip['where'] for skip in report['skipped']] == [True], report['skipped']
    assert report['bytes'] == (out / 'a.lrb').stat().st_size
    assert sorted(file.name for file in out.iterdir()) == ['a.json', 'a.lrb']
    return peak


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--lrpack', type=pathlib.Path, required=True)
    parser.add_argument('--long', action='store_true')
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix='libreader_memory_') as name:
        folder = pathlib.Path(name)
        if options.long:
            peak = pack(options.lrpack, folder, 1000 * MB, [])
            assert peak <= LONG_LIMIT, f'{peak / MB:.0f} MB resident, at most {LONG_LIMIT / MB:.0f} are allowed'
            return
        one_strike = ['--profile', '400x300-1']
        few, many = (pack(options.lrpack, folder, size, one_strike) for size in (14 * MB, 28 * MB))
        assert many - few <= GROWTH_LIMIT, f'twice the text takes {(many - few) / MB:.0f} MB more'


if __name__ == '__main__':
    main()
