import { describe, expect, it } from 'vitest';
import { FastPath } from '../../../source/pipeline/kernel/fast-path.ts';
import {
  KEY_PREFIX_STRIDE,
  KEY_PREFIXES,
  KEY_PREFIXES_AT,
  KEY_STRIDE,
  KEYS_AT,
  MOST_FIELDS,
} from '../../../source/pipeline/kernel/layout.ts';
import { DEFAULT_SETTINGS } from '../../../source/pipeline/settings.ts';
import { ScanCounters } from '../../../source/pipeline/store/scan-counters.ts';
import { StrayBatch } from '../../../source/pipeline/store/stray-batch.ts';
import { compileFields } from '../../../source/pipeline/validate/fields.ts';

const HEAD_BYTES = 32;
const ROWS = 64;

/** Reads the text with the fast path alone. */
function readBy(path: FastPath, text: string): void {
  const bytes = new TextEncoder().encode(text);
  path.reserve(bytes.length + 64).set(bytes);
  path.rows.begin(0, 0);
  const counters = new ScanCounters();
  path.run({ base: 0 }, 0, bytes.length, counters, new StrayBatch(counters));
}

function newFastPath(settings = DEFAULT_SETTINGS): FastPath {
  const names = {
    internUsers: () => undefined,
    internUser: () => 0,
    internDimension: [() => 0],
  };
  return new FastPath(settings, compileFields(settings), names, ROWS);
}

/** The entries as pairs of their first 32 bytes and the mask over them. */
function entriesOf({ bytes }: FastPath): { text: Uint8Array; mask: Uint8Array }[] {
  return Array.from({ length: 2 * KEY_PREFIXES + 2 }, (_, i) => {
    const at = KEY_PREFIXES_AT + i * KEY_PREFIX_STRIDE;
    return {
      text: bytes.slice(at, at + HEAD_BYTES),
      mask: bytes.slice(at + HEAD_BYTES, at + 2 * HEAD_BYTES),
    };
  });
}

/** The slots of keys, as pairs of their first 16 bytes and the mask over them. */
function slotsOf({ bytes }: FastPath): { text: Uint8Array; mask: Uint8Array }[] {
  return Array.from({ length: MOST_FIELDS }, (_, i) => {
    const at = KEYS_AT + i * KEY_STRIDE;
    return { text: bytes.slice(at, at + 16), mask: bytes.slice(at + 16, at + 32) };
  });
}

/** Whether no text equals the entry: it has a one where its mask hides the text. */
function matchesNowhere({ text, mask }: { text: Uint8Array; mask: Uint8Array }): boolean {
  return text.some((byte, i) => (byte & ~mask[i]) !== 0);
}

const EVENT_WITH_KEY = (key: string): string =>
  `{"user_id": 1, "${key}": 0, "event_time": "2024-07-10T10:00:00Z", "event_type": "x"}\n`;

describe('an entry of the key prefix cache', () => {
  it('matches no text before anything was read', () => {
    expect(entriesOf(newFastPath()).every(matchesNowhere)).toBe(true);
  });

  it('holds a whole prefix or matches no text, after keys of any length', () => {
    const path = newFastPath();
    for (const length of [1, 10, 28, 29, 40, 70, 150, 153, 154, 155, 400]) {
      for (let record = 0; record < 3; record++) readBy(path, EVENT_WITH_KEY('k'.repeat(length)));
    }
    const kept = entriesOf(path).filter((entry) => !matchesNowhere(entry));
    const texts = kept.map(({ text, mask }) =>
      new TextDecoder().decode(text.filter((_, i) => mask[i] === 0xff)),
    );
    expect(texts).toContain(', "kkkkkkkkkk": ');
    expect(texts).toContain(`, "${'k'.repeat(29)}`);
    expect(texts.every((text) => /^(?:, )?"/.test(text))).toBe(true);
  });
});

describe('a slot for a key', () => {
  it.each([
    { keys: {}, used: 3 },
    { keys: { userKey: 'a"b' }, used: 2 },
    { keys: { userKey: 'event_type' }, used: 2 },
    { keys: { userKey: '\\\\', timeKey: '\n', typeKey: '"' }, used: 0 },
    { keys: { userKey: 'a.b,c' }, used: 5 },
  ])('matches no text if it holds no key: %j', ({ keys, used }) => {
    const slots = slotsOf(newFastPath({ ...DEFAULT_SETTINGS, ...keys }));
    expect(slots.filter(matchesNowhere)).toHaveLength(MOST_FIELDS - used);
  });
});
