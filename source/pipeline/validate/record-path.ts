import { shownSetting } from '../time/time-faults.ts';

/** In a path: every value of an object, whatever its key. */
export const EVERY: unique symbol = Symbol('*');

/** A step of a path: a key, or every key. */
export type PathStep = string | typeof EVERY;

/** Where the records of an input are (spec section 14): `Records`, `events.*`, `log!`, `a[].b[].c[]`. */
export interface RecordPath {
  /** From the outermost object on. Arrays on the way take no step: all their elements are gone into. */
  readonly steps: readonly PathStep[];
  /** Whether the path ends at a string, whose text is the record. */
  readonly isText: boolean;
  /** By step, how many arrays lie in the value that it leads to, as far as the path writes them. */
  readonly arrays: readonly number[];
}

/** No known files have records deeper, and the open containers must fit into a number (envelope-state.ts). */
const MOST_STEPS = 12;
const ARRAY = '[]';

/**
 * Parses a path as `--records` has it: keys with dots between them, `*` for every key, `[]` after what holds an array
 * (which may be left out), and `!` at the end for a string that holds JSON; a backslash takes the next character
 * literally. Throws RangeError with words that say what is wrong.
 */
export function parseRecordPath(text: string): RecordPath {
  const wrong = (what: string): RangeError => new RangeError(`${shownSetting(text)} ${what}`);
  const isText = /(?:^|[^\\])(?:\\\\)*!$/.test(text);
  const steps: PathStep[] = [];
  const arrays: number[] = [];
  for (const part of partsOf(isText ? text.slice(0, -1) : text)) {
    let name = part;
    let count = 0;
    while (name.endsWith(ARRAY) && !name.endsWith(`\\${ARRAY}`)) {
      name = name.slice(0, -ARRAY.length);
      count++;
    }
    if (name === '') {
      // `[].log!`: an array at the top is passed through anyway.
      if (count > 0 && steps.length === 0) continue;
      if (isText && text === '!') break;
      throw wrong('has an empty key');
    }
    steps.push(name === '*' ? EVERY : name.replace(/\\(.)/gs, '$1'));
    arrays.push(count);
  }
  if (steps.length === 0 && !isText) throw wrong('names no key');
  if (steps.length > MOST_STEPS) throw wrong(`has more than ${MOST_STEPS} keys`);
  return { steps, isText, arrays };
}

/** Splits at dots without a backslash before them. */
function partsOf(text: string): readonly string[] {
  const parts = [''];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '.') parts.push('');
    else {
      parts[parts.length - 1] += text[at];
      if (text[at] === '\\' && at + 1 < text.length) parts[parts.length - 1] += text[++at];
    }
  }
  return parts;
}

/**
 * Writes a path as `--records` has it. An array at its end is only written where others lie on the way: `hits.hits`, but
 * `resourceLogs[].scopeLogs[].logRecords[]`.
 */
export function formatRecordPath({ steps, isText, arrays }: RecordPath): string {
  const isPlain = arrays.slice(0, -1).every((count) => count === 0) && arrays.at(-1) === 1 && !isText;
  const parts = steps.map((step, i) => {
    const name = step === EVERY ? '*' : step.replace(/[\\.*![\]]/g, '\\$&');
    return isPlain ? name : name + ARRAY.repeat(arrays[i]);
  });
  return parts.join('.') + (isText ? '!' : '');
}
