import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJson } from '../../source/pipeline/text/is-json.ts';
import {
  badLine,
  bytesOf,
  cutsAt,
  damagedLine,
  eventOnOneLine,
  Input,
  joined,
  places,
} from '../helpers/arbitraries.ts';
import { check } from '../helpers/check.ts';
import { type Outcome, outcomeOf } from '../helpers/outcome.ts';

/*
 * Section 1: only the damaged record is rejected. Exactly: where every event but one is a whole JSON object
 * on a line of its own, its brace first on that line, the events of those lines are found as if the damaged line were
 * empty, whatever became of it, as long as the line feed at its end is there. What the damaged line itself comes to
 * (no record, one, or several) is not promised.
 */

interface Broken {
  readonly before: readonly string[];
  readonly damaged: Uint8Array;
  readonly after: readonly string[];
}

/** The text around the lines: JSON Lines, and an array by lines. */
interface Frame {
  readonly open: string;
  readonly lineEnd: string;
  readonly close: string;
}

const frame: fc.Arbitrary<Frame> = fc.constantFrom(
  { open: '', lineEnd: '\n', close: '' },
  { open: '', lineEnd: '\r\n', close: '' },
  { open: '\ufeff', lineEnd: '\n', close: '' },
  { open: '[\n', lineEnd: ',\n', close: ']\n' },
);

/** An event that is a JSON object: its user, time or type may be wrong, and it may lack one. */
const wholeLine = eventOnOneLine.filter(isJson);
const wholeLines = fc.array(wholeLine, { maxLength: 4, size: 'max' });

function brokenBy(damaged: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Broken> {
  return fc.record({ before: wholeLines, damaged, after: wholeLines });
}

/** The file with the line in question, and where that line lies in it. */
function fileOf({ before, after }: Broken, line: Uint8Array, { open, lineEnd, close }: Frame) {
  const head = bytesOf(open + before.map((text) => text + lineEnd).join(''));
  const tail = bytesOf(lineEnd + after.map((text) => text + lineEnd).join('') + close);
  return { bytes: joined(head, line, tail), start: head.length, end: head.length + line.length };
}

type Placed = [...what: (string | number)[], line: number, byteOffset: number];

/** All that was found outside of the line in question, with its place counted from the end where it is after that. */
function foundOutside({ bytes, start, end }: ReturnType<typeof fileOf>, outcome: Outcome): Placed[] {
  const lines = bytes.filter((byte) => byte === 0x0a).length;
  const events = outcome.events.map(([, ...event]): Placed => event);
  const skipped = outcome.skipped.map(([, code, line, at, length]): Placed => [code, length, line, at]);
  const outside: Placed[] = [];
  for (const placed of [...events, ...skipped]) {
    const [line, at] = placed.slice(-2).map(Number);
    if (at < start) outside.push(placed);
    else if (at >= end) outside.push([...placed.slice(0, -2), line - lines, at - bytes.length]);
  }
  return outside;
}

function expectNothingElseLost(broken: Broken, frame: Frame, cuts: readonly number[] = []): void {
  const damaged = fileOf(broken, broken.damaged, frame);
  const without = fileOf(broken, bytesOf(''), frame);
  const outcome = outcomeOf(damaged.bytes, { cuts: cutsAt(cuts, damaged.bytes.length) });
  expect(outcome.imbalances).toEqual([]);
  expect(foundOutside(damaged, outcome), String(new Input(damaged.bytes)[fc.toStringMethod]())).toEqual(
    foundOutside(without, outcomeOf(without.bytes)),
  );
}

describe('a damaged line costs no other line its event', () => {
  it('when bytes of it were lost, added, changed, doubled or swapped', () => {
    check(
      fc.property(brokenBy(damagedLine(wholeLine)), frame, (broken, frame) =>
        expectNothingElseLost(broken, frame),
      ),
      500,
    );
  });

  it('when it was cut short at any byte', () => {
    check(
      fc.property(brokenBy(wholeLine.map(bytesOf)), frame, (broken, frame) => {
        for (const length of broken.damaged.keys()) {
          expectNothingElseLost({ ...broken, damaged: broken.damaged.subarray(0, length) }, frame);
        }
      }),
      10,
    );
  });

  it('when there is something else altogether in its place, of many lines even', () => {
    check(
      fc.property(brokenBy(badLine), frame, (broken, frame) => expectNothingElseLost(broken, frame)),
      500,
    );
  });

  it('when the file comes in chunks', () => {
    check(
      fc.property(brokenBy(damagedLine(wholeLine)), frame, places, (broken, frame, cuts) =>
        expectNothingElseLost(broken, frame, cuts),
      ),
      300,
    );
  });

  it('when it is the last line and the file ends within it', () => {
    check(
      fc.property(wholeLines, wholeLine, places, (before, last, shares) => {
        const head = bytesOf(before.map((line) => `${line}\n`).join(''));
        const expected = outcomeOf(head);
        for (const length of cutsAt(shares, last.length)) {
          const outcome = outcomeOf(joined(head, bytesOf(last).subarray(0, length)));
          expect(outcome.events.slice(0, expected.events.length)).toEqual(expected.events);
          const beforeLast = outcome.skipped.filter(([, , , byteOffset]) => byteOffset < head.length);
          expect(beforeLast).toEqual(expected.skipped);
        }
      }),
      300,
    );
  });
});
