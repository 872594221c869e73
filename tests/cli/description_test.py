#!/usr/bin/env python3
"""The man pages and the shells' completion of lrread and lrpack: they have the options that --help has, no more and no
fewer, and the shells take them.

  description_test.py --lrread PATH --lrpack PATH [unittest arguments]
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

OPTIONS = argparse.Namespace()
OPTION = re.compile(r'(?<![\w-])--[a-z][a-z-]*')


def output_of(*command, **more):
    done = subprocess.run(command, check=True, capture_output=True, text=True, **more)
    assert not done.stderr, done.stderr
    return done.stdout


def options_of_help(text):
    """Of the lines that begin with an option."""
    names = set()
    for line in text.splitlines():
        if re.match(r'\s+-', line):
            names.update(OPTION.findall(re.split(r'\s{2,}', line.strip())[0]))
    return names


def options_of_man(text):
    lines = re.sub(r'\\f[BIR]', '', text.replace('\\-', '-')).splitlines()
    heads = [lines[i + 1] for i, line in enumerate(lines) if line == '.TP']
    return {name for head in heads for name in OPTION.findall(head)}


class DescriptionTest(unittest.TestCase):
    def programs(self):
        return (('lrread', OPTIONS.lrread), ('lrpack', OPTIONS.lrpack))

    def commands(self):
        man = output_of(OPTIONS.lrpack, '--man-page')
        return re.findall(r'^\.SS (\S+)$', man, re.M)

    def test_lrread_has_the_options_of_its_help(self):
        helped = options_of_help(output_of(OPTIONS.lrread, '--help'))
        self.assertGreater(len(helped), 10)
        self.assertEqual(options_of_man(output_of(OPTIONS.lrread, '--man-page')), helped)

    def test_lrpack_has_the_options_of_each_command(self):
        man = output_of(OPTIONS.lrpack, '--man-page')
        parts = dict(re.findall(r'^\.SS (\S+)\n(.*?)(?=^\.S[SH] )', man, re.M | re.S))
        self.assertEqual(set(parts), set(re.findall(r'^  ([a-z]+)  ', output_of(OPTIONS.lrpack, '--help'), re.M)))
        for command, part in parts.items():
            with self.subTest(command=command):
                self.assertEqual(options_of_man(part), options_of_help(output_of(OPTIONS.lrpack, command, '--help')))

    def test_the_man_pages_are_sound(self):
        if shutil.which('groff') is None:
            self.skipTest('no groff')
        for name, program in self.programs():
            with self.subTest(program=name):
                page = output_of(program, '--man-page')
                done = subprocess.run(['groff', '-man', '-Tutf8', '-ww', '-z', '-K', 'utf8'], input=page, capture_output=True, text=True)
                self.assertEqual((done.returncode, done.stderr), (0, ''))

    def complete(self, name, program, words):
        script = output_of(program, '--completion', 'bash')
        call = 'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _%s; printf "%%s\\n" "${COMPREPLY[@]}"' % name
        return output_of('bash', '-c', script + call, 'bash', name, *words).split()

    def test_bash_completes(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, 'some.lrb').touch()
            here = os.getcwd()
            os.chdir(folder)
            try:
                self.assertEqual(self.complete('lrread', OPTIONS.lrread, ['--the']), ['--theme'])
                self.assertEqual(self.complete('lrread', OPTIONS.lrread, ['--theme', 'se']), ['sepia'])
                self.assertEqual(self.complete('lrread', OPTIONS.lrread, ['so']), ['some.lrb'])
                self.assertEqual(self.complete('lrpack', OPTIONS.lrpack, ['verif']), ['verify'])
                self.assertEqual(self.complete('lrpack', OPTIONS.lrpack, ['list', '--so']), ['--sort'])
                self.assertEqual(self.complete('lrpack', OPTIONS.lrpack, ['list', '--sort', 'a']), ['author'])
                self.assertEqual(self.complete('lrpack', OPTIONS.lrpack, ['info', 'so']), ['some.lrb'])
            finally:
                os.chdir(here)

    def test_every_shell_has_every_option(self):
        for name, program in self.programs():
            for shell in ('bash', 'zsh', 'fish'):
                with self.subTest(program=name, shell=shell):
                    script = output_of(program, '--completion', shell)
                    for option in options_of_man(output_of(program, '--man-page')):
                        self.assertRegex(script, (r'-l %s\b' % option[2:]) if shell == 'fish' else re.escape(option) + r'\b')
                    if shutil.which(shell):
                        check = ['--no-execute'] if shell == 'fish' else ['-n']
                        subprocess.run([shell, *check], input=script, check=True, text=True)


if __name__ == '__main__':
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--lrread', required=True, type=os.path.abspath)
    parser.add_argument('--lrpack', required=True, type=os.path.abspath)
    OPTIONS, rest = parser.parse_known_args()
    unittest.main(argv=[sys.argv[0], *rest])
