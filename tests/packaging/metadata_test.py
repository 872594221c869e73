#!/usr/bin/env python3
"""What other build systems are told of libreader, checked without them: the component of ESP-IDF and the module of Zephyr are
executed by CMake with stand-ins for the functions of those systems, and the same sources come out as are in the core; the
first is compiled. Arduino's library is put together and every include found in it. All name one version.

  metadata_test.py --source ROOT [--allow-missing]
"""
import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

STUBS = {
    'esp_idf': '''set(ESP_PLATFORM 1)
macro(idf_component_register)
  cmake_parse_arguments(_I "" "" "SRCS;INCLUDE_DIRS;PRIV_INCLUDE_DIRS;REQUIRES;PRIV_REQUIRES" ${ARGN})
  if(_I_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "unknown arguments: ${_I_UNPARSED_ARGUMENTS}")
  endif()
  set(COMPONENT_LIB component)
  add_library(component STATIC ${_I_SRCS})
  target_include_directories(component PUBLIC ${_I_INCLUDE_DIRS})
endmacro()
add_subdirectory(${ROOT}/ports/esp_idf/libreader component)
''',
    'zephyr': '''set(CONFIG_LIBREADER y)
set(CONFIG_LIBREADER_SCALE y)
set(CONFIG_LIBREADER_APP y)
macro(zephyr_library_named name)
  add_library(module STATIC)
  target_compile_features(module PUBLIC cxx_std_20)
endmacro()
macro(zephyr_include_directories)
  target_include_directories(module PUBLIC ${ARGN})
endmacro()
macro(zephyr_library_sources)
  target_sources(module PRIVATE ${ARGN})
endmacro()
macro(zephyr_compile_definitions)
  target_compile_definitions(module PUBLIC ${ARGN})
endmacro()
macro(zephyr_library_compile_options)
  target_compile_options(module PRIVATE ${ARGN})
endmacro()
add_subdirectory(${ROOT}/ports/zephyr module)
''',
}
PARTS = 'base text bundle font search layout draw reader c scale app'.split()
CATEGORIES = {'Display', 'Communication', 'Signal Input/Output', 'Sensors', 'Device Control', 'Timing', 'Data Storage',
              'Data Processing', 'Other'}
INCLUDE = re.compile(r'^\s*#\s*include\s*<(libreader[^>]*)>|^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)


def run(*command):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f'FAILED: {" ".join(map(str, command))}\n{done.stdout[-2000:]}{done.stderr[-2000:]}')
    return done.stdout


def sources_of(root):
    return {file for part in PARTS for file in (root / 'libreader' / part).glob('*.cpp')}


def configured(root, folder, system):
    """Sources that the build system was given."""
    (folder / 'CMakeLists.txt').write_text(
        f'cmake_minimum_required(VERSION 3.16)\nproject({system} CXX C)\nset(ROOT {root})\n' + STUBS[system])
    run('cmake', '-G', 'Ninja', '-S', folder, '-B', folder / 'build', '-DCMAKE_BUILD_TYPE=',  # that it compiles is all that is asked
        '-DCMAKE_EXPORT_COMPILE_COMMANDS=ON', f'-DCMAKE_TOOLCHAIN_FILE={root}/cmake/riscv32-unknown-elf.cmake')
    commands = json.loads((folder / 'build' / 'compile_commands.json').read_text())
    return {pathlib.Path(command['file']).resolve() for command in commands}


def check_cmake(root, folder, faults, compiles):
    for system in STUBS:
        here = folder / system
        here.mkdir()
        if not compiles:
            continue
        if configured(root, here, system) != sources_of(root):
            faults.append(f'{system}: not the sources of the core and the application')
        if system == 'esp_idf':
            run('cmake', '--build', here / 'build')


def check_arduino(root, folder, faults, versions):
    library = folder / 'arduino'
    run(root / 'ports/arduino/make_library.sh', library)
    facts = dict(line.split('=', 1) for line in (library / 'library.properties').read_text().splitlines() if line)
    versions['library.properties'] = facts.get('version')
    for key in 'name version author maintainer sentence paragraph category url architectures'.split():
        if not facts.get(key):
            faults.append(f'library.properties: no {key}')
    if facts.get('category') not in CATEGORIES:
        faults.append('library.properties: a category that there is not')
    for name in facts.get('includes', '').split(','):
        if not (library / 'src' / name).is_file():
            faults.append(f'library.properties: no src/{name}')
    files = [*library.rglob('*.h'), *library.rglob('*.cpp')]
    for file in files:
        for system, local in INCLUDE.findall(file.read_text()):
            found = (library / 'src' / system) if system else file.parent / local
            if not found.is_file():
                faults.append(f'Arduino: {file.relative_to(library)} includes {system or local}, which is not in the library')
    if len([f for f in files if f.suffix == '.cpp']) != len(sources_of(root)):
        faults.append('Arduino: not the sources of the core and the application')


def check_platformio(root, faults, versions):
    facts = json.loads((root / 'library.json').read_text())
    versions['library.json'] = facts.get('version')
    for key in 'name version description keywords repository license frameworks platforms headers build export'.split():
        if key not in facts:
            faults.append(f'library.json: no {key}')
    if not (root / facts['headers']).is_file():
        faults.append('library.json: its header is not there')
    kept = {rule[2:-1].removeprefix('libreader/').rstrip('/') for rule in facts['build']['srcFilter'] if rule[0] == '+'}
    if kept != set(PARTS):
        faults.append('library.json: srcFilter is not the parts of the core and the application')


def check_yaml_and_kconfig(root, folder, faults, versions):
    component = root / 'ports/esp_idf/libreader/idf_component.yml'
    run('yamllint', '-d', '{extends: relaxed, rules: {line-length: disable}}', component, root / 'zephyr/module.yml')
    versions['idf_component.yml'] = re.search(r'^version: "(.*)"', component.read_text(), re.M)[1]
    for kind, path in re.findall(r'(cmake|kconfig): (\S+)', (root / 'zephyr/module.yml').read_text()):
        there = root / path / ('CMakeLists.txt' if kind == 'cmake' else '')
        if not there.is_file():
            faults.append(f'zephyr/module.yml: no {path}')
    sys.path.append('/usr/lib/python3/dist-packages')  # Debian's, should another Python run this
    import kconfiglib
    (folder / 'Kconfig').write_text('config CPP\n\tbool "C++"\nconfig REQUIRES_FULL_LIBCPP\n\tbool\n'
                                    f'source "{root}/ports/zephyr/Kconfig"\n')
    kconfig = kconfiglib.Kconfig(str(folder / 'Kconfig'), warn_to_stderr=False)
    for name in ('CPP', 'LIBREADER', 'LIBREADER_APP'):
        kconfig.syms[name].set_value(2)
    if kconfig.syms['REQUIRES_FULL_LIBCPP'].tri_value != 2 or kconfig.syms['LIBREADER_APP'].tri_value != 2 or kconfig.warnings:
        faults.append(f'Kconfig: {kconfig.warnings or "does not select what it needs"}')
    kconfig.syms['LIBREADER_SMALL'].set_value(2)
    if kconfig.syms['LIBREADER_APP'].tri_value != 0:
        faults.append('Kconfig: the application in the small tier')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--source', type=pathlib.Path, required=True)
    parser.add_argument('--allow-missing', action='store_true')
    arguments = parser.parse_args()
    root, faults = arguments.source.resolve(), []
    compiles = shutil.which('riscv64-unknown-elf-g++') is not None
    if not compiles and not arguments.allow_missing:
        faults.append('no riscv64-unknown-elf-g++ to compile the component with')
    versions = {'CMakeLists.txt': re.search(r'project\(libreader VERSION (\S+)', (root / 'CMakeLists.txt').read_text())[1]}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        check_cmake(root, folder, faults, compiles)
        check_arduino(root, folder, faults, versions)
        check_platformio(root, faults, versions)
        check_yaml_and_kconfig(root, folder, faults, versions)
    if len(set(versions.values())) != 1:
        faults.append(f'versions differ: {versions}')
    for fault in faults:
        print(fault)
    print(f'{len(faults)} faults; {", ".join(versions)}: {versions["CMakeLists.txt"]}')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
