import { isEscapedInJson, QUOTE } from '../text/bytes.ts';
import { equalBytes, type TextBuffer } from '../text/text-buffer.ts';
import { TYPE_DIMENSION } from '../validate/dimensions.ts';
import type { FieldMap } from '../validate/fields.ts';
import * as layout from './layout.ts';
import { type MappedPlan, mappedPlanOf } from './mapped-plan.ts';
import { mappedTimesOf } from './mapped-times.ts';

const CLOSING_QUOTE = Uint8Array.of(QUOTE);

/** Returns where an entry of the key prefix cache has what its key means in a context. */
function placeOf(context: number): number {
  return context === 0
    ? layout.PLACE_IN_RECORD
    : layout.PLACE_IN_TRACKED + layout.PLACE_BYTES * (context - 1);
}

/** Puts what the mapped reader looks for into the kernel's memory. */
export class MappedKeys {
  /** How much memory the keys and texts take. */
  readonly byteLength: number;
  /** Undefined where the slow path reads all records. */
  private readonly plan: MappedPlan | undefined;
  private readonly userText: Uint8Array;
  private readonly typeText: Uint8Array;

  constructor(
    private readonly fields: FieldMap,
    private readonly hashSeed: number,
  ) {
    this.plan = mappedPlanOf(fields);
    this.userText = fields.user.constant;
    this.typeText = fields.dimensions[TYPE_DIMENSION].constant;
    const keys = this.plan?.keys ?? [];
    this.byteLength = keys.reduce(
      (sum, { bytes }) => sum + layout.MAPPED_KEY_BYTES + bytes.length + 1,
      this.userText.length + this.typeText.length,
    );
  }

  /** Writes everything: keys and texts from `at` on, where `byteLength` bytes are free. */
  write(memory: Uint8Array, words: Uint32Array, at: number): void {
    const { plan, fields, userText, typeText } = this;
    const set = (address: number, value: number): void => {
      words[address >> 2] = value;
    };
    set(layout.IS_MAPPED, 1);
    set(layout.HASH_SEED, this.hashSeed);
    if (plan === undefined) return;
    set(layout.USER_SLOTS, plan.userSlots);
    set(layout.TIME_SLOTS, plan.timeSlots);
    set(layout.TYPE_SLOTS, plan.typeSlots);
    set(layout.ID_SLOTS, plan.idSlots);
    set(layout.OPTIONAL_SLOTS, plan.optionalSlots);
    for (const [i, { slots, context }] of plan.tracked.entries()) {
      set(layout.TRACKED_SLOTS + 4 * (i + 1), slots);
      set(layout.TRACKED_CONTEXTS + 4 * (i + 1), placeOf(context));
    }
    const { isoTimes, stringUnit, numberUnit } = mappedTimesOf(fields.time);
    set(layout.ISO_TIMES, isoTimes);
    set(layout.STRING_UNIT, stringUnit);
    set(layout.NUMBER_UNIT, numberUnit);
    const keys = plan.keys.filter(({ bytes }) => !bytes.some(isEscapedInJson));
    set(layout.MAPPED_KEYS_AT, at);
    set(layout.MAPPED_KEY_COUNT, keys.length);
    let textAt = at + layout.MAPPED_KEY_BYTES * keys.length;
    const put = (text: Uint8Array): number => {
      memory.set(text, textAt);
      textAt += text.length;
      return textAt - text.length;
    };
    for (const [i, { bytes, context, meaning }] of keys.entries()) {
      const from = put(bytes);
      put(CLOSING_QUOTE);
      words.set([from, bytes.length + 1, context, meaning], (at + layout.MAPPED_KEY_BYTES * i) >> 2);
    }
    for (const [address, text] of [
      [layout.ONE_USER_AT, userText],
      [layout.ONE_TYPE_AT, typeText],
    ] as const) {
      const from = put(text);
      set(address, from);
      set(address + 4, from + text.length);
    }
  }

  /** Returns what a key with this text means in a context. */
  meaningOf({ bytes, length }: TextBuffer, context: number): number {
    const isMeant = (key: { readonly bytes: Uint8Array; readonly context: number }): boolean =>
      key.context === context && equalBytes(key.bytes, bytes, 0, length);
    return this.plan?.keys.find(isMeant)?.meaning ?? 0;
  }
}
