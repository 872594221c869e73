#!/usr/bin/env python3
"""The deepest stack that the compiled code can need, from GCC's call graphs (-fcallgraph-info=su).

  stack_bound.py --limit 2048 [--root REGEX] [--indirect 64] [--library 32] BUILD_DIRECTORY | FILE.ci ...
  stack_bound.py --self-test

Adds up the frames along the worst chain of calls that begins in a function whose name matches --root (all functions
without it). A call through a pointer (a port's read) counts --indirect bytes, a function without a call graph (memcpy,
the compiler's helpers) --library bytes. Fails over the limit, and on recursion and frames of variable size, which have
no bound.
"""
import argparse
import pathlib
import re
import sys

NODE = re.compile(r'node: \{ title: "([^"]*)" label: "([^"]*)"')
EDGE = re.compile(r'edge: \{ sourcename: "([^"]*)" targetname: "([^"]*)"')
FRAME = re.compile(r'(\d+) bytes \(([^)]*)\)')
INDIRECT = '__indirect_call'
CONSTRUCTOR = re.compile(r'([CD])1E')  # one body has two names: C1 (complete object) and C2 (base object)


class CallGraph:
    def __init__(self, texts, indirect_bytes, library_bytes):
        self.frames, self.calls, self.names = {}, {}, {INDIRECT: '(call through a pointer)'}
        self.library_bytes, self.variable, self.recursion = library_bytes, set(), set()
        self.worst = {INDIRECT: (indirect_bytes, (INDIRECT,))}
        for text in texts:
            text = CONSTRUCTOR.sub(r'\g<1>2E', text)
            for title, label in NODE.findall(text):
                self.names.setdefault(title, label.split('\\n')[0])
                frame = FRAME.search(label)
                if frame is None:
                    continue
                self.names[title] = label.split('\\n')[0]
                self.frames[title] = max(self.frames.get(title, 0), int(frame[1]))
                if frame[2] != 'static':
                    self.variable.add(title)
            for caller, callee in EDGE.findall(text):
                self.calls.setdefault(caller, set()).add(callee)

    def frame(self, title):
        return self.frames.get(title, self.library_bytes)

    def depth(self, title, path=()):
        """The bytes of the worst chain from `title`, and the chain."""
        if title in self.worst:
            return self.worst[title]
        if title in path:
            self.recursion.add(' -> '.join(self.names[t] for t in path[path.index(title):] + (title,)))
            return 0, ()
        below = [self.depth(callee, path + (title,)) for callee in sorted(self.calls.get(title, ()))]
        size, chain = max(below, default=(0, ()))
        self.worst[title] = self.frame(title) + size, (title,) + chain
        return self.worst[title]


def check(texts, root, limit, indirect_bytes, library_bytes):
    """Prints the worst chain and returns whether all is well."""
    graph = CallGraph(texts, indirect_bytes, library_bytes)
    roots = [title for title in graph.frames if re.search(root, graph.names[title])]
    if not roots:
        print('stack_bound: no function matches the root')
        return False
    size, chain = max(graph.depth(title) for title in roots)
    for title in chain:
        own = indirect_bytes if title == INDIRECT else graph.frame(title)
        print(f'{own:7}  {graph.names.get(title, title)}')
    print(f'{size:7}  in all, of {limit} allowed')
    reached = set(graph.worst)
    unknown = sorted(t for t in reached if t not in graph.frames and t != INDIRECT)
    print(f'counted as {library_bytes} bytes each: {" ".join(unknown)}')
    variable = sorted(graph.names[t] for t in graph.variable & reached)
    for cycle in sorted(graph.recursion):
        print(f'RECURSION {cycle}')
    for name in variable:
        print(f'VARIABLE FRAME {name}')
    return size <= limit and not graph.recursion and not variable


def self_test():
    """What must be caught is caught, what is well passes."""
    def node(name, size, kind='static'):
        return f'node: {{ title: "{name}" label: "{name}\\na.cpp:1:1\\n{size} bytes ({kind})\\n0 dynamic objects" }}\n'

    def edge(caller, callee):
        return f'edge: {{ sourcename: "{caller}" targetname: "{callee}" label: "a.cpp:2:2" }}\n'

    two = node('a', 100) + node('b', 200) + edge('a', 'b')
    cases = [
        ('a chain within the limit', [two], 300, True),
        ('a chain over the limit', [two], 299, False),
        ('a chain across files', [two, node('c', 50) + edge('b', 'c')], 349, False),
        ('a call through a pointer', [two + edge('b', INDIRECT)], 339, False),
        ('a constructor by its other name', [node('C2Ev', 100) + node('a', 10) + edge('a', 'C1Ev')], 109, False),
        ('a library function', [two + edge('b', 'memcpy')], 319, False),
        ('recursion', [two + edge('b', 'a')], 10000, False),
        ('recursion into itself', [two + edge('b', 'b')], 10000, False),
        ('a frame of variable size', [node('a', 16, 'dynamic')], 10000, False),
        ('no function', [''], 10000, False),
    ]
    wrong = [name for name, texts, limit, good in cases if check(texts, '', limit, 40, 20) != good]
    print(f'{len(cases) - len(wrong)} of {len(cases)} cases as they should be', *wrong, sep='\n  ')
    return not wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--self-test', action='store_true')
    parser.add_argument('--limit', type=int, default=2048)
    parser.add_argument('--root', default='')
    parser.add_argument('--indirect', type=int, default=64)
    parser.add_argument('--library', type=int, default=32)
    parser.add_argument('paths', nargs='*', type=pathlib.Path)
    arguments = parser.parse_args()
    if arguments.self_test:
        return self_test()
    files = [f for p in arguments.paths for f in (sorted(p.rglob('*.ci')) if p.is_dir() else [p])]
    return check([f.read_text() for f in files], arguments.root, arguments.limit, arguments.indirect, arguments.library)


if __name__ == '__main__':
    sys.exit(0 if main() else 1)
