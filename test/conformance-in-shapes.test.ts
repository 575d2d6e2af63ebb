import { describe, expect, it } from 'vitest';
import { conformanceCases, type Expected } from './helpers/conformance.ts';
import { outcomeOf } from './helpers/outcome.ts';

/** The bytes, each as its character: some cases are no UTF-8. */
const latin = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '');
const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

/** Returns the outcome of a case in a container, in the form of `expected.json`. `lines`: how many come before its first. */
function found(text: string, records: string, lines = 0): Expected {
  const { stats, sessions, skipped, imbalances } = outcomeOf(latin1(text), { settings: { records } });
  expect(imbalances).toEqual([]);
  return { stats, sessions, skipped: skipped.map(([number, code, line]) => [number, code, line - lines]) };
}

/** Cases of which every line that is not blank is one record. */
const inLines = conformanceCases.filter(({ input }) => {
  const text = latin(input);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const { events, skipped, strayBytes } = outcomeOf(input);
  const places = [...events.map(([, , , , line]) => line), ...skipped.map(([, , line]) => line)];
  return (
    strayBytes === 0 &&
    new Set(places).size === lines.length &&
    places.length === lines.length &&
    lines.every((line) => /^\{.*\}\s*$/.test(line))
  );
});

describe('the contract within containers', () => {
  it.for(conformanceCases)('$name is met in the array of an envelope', ({ input, expected }) => {
    const text = `{"status": "ok", "links": [{}], "Records": [\n${latin(input)}\n], "next": null}\n`;
    expect(found(text, 'Records', 1)).toEqual(expected);
  });

  it.for(inLines)('$name is met with each record in a string', ({ input, expected }) => {
    const lines = latin(input).split('\n');
    const strings = lines.map((line) => (line.trim() === '' ? line : JSON.stringify(line)));
    expect(found(strings.join('\n'), '!')).toEqual(expected);
    const logs = lines.map((line) =>
      line.trim() === '' ? line : `{"stream": "stdout", "log": ${JSON.stringify(`${line}\n`)}}`,
    );
    expect(found(logs.join('\n'), 'log!')).toEqual(expected);
  });

  it('enough of its cases consist of lines to be put into strings', () => {
    expect(inLines.length).toBeGreaterThan(10);
  });
});
