import { countSessions, type Grouping } from '../group/grouping.ts';
import { type Checkpoint, inputBytesAt } from '../scan/checkpoint.ts';

/** The numbers that must add up (spec section 6). */
export interface Ledger {
  readonly inputBytes: number;
  readonly recordBytes: number;
  readonly separatorBytes: number;
  readonly strayBytes: number;
  /** What surrounds records in envelopes, control lines, and the header of a table. */
  readonly containerBytes: number;
  readonly totalEvents: number;
  readonly validEvents: number;
  readonly skippedEvents: number;
  readonly duplicatesRemoved: number;
  /** Counted from the sessions: their events, and the users that have one. */
  readonly sessionEvents: number;
  readonly sessionUsers: number;
  readonly uniqueUsers: number;
}

/**
 * Returns a sentence for each pair of numbers that do not add up. Each number was counted at its source, not derived from
 * others.
 */
function findImbalances(ledger: Ledger): string[] {
  const { inputBytes, recordBytes, separatorBytes, strayBytes, containerBytes } = ledger;
  const {
    totalEvents,
    validEvents,
    skippedEvents,
    duplicatesRemoved,
    sessionEvents,
    sessionUsers,
    uniqueUsers,
  } = ledger;
  return [
    unequal('records found', totalEvents, 'valid + skipped', validEvents + skippedEvents),
    unequal('events in sessions', sessionEvents, 'valid - duplicates', validEvents - duplicatesRemoved),
    unequal('users with a session', sessionUsers, 'unique users', uniqueUsers),
    unequal(
      'bytes of records, separators, stray bytes and the container',
      recordBytes + separatorBytes + strayBytes + containerBytes,
      'bytes of the input',
      inputBytes,
    ),
  ].filter((fault) => fault !== undefined);
}

function unequal(what: string, a: number, whatElse: string, b: number): string | undefined {
  return a === b ? undefined : `${what}: ${a}, but ${whatElse}: ${b}`;
}

/** Finds imbalances in what was read up to `checkpoint`, the end of the input, and in its grouping. */
export function checkBalance(checkpoint: Checkpoint, grouping: Grouping): string[] {
  return findImbalances({
    inputBytes: inputBytesAt(checkpoint),
    recordBytes: checkpoint.recordBytes,
    separatorBytes: checkpoint.separatorBytes,
    strayBytes: checkpoint.strayBytes,
    containerBytes: checkpoint.envelopeBytes + checkpoint.controlBytes + checkpoint.headerBytes,
    totalEvents: checkpoint.records,
    validEvents: checkpoint.validEvents,
    skippedEvents: checkpoint.rejections,
    duplicatesRemoved: grouping.duplicates.count,
    uniqueUsers: grouping.uniqueUsers,
    ...countSessions(grouping),
  });
}
