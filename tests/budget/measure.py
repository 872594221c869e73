#!/usr/bin/env python3
"""Measures what the device core costs and holds it to budgets.toml.

  measure.py --bundle B.lrb --m4 page_hashes.elf --rv32 page_hashes.elf --core libreader.a
             --app app_session.elf --app-library libreader_app.a
             --small page_session.elf --boards-bundle BOARDS.lrb
             [--search text_search.elf --jump far_jump.elf --glyphs glyph_decode.elf
              --painting page_cost.elf --lrpack PROGRAM --seeds DIR]
                                   search and far jumps (Cortex-M4), decoding glyphs and painting (rv32imc) as well, in bundles of the
                                   documents in DIR; where there are none, they are not measured and their budgets are
                                   not held
             [--markdown OUT.md]   the table as Markdown; a file that has the lines "<!-- budget table -->" and
                                   "<!-- end of budget table -->" gets it between them
             [--modules]           what each folder of libreader/ has in the core's archive
             [--functions]         where the Cortex-M4's instructions went

Runs the firmware of examples/firmware in QEMU, one instruction a tick, with a plugin (plugin/profile.c) that counts
between the firmware's marks: the figures are exact and the same on every run.
"""
import argparse
import pathlib
import sys
import tempfile
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'firmware'))
sys.path.insert(0, str(HERE.parent / 'format'))
import boards  # noqa: E402
import sessions  # noqa: E402
import decode_bundle  # noqa: E402

MARKS = ('open', 'layout', 'paint', 'back', 'end')
APP_MARKS = ('prepared', 'end')
SEARCH_MARKS = ('first', 'all', 'end')
JUMP_MARKS = ('table', 'walk', 'end')
GLYPH_MARKS = ('strike', 'end')
COST_MARKS = ('cold', 'warm', 'end')
OF_SEEDS = ('search_', 'jump_', 'layout_', 'glyph_', 'paint_', 'large_page_')
MACHINES = {'m4': 'netduinoplus2', 'rv32': 'virt'}


def symbols(tools, elf):
    """name -> (address, size) of an ELF file."""
    table = {}
    for line in boards.run([tools + 'nm', '-S', '--defined-only', elf]):
        words = line.split()
        sized = len(words) == 4
        table[words[-1]] = int(words[0], 16), int(words[1], 16) if sized else 0
    return table


def build_plugin(folder):
    library = pathlib.Path(folder) / 'profile.so'
    boards.run(['cc', '-O2', '-shared', '-fPIC', HERE / 'plugin' / 'profile.c', '-o', library])
    return library


def run_counted(machine, elf, bundle, plugin, folder, marks=MARKS, keys=''):
    """What the firmware printed, the stretches (name, instructions, stack bytes), and the functions that took most."""
    table = symbols(boards.BOARDS[machine].tools, elf)
    out = pathlib.Path(folder) / f'{machine}.txt'
    options = [f'mark={table["mark_" + name][0] & ~1:x}:{name}' for name in marks]
    options += [f'stack={table["__stack_limit"][0]:x}:{table["__stack_top"][0]:x}', f'out={out}']
    more = ['-icount', 'shift=0', '-plugin', ','.join([str(plugin), *options])]
    lines = boards.run_board(machine, elf, bundle, more, keys)
    records = [line.split(' ', 2) for line in out.read_text().splitlines()]
    stretches = [(name, int(count), int(stack)) for name, count, stack in records if name != 'function']
    functions = [(int(count), name) for kind, count, name in records if kind == 'function']
    return lines, stretches, functions


def turns(stretches, kind):
    """Instructions of each page: a stretch of `kind` with the painting that follows it."""
    return [count + stretches[i + 1][1] for i, (name, count, _) in enumerate(stretches[:-1])
            if name == kind and stretches[i + 1][0] == 'paint']


def storage(lines, kind):
    """(reads, bytes) of every printed line of a kind."""
    words = [line.split() for line in lines if line.startswith(kind + ' ')]
    return [(int(w[-3]), int(w[-1])) for w in words]


def measure(arguments):
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        plugin = build_plugin(folder)
        runs = {key: run_counted(machine, getattr(arguments, key), arguments.bundle, plugin, folder)
                for key, machine in MACHINES.items()}
    for key, (_, stretches, _) in runs.items():
        figures[f'stack_bytes_{key}'] = max(stack for _, _, stack in stretches)
        figures[f'open_instructions_{key}'] = next(count for name, count, _ in stretches if name == 'open')
        figures[f'page_turn_instructions_{key}'] = max(turns(stretches, 'layout'))
        figures[f'page_back_instructions_{key}'] = max(turns(stretches, 'back'), default=0)
    lines = runs['m4'][0]
    for name, kind in (('open', 'open'), ('style', 'style'), ('page_turn', 'page'), ('page_back', 'back')):
        costs = storage(lines, kind)
        figures[f'{name}_storage_reads'] = max((reads for reads, _ in costs), default=0)
        figures[f'{name}_storage_bytes'] = max((size for _, size in costs), default=0)
    printed = dict(line.split() for line in lines if len(line.split()) == 2)
    table = symbols('arm-none-eabi-', arguments.m4)
    statics = table['__bss_end'][0] - table['__data_start'][0]
    outside = table['frame_buffer'][1] + table['workspace'][1]
    figures['working_ram_bytes'] = statics - outside + int(printed['workspace_bytes'])
    total = boards.run(['arm-none-eabi-size', '-t', arguments.core])[-1].split()
    figures['core_text_bytes'] = int(total[0])
    figures['reading_text_bytes'] = linked_bytes(pathlib.Path(arguments.m4), ['libreader.a'])
    return figures, runs['m4'][2]


def linked_bytes(elf, archives):
    """Bytes of code and tables that the linker took into a program from some archives, by its map."""
    total, name = 0, ''
    lines = elf.with_suffix('.map').read_text().partition('Linker script and memory map')[2].splitlines()
    for line in lines:
        words = line.split()
        if len(words) == 1 and line.startswith(' .'):
            name = words[0]  # long names have a line of their own
            continue
        if line.startswith(' .'):
            name, words = words[0], words[1:]
        # The address is 0 where the section was left out.
        if len(words) == 3 and words[0].startswith('0x') and int(words[0], 16) and name.startswith(('.text', '.rodata')):
            total += int(words[1], 16) if any(archive + '(' in words[2] for archive in archives) else 0
        name = ''
    return total


def modules(library):
    """(folder of libreader, bytes of code and tables in the archive), by the objects beside it."""
    objects = library.parent / 'CMakeFiles' / 'libreader_core.dir' / 'libreader'
    for folder in sorted(path for path in objects.iterdir() if path.is_dir()):
        files = sorted(folder.glob('*.obj'))
        yield folder.name, int(boards.run(['arm-none-eabi-size', '-t', *files])[-1].split()[0])


def pack_seeds(arguments, folder, mode, profile='', strikes=((12, 1, 'direct'),)):
    """The documents with the strike of a profile, or else with some."""
    manifest, bundle = pathlib.Path(folder) / f'{mode}.toml', pathlib.Path(folder) / f'{mode}.lrb'
    documents = ''.join(f'[[document]]\npath = "{file}"\n' for file in sorted(arguments.seeds.glob('*.txt')))
    tables = ''.join(f'[[strike]]\nface = "noto-sans"\nppem = {ppem}\nbpp = {bpp}\ncoder = "{coder}"\n'
                     for ppem, bpp, coder in strikes if not profile)
    profiles = f'profiles = ["{profile}"]\n' if profile else ''
    manifest.write_text(f'[bundle]\nsearch = "{mode}"\n{profiles}{documents}{tables}')
    boards.run([arguments.lrpack, 'make', manifest, '-o', bundle, '--quiet'])
    return bundle


def text_bytes(bundle):
    """UTF-8 of all the text that search looks through."""
    decoded = decode_bundle.Bundle(bundle.read_bytes())
    return sum(len(decoded.unit(i)[4].encode()) for i in range(len(decoded.units)))


def measure_search(arguments):
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        plugin = build_plugin(folder)
        for mode in ('none', 'blocks'):
            bundle = pack_seeds(arguments, folder, mode)
            lines, stretches, functions = run_counted('netduinoplus2', arguments.search, bundle, plugin, folder,
                                                      SEARCH_MARKS)
            queries = [line.split() for line in lines if line.startswith('query ')]
            first = [count for name, count, _ in stretches if name == 'first']
            whole = [a + b for a, b in zip(first, (count for name, count, _ in stretches if name == 'all'))]
            if mode == 'none':
                text = text_bytes(bundle)
                without = [count for count, words in zip(whole, queries) if words[-1] == '0']
                figures['search_scan_instructions_a_byte_m4'] = round(whole[0] / text)
                figures['search_scan_without_hits_instructions_a_byte_m4'] = round(max(without) / text)
                continue
            figures['search_first_hit_instructions_m4'] = first[0]
            figures['search_late_hit_instructions_m4'] = max(n for n, words in zip(first, queries) if words[-1] != '0')
            figures['search_all_hits_instructions_m4'] = max(whole)
            figures['search_stack_bytes_m4'] = max(stack for _, _, stack in stretches)
        figures['search_ram_bytes'] = int(next(line.split()[1] for line in lines if line.startswith('search_bytes')))
    return figures


def measure_jump(arguments):
    """To the last page of the longest document; walking there is shown beside it."""
    with tempfile.TemporaryDirectory() as folder:
        bundle = pack_seeds(arguments, folder, 'none', '400x300-1')
        lines, stretches, _ = run_counted('netduinoplus2', arguments.jump, bundle, build_plugin(folder), folder, JUMP_MARKS)
    counts = {name: count for name, count, _ in stretches}
    (reads, size), (walk_reads, walk_size) = storage(lines, 'jump')
    print(f'{lines[0]}; without the page table {counts["walk"]:,} instructions, {walk_reads:,} reads, {walk_size:,} bytes')
    code_points = int(lines[1].split()[lines[1].split().index('code_points') + 1])
    return {'layout_instructions_a_code_point_m4': round(counts['walk'] / code_points),
            'jump_instructions_m4': counts['table'], 'jump_storage_reads': reads, 'jump_storage_bytes': size}


def measure_app(arguments):
    """What the session of examples/firmware/app_session.cpp needs, and the size of the application's own code."""
    with tempfile.TemporaryDirectory() as folder:
        lines, stretches, _ = run_counted('netduinoplus2', arguments.app, arguments.boards_bundle, build_plugin(folder),
                                          folder, APP_MARKS, sessions.APP)
    prepared = storage(lines, 'prepared')
    printed = dict(line.split() for line in lines if len(line.split()) == 2)
    total = boards.run(['arm-none-eabi-size', '-t', arguments.app_library])[-1].split()
    return {'prepared_turn_instructions_m4': max(count for name, count, _ in stretches if name == 'prepared'),
            'prepared_turn_storage_reads': max(reads for reads, _ in prepared),
            'app_block_bytes': int(printed['app_block_bytes']),
            'app_ram_bytes': int(printed['app_bytes']), 'app_stack_bytes_m4': int(printed['stack_bytes']),
            'app_text_bytes': int(total[0]),
            'app_linked_text_bytes': linked_bytes(pathlib.Path(arguments.app), ['libreader.a', 'libreader_app.a'])}


def measure_small(arguments):
    """What reading needs on a Cortex-M0 with 16 KB of RAM."""
    lines = boards.run_board('microbit', arguments.small, arguments.boards_bundle, keys=sessions.SMALL)
    printed = dict(line.split() for line in lines if len(line.split()) == 2)
    table = symbols(boards.ARM, arguments.small)
    return {'small_ram_bytes': int(printed['small_bytes']), 'small_stack_bytes_m0': int(printed['stack_bytes']),
            'small_firmware_ram_bytes': table['__stack_top'][0] - table['__data_start'][0]}


def measure_glyphs(arguments):
    """Instructions for each pixel of decoded pictures, finding and reading them included."""
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        plugin = build_plugin(folder)
        strikes = [(24, bpp, coder) for bpp in (1, 2) for coder in ('small', 'fast')]
        bundle = pack_seeds(arguments, folder, 'none', strikes=strikes)
        lines, stretches, _ = run_counted('virt', arguments.glyphs, bundle, plugin, folder, GLYPH_MARKS)
        pixels = [int(line.split()[-1]) for line in lines if line.startswith('strike ')]
        counts = [count for name, count, _ in stretches if name == 'strike']
        for (_, bpp, coder), count, of in zip(strikes, counts, pixels):
            figures[f'glyph_{coder}_{bpp}bpp_instructions_a_pixel_rv32'] = round(count / of)
    return figures


def measure_painting(arguments):
    """A page of 800 by 480 pixels in the coders of a strike, with no picture kept and with all of them."""
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        plugin = build_plugin(folder)
        for bpp in (1, 2):
            strikes = [(24, bpp, coder) for coder in ('small', 'fast', 'direct')]
            bundle = pack_seeds(arguments, folder, 'none', strikes=strikes)
            lines, stretches, _ = run_counted('virt', arguments.painting, bundle, plugin, folder, COST_MARKS)
            cold, warm = ([count for name, count, _ in stretches if name == kind] for kind in ('cold', 'warm'))
            pages = [dict(zip(line.split()[::2], line.split()[1::2])) for line in lines if line.startswith('strike ')]
            if bpp == 1:
                print(f'painted: {pages[0]["code_points"]} code points; again, pictures kept: {max(warm):,} instructions')
            for (_, _, coder), count in zip(strikes, cold):
                figures[f'paint_{coder}_{bpp}bpp_instructions_rv32'] = count
            figures[f'paint_again_{bpp}bpp_instructions_rv32'] = max(warm)
            for (_, _, coder), page in zip(strikes, pages):
                figures[f'large_page_{coder}_{bpp}bpp_storage_reads'] = int(page['reads'])
                figures[f'large_page_{coder}_{bpp}bpp_storage_bytes'] = int(page['bytes'])
    return figures


def report(figures, budgets):
    """The table's rows, and whether every budget is kept."""
    rows = [('figure', 'measured', 'budget', 'ok')]
    good = True
    for name, limit in budgets.items():
        measured = figures.get(name)
        kept = measured is not None and measured <= limit
        good &= kept
        shown = 'not measured' if measured is None else f'{measured:,}'
        rows.append((name, shown, f'{limit:,}', 'yes' if kept else 'NO'))
    for name in sorted(figures.keys() - budgets.keys()):
        rows.append((name, f'{figures[name]:,}', 'none', 'NO'))
        good = False
    return rows, good


def write_table(file, table):
    begin, end = '<!-- budget table -->\n', '<!-- end of budget table -->'
    old = file.read_text() if file.exists() else ''
    if begin in old and end in old:
        table = old[:old.index(begin)] + begin + table + old[old.index(end):]
    file.write_text(table)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('bundle', 'm4', 'rv32', 'core'):
        parser.add_argument('--' + name, required=True)
    parser.add_argument('--search', type=pathlib.Path)
    parser.add_argument('--jump', type=pathlib.Path)
    parser.add_argument('--painting', type=pathlib.Path)
    parser.add_argument('--glyphs', type=pathlib.Path)
    parser.add_argument('--app', required=True)
    parser.add_argument('--small', required=True)
    parser.add_argument('--boards-bundle', required=True)
    parser.add_argument('--app-library', required=True)
    parser.add_argument('--lrpack', type=pathlib.Path)
    parser.add_argument('--seeds', type=pathlib.Path)
    parser.add_argument('--budgets', type=pathlib.Path, default=HERE / 'budgets.toml')
    parser.add_argument('--markdown', type=pathlib.Path)
    parser.add_argument('--modules', action='store_true')
    parser.add_argument('--functions', action='store_true')
    arguments = parser.parse_args()
    try:
        figures, functions = measure(arguments)
        figures |= measure_app(arguments)
        figures |= measure_small(arguments)
        has_seeds = arguments.seeds is not None and any(arguments.seeds.glob('*.txt'))
        if arguments.search is not None and has_seeds:
            figures |= measure_search(arguments)
        if arguments.jump is not None and has_seeds:
            figures |= measure_jump(arguments)
        if arguments.painting is not None and has_seeds:
            figures |= measure_painting(arguments)
        if arguments.glyphs is not None and has_seeds:
            figures |= measure_glyphs(arguments)
    except (boards.Missing, boards.Failed, FileNotFoundError) as error:
        print(f'not measured: {error}')
        return 1
    budgets = tomllib.loads(arguments.budgets.read_text())
    for kind in OF_SEEDS:
        if not any(name.startswith(kind) for name in figures):
            print(kind.strip('_') + ': not measured, there are no documents in', arguments.seeds)
            budgets = {name: limit for name, limit in budgets.items() if not name.startswith(kind)}
    rows, good = report(figures, budgets)
    for name, measured, limit, kept in rows:
        print(f'{name:<32}{measured:>14}{limit:>14}  {kept}')
    if arguments.modules:
        for name, size in modules(pathlib.Path(arguments.core)):
            print(f'{name:<32}{size:>14,}')
    if arguments.functions:
        whole = sum(count for count, _ in functions) or 1
        for count, name in functions:
            print(f'{count:>14,} {100 * count / whole:5.1f} %  {name}')
    if arguments.markdown:
        text = ''.join(f'| {name} | {measured} | {limit} |\n' for name, measured, limit, _ in rows[1:])
        write_table(arguments.markdown, '| figure | measured | budget |\n|---|---:|---:|\n' + text)
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
