import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pipeline } from '../../../source/pipeline/index.ts';
import type { Dataset } from '../../../source/pipeline/result/dataset.ts';
import type { StrayRun } from '../../../source/pipeline/scan/stray-reporter.ts';
import { cutsAt, messyInput, places, structuralInput } from '../../helpers/arbitraries.ts';
import { check } from '../../helpers/check.ts';
import { outcomeOf } from '../../helpers/outcome.ts';
import { SlowExtraction } from '../../helpers/slow-extraction.ts';
import { readJsonObject } from '../../helpers/slow-json.ts';
import { outcomeInChunks } from '../../helpers/speculative-chunks.ts';

/*
 * Stray runs (spec section 1): what is in no record and separates none has an address. That every way of reading finds the
 * same runs as a plain reading of the spec is among what test/properties/twin, ways and chunks compare.
 */

const EVENT = '{"user_id": 1, "event_time": "2024-07-10T10:00:00Z", "event_type": "view"}';

/** The runs of a file that is pushed in pieces, with their texts. */
function runsOf(bytes: Uint8Array, cuts: readonly number[] = []): StrayRun[] {
  const runs: StrayRun[] = [];
  const pipeline = new Pipeline({}, undefined, 'both', { onStray: (run) => runs.push(run) });
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    const piece = new Uint8Array(bytes.subarray(from, cut));
    pipeline.push(piece);
    piece.fill(0x78);
    from = cut;
  }
  pipeline.finish();
  return runs;
}

function datasetOf(text: string): Dataset {
  const pipeline = new Pipeline();
  pipeline.push(Buffer.from(text));
  return pipeline.finish();
}

describe('a stray run', () => {
  it.each([
    ['a line that is no JSON', `${EVENT}\nnot json\n${EVENT}\n`, [[2, 75, 8, 'not json']]],
    [
      'a prefix, with what separates in it',
      `09:00, [app] INFO ${EVENT}\n`,
      [[1, 0, 17, '09:00, [app] INFO']],
    ],
    ['a brace of a prefix', `a {x} ${EVENT}`, [[1, 0, 5, 'a {x}']]],
    [
      'text after a record, up to the next one',
      `${EVENT}; ${EVENT} // end`,
      [
        [1, 74, 1, ';'],
        [1, 151, 6, '// end'],
      ],
    ],
    [
      'each line of a text',
      `# one\r\n\r\n  # two \n${EVENT}`,
      [
        [1, 0, 5, '# one'],
        [3, 11, 5, '# two'],
      ],
    ],
    ['a closing brace too many', `${EVENT}}\n`, [[1, 74, 1, '}']]],
    ['NUL', `${EVENT}\n\0\0\n`, [[2, 75, 2, '\0\0']]],
    ['text without an end of line', `${EVENT}\ncut`, [[2, 75, 3, 'cut']]],
    ['text after a record of several lines', `{"user_id":\n1}x\n`, [[2, 14, 1, 'x']]],
  ])('is %s', (_, text, expected) => {
    const runs = runsOf(Buffer.from(text));
    expect(runs.map(({ line, byteOffset, byteLength, raw }) => [line, byteOffset, byteLength, raw])).toEqual(
      expected,
    );
  });

  it.each([
    ['nothing stray', `\ufeff[${EVENT},\n ${EVENT}]\n`],
    ['a record that is damaged', `{"user_id": 1, \n${EVENT}\n`],
  ])('is not where there is %s', (_, text) => {
    expect(runsOf(Buffer.from(text))).toEqual([]);
  });

  it('changes no total', () => {
    const text = `INFO ${EVENT}\nnot json\n${EVENT}\n`;
    const { totals, strayBytes, strayRuns, imbalances } = datasetOf(text) as Dataset & { totals: object };
    expect({ totals, strayBytes, strayRuns, imbalances }).toMatchObject({
      totals: { totalEvents: 2, validEvents: 2, skippedEvents: 0 },
      ...{ strayBytes: 11, strayRuns: 2, imbalances: [] },
    });
  });
});

describe('stray runs', () => {
  it('hold exactly the bytes that are in no record and separate none', () => {
    check(
      fc.property(fc.oneof(messyInput, structuralInput), ({ bytes }) => {
        const { strayRuns, strayBytes } = outcomeOf(bytes);
        const { records } = new SlowExtraction(bytes, 16 * 1024 * 1024, isRecord(bytes));
        const isStray = [...bytes].map((byte) => !' \t\n\v\f\r,[]'.includes(String.fromCharCode(byte)));
        if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) isStray.fill(false, 0, 3);
        for (const { start, end } of records) isStray.fill(false, start, end);
        expect(isStray.filter(Boolean)).toHaveLength(strayBytes);
        for (const [, from, length] of strayRuns) {
          expect([isStray[from], isStray[from + length - 1]]).toEqual([true, true]);
          isStray.fill(false, from, from + length);
        }
        expect(isStray).not.toContain(true);
      }),
      80,
    );
  });

  it('have the same text wherever the input is cut, up to its first 300 characters', () => {
    const long = fc.constantFrom('x'.repeat(290), 'é 漢🎉'.repeat(90), '\xff, '.repeat(160), 'a, b ');
    const line = fc.array(fc.oneof(long, fc.constantFrom(EVENT, '\n', ' ', '# ', '{ ', '}')), {
      maxLength: 12,
    });
    check(
      fc.property(line, places, (parts, shares) => {
        const bytes = Buffer.from(parts.join(''));
        const runs = runsOf(bytes);
        expect(runsOf(bytes, cutsAt(shares, bytes.length))).toEqual(runs);
        for (const { byteOffset, byteLength, raw } of runs) {
          const text = bytes.toString('utf8', byteOffset, byteOffset + byteLength);
          expect(raw).toBe([...text].slice(0, 300).join(''));
        }
      }),
      80,
    );
  });

  it('are all found where a window has more of them than the kernel holds', () => {
    const text = Array.from({ length: 4000 }, (_, i) => (i % 3 === 0 ? `p${i} ${EVENT}\n` : `x ${i}\n`)).join(
      '',
    );
    const bytes = Buffer.from(`begun${text}`);
    const whole = outcomeOf(bytes);
    expect(whole.strayRuns).toHaveLength(4000);
    expect(outcomeOf(bytes, { paths: 'slow' })).toEqual(whole);
    expect(outcomeInChunks(bytes, { cuts: [1000, 30_001, 60_000, 60_001], ahead: 2 })).toEqual(whole);
  });

  it('are one run each, however the threads divide the file', () => {
    const bytes = Buffer.from(`${EVENT}\n${'a, b '.repeat(40)}${EVENT}\n`.repeat(6));
    const whole = outcomeOf(bytes);
    expect(whole.strayRuns).toHaveLength(6);
    for (let chunk = 20; chunk < 60; chunk += 7) {
      const cuts = Array.from({ length: Math.floor(bytes.length / chunk) }, (_, i) => chunk * (i + 1));
      expect(outcomeInChunks(bytes, { cuts, ahead: 3 })).toEqual(whole);
    }
  });
});

describe('of very many stray runs', () => {
  it('the first 100,000 are kept and all are counted', () => {
    const { strays, strayRuns, strayBytes } = datasetOf(`${EVENT}\n${'x\n'.repeat(100_001)}`);
    expect([strays.count, strayRuns, strayBytes]).toEqual([100_000, 100_001, 100_001]);
    expect([strays.lineOf(0), strays.lineOf(99_999)]).toEqual([2, 100_001]);
  });

  it('a lone one is kept after more than 100,000 records that have text before them', () => {
    const { strays, strayRuns, strayPrefixes } = datasetOf(`p{"a":1}\n${'p{"":1}'.repeat(100_001)}\nlone\n`);
    expect([strays.count, strays.prefixCount]).toEqual([100_001, 100_000]);
    expect([strayRuns, strayPrefixes]).toEqual([100_003, 100_002]);
    expect([strays.isPrefix(100_000), strays.lineOf(100_000)]).toEqual([false, 3]);
  });
});

function isRecord(bytes: Uint8Array): (start: number, end: number) => boolean {
  return (start, end) =>
    readJsonObject(Buffer.from(bytes.subarray(start, end)).toString('latin1')) !== undefined;
}
