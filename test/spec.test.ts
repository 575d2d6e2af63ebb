import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const spec = readFileSync(join(root, 'docs/spec.md'), 'utf8');

/** The numbers of the spec's sections, in file order. */
const SECTIONS = [...spec.matchAll(/^## (\d+)\. /gm)].map(([, number]) => Number(number));

/** A line break, with the beginning of the next comment line: references may be wrapped. */
const LINE_OF_COMMENT = /\s*\n\s*(?:\*|\/\/)?\s*/g;
/** `section 1`, `sections 4 and 5`, `sections 1 to 12`; not `RFC 3629, section 1` or the Encoding standard's. */
const REFERENCE =
  /(?<!(?:RFC \d+|Encoding),\s)\bsections?\s+(\d+(?:\.\d+)*(?:(?:,| and| or| to|, and)\s+\d+)*)/gi;

/** The numbers of all sections that a text refers to. */
function sectionsNamedIn(text: string): readonly number[] {
  const joined = text.replace(LINE_OF_COMMENT, ' ');
  return [...joined.matchAll(REFERENCE)].flatMap(([, list]) => (list.match(/[\d.]+/g) ?? []).map(Number));
}

/** A file's references to sections that do not exist, each as `FILE: section N`. */
function brokenReferences(file: string, text: string): readonly string[] {
  return sectionsNamedIn(text)
    .filter((number) => !SECTIONS.includes(number))
    .map((number) => `${file}: section ${number}`);
}

function filesIn(folder: string, ending: RegExp): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file) && !file.endsWith('.generated.ts'))
    .map((file) => join(folder, file));
}

describe('docs/spec.md', () => {
  it('numbers its sections from 1 to 17, each once and in order', () => {
    expect(SECTIONS).toEqual(Array.from({ length: 17 }, (_, index) => index + 1));
  });

  it('explains the mark of what is not built yet before it uses it, and uses no other', () => {
    const [beforeSections] = spec.split(/^## /m);
    expect(beforeSections).toContain('*(not built yet)*');
    expect(spec.replaceAll('*(not built yet)*', '')).not.toMatch(/\(not built|\u25c6/);
  });
});

describe('references to sections of the spec', () => {
  const code = ['source', 'kernel', 'test'].flatMap((folder) => filesIn(folder, /\.(?:tsx?|mjs)$/));
  const docs = ['README.md', 'CHANGELOG.md', ...filesIn('docs', /\.md$/)];

  it('point at sections that exist', () => {
    const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
    expect([...code, ...docs].flatMap((file) => brokenReferences(file, textOf(file)))).toEqual([]);
    // A pattern that finds no references would find no broken ones either.
    expect(code.flatMap((file) => sectionsNamedIn(textOf(file))).length).toBeGreaterThan(30);
  });

  it('are recognised in every form that is used, and those to other documents are left out', () => {
    const text = (list: string): string => `/** What it says (spec ${list}). */`;
    expect(sectionsNamedIn(text(`section ${99}`))).toEqual([99]);
    expect(sectionsNamedIn(text(`sections ${4}\n * and ${5}`))).toEqual([4, 5]);
    expect(sectionsNamedIn(text(`sections ${1}, ${2} and ${30}`))).toEqual([1, 2, 30]);
    expect(sectionsNamedIn(`the spec\n// section ${18}`)).toEqual([18]);
    expect(sectionsNamedIn('RFC 3629, section 1; WHATWG Encoding, section 4.1')).toEqual([]);
  });

  it('are reported with their file where the section does not exist', () => {
    expect(brokenReferences('a.ts', `spec sections ${3} and ${18}`)).toEqual([`a.ts: section ${18}`]);
  });

  it('name no other place of the spec than docs/spec.md', () => {
    const elsewhere = ['shared', 'spec.md'].join('/');
    const files = [...code, ...docs].filter((file) =>
      readFileSync(join(root, file), 'utf8').includes(elsewhere),
    );
    expect(files).toEqual([]);
  });
});
