#!/usr/bin/env python3
"""lrpack places: a store becomes JSON and a store again, and what is no such thing is refused.

  places_test.py --lrpack PROGRAM
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

PLACES = [
    {'article': '0000000000000000', 'slot': 0, 'block': 0, 'code_point': 0, 'context': 0, 'label': '', 'label_bytes': '01ff80'},
    {'article': 'fedcba9876543210', 'slot': 0, 'block': -2, 'code_point': 7, 'context': 4294967295, 'label': '',
     'label_bytes': ''},
    {'article': 'fedcba9876543210', 'slot': 3, 'block': 12, 'code_point': 345, 'context': 9, 'label': '书签',
     'label_bytes': '书签'.encode().hex()},
]


def run(program, *arguments):
    return subprocess.run([program, 'places', *map(str, arguments)], capture_output=True, text=True, check=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--lrpack', required=True)
    program = parser.parse_args().lrpack
    faults = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        source, store = folder / 'in.json', folder / 'places.lrj'
        source.write_text(json.dumps({'places': PLACES}))
        for sector_bytes, sectors in ((4096, 4), (512, 2)):
            made = run(program, source, '-o', store, '--sector-bytes', sector_bytes, '--sectors', sectors)
            if made.returncode != 0 or store.stat().st_size != sector_bytes * sectors:
                faults.append(f'no store of {sectors} sectors: {made.stderr}')
                continue
            before = store.read_bytes()
            found = run(program, store, '--sector-bytes', sector_bytes)
            wanted = [place['label_bytes'] for place in PLACES]
            places = json.loads(found.stdout)['places'] if found.returncode == 0 else []
            if [p['label_bytes'] for p in places] != wanted or places[1:] != PLACES[1:]:
                faults.append(f'other places: {found.stdout}{found.stderr}')
            if store.read_bytes() != before:
                faults.append('looking at a store has changed it')
        for text in ('{', '{"places": [{"article": "x"}]}', json.dumps({'places': [PLACES[2] | {'label_bytes': '00' * 49}]}),
                     json.dumps({'places': [PLACES[2] | {'label_bytes': 'zz'}]}),
                     json.dumps({'places': [PLACES[2] | {'slot': i} for i in range(120)]})):
            source.write_text(text)
            refused = run(program, source, '-o', folder / 'none.lrj')
            if refused.returncode != 1 or (folder / 'none.lrj').exists():
                faults.append(f'not refused: {text[:40]}')
        source.write_bytes(b'x' * 100)
        if run(program, source).returncode != 1:
            faults.append('a file of 100 bytes is taken for a store')
    print('\n'.join(faults) or 'ok')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
