import type { ScanCounters } from '../../store/scan-counters.ts';
import { EVERY, type RecordPath } from '../../validate/record-path.ts';

/**
 * Where a scan is in an envelope, as plain numbers: they are part of the counters, so that reading can go on from any place
 * on any thread.
 */
export type EnvelopeState = Pick<
  ScanCounters,
  'open' | 'skipDepth' | 'skipInString' | 'skipPrevious' | 'atRecord' | 'keyColumn'
>;

/** The containers that are open, as `ScanCounters` has them. */
export type OpenContainers = Pick<EnvelopeState, 'open'>;

/** The value of `open` outside of all containers. */
export const OUTSIDE = 1;
/** More open containers are taken for damage, so that `open` stays a small integer. */
const MOST_OPEN = 2 ** 29;

/** The state outside of any envelope. */
export function outside(): EnvelopeState {
  return { open: OUTSIDE, skipDepth: 0, skipInString: 0, skipPrevious: 0, atRecord: 0, keyColumn: 0 };
}

/** Leaves the envelope: what follows is read as if there had been none. */
export function leave(state: EnvelopeState): void {
  Object.assign(state, outside());
}

/** Opens a container; returns false if too many are open. */
export function push(state: OpenContainers, isObject: boolean): boolean {
  if (state.open >= MOST_OPEN) return false;
  state.open = 2 * state.open + (isObject ? 1 : 0);
  return true;
}

/** Closes the innermost container. */
export function pop(state: OpenContainers): void {
  state.open >>= 1;
}

/** Whether the innermost container is an object; one must be open. */
export function isInObject({ open }: OpenContainers): boolean {
  return (open & 1) === 1;
}

/** How many containers are open. */
export function depthOf({ open }: OpenContainers): number {
  return 31 - Math.clz32(open);
}

/** How many steps of the path lead to the values of the innermost container: as many as objects are open. */
export function stepsTaken({ open }: OpenContainers): number {
  let taken = -1;
  for (let bits = open; bits > 0; bits >>= 1) taken += bits & 1;
  return taken;
}

/** Whether the innermost container has records side by side: ordinary scanning reads them. */
export function isInRegion(state: OpenContainers, { steps, isText }: RecordPath): boolean {
  if (state.open === OUTSIDE || isText || stepsTaken(state) !== steps.length) return false;
  return !isInObject(state) || steps[steps.length - 1] === EVERY;
}

/** The value of `open` where a path leads, if the input has the arrays that the path writes, and one at its end. */
export function expectedRegion({ steps, arrays }: RecordPath): number {
  let open = OUTSIDE;
  for (let i = 0; i < steps.length; i++) {
    open = 2 * open + 1;
    const count = i === steps.length - 1 ? 1 : arrays[i];
    for (let array = 0; array < count; array++) open *= 2;
  }
  return open;
}
