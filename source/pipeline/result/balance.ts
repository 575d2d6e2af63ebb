import { countSessions } from '../group/grouping.ts';
import type { Checkpoint } from '../scan/checkpoint.ts';
import type { Grouping } from './dataset.ts';

/** The numbers that must add up (spec section 6). */
export interface Ledger {
  readonly inputBytes: number;
  readonly recordBytes: number;
  readonly separatorBytes: number;
  readonly strayBytes: number;
  readonly totalEvents: number;
  readonly validEvents: number;
  readonly skippedEvents: number;
  readonly duplicatesRemoved: number;
  /** Counted apart from the above: events of all sessions, and users seen in them. */
  readonly sessionEvents: number;
  readonly sessionUsers: number;
  readonly uniqueUsers: number;
}

/** What does not add up, a sentence each; nothing when all does. Each number has been counted where it arises. */
export function findImbalances(ledger: Ledger): string[] {
  const { inputBytes, recordBytes, separatorBytes, strayBytes, totalEvents, validEvents, skippedEvents } =
    ledger;
  const { duplicatesRemoved, sessionEvents, sessionUsers, uniqueUsers } = ledger;
  return [
    unequal('records found', totalEvents, 'valid + skipped', validEvents + skippedEvents),
    unequal('events in sessions', sessionEvents, 'valid - duplicates', validEvents - duplicatesRemoved),
    unequal('users with a session', sessionUsers, 'unique users', uniqueUsers),
    unequal(
      'bytes of records, separators and stray bytes',
      recordBytes + separatorBytes + strayBytes,
      'bytes of the input',
      inputBytes,
    ),
  ].filter((fault) => fault !== undefined);
}

function unequal(what: string, a: number, whatElse: string, b: number): string | undefined {
  return a === b ? undefined : `${what}: ${a}, but ${whatElse}: ${b}`;
}

/** The same for all that was read up to the checkpoint, the end of the input, and its grouping. */
export function checkBalance(checkpoint: Checkpoint, grouping: Grouping): string[] {
  return findImbalances({
    inputBytes: checkpoint.byteOffset,
    recordBytes: checkpoint.recordBytes,
    separatorBytes: checkpoint.separatorBytes,
    strayBytes: checkpoint.strayBytes,
    totalEvents: checkpoint.records,
    validEvents: checkpoint.validEvents,
    skippedEvents: checkpoint.rejections,
    duplicatesRemoved: grouping.duplicates.count,
    uniqueUsers: grouping.uniqueUsers,
    ...countSessions(grouping),
  });
}
