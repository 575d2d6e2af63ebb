import { runToEnd } from '../../source/pipeline/columns/cooperative.ts';
import { Pipeline, type RunSettings } from '../../source/pipeline/index.ts';
import type { ReadRecord } from '../../source/pipeline/reject/reread-rejection.ts';
import type { Dataset } from '../../source/pipeline/result/dataset.ts';
import { EventBatch } from '../../source/pipeline/store/event-batch.ts';
import type { EventStore } from '../../source/pipeline/store/event-store.ts';
import type { Answer, Query } from '../../source/query/query.ts';
import { runQuery } from '../../source/query/run-query.ts';
import { bytesOf } from './arbitraries.ts';

/** What the pipeline makes of a file's text or bytes. */
export function datasetOf(input: string | Uint8Array, settings: Partial<RunSettings> = {}): Dataset {
  const pipeline = new Pipeline(settings);
  pipeline.push(typeof input === 'string' ? bytesOf(input) : input);
  pipeline.finish();
  return pipeline.dataset();
}

/** A file's bytes and what was read from them. */
export interface ReadFile {
  readonly bytes: Uint8Array;
  readonly dataset: Dataset;
}

export function readFile(text: string, settings: Partial<RunSettings> = {}): ReadFile {
  const bytes = bytesOf(text);
  return { bytes, dataset: datasetOf(bytes, settings) };
}

/** Reads records of a file that is at hand. */
export function readerOf(input: string | Uint8Array): ReadRecord {
  const bytes = typeof input === 'string' ? bytesOf(input) : input;
  return (byteOffset, byteLength) => bytes.subarray(byteOffset, byteOffset + byteLength);
}

export const readNothing: ReadRecord = () => {
  throw new Error('nothing was to be read');
};

/** An event on a line of its own. Texts are JSON, as they appear in the file. */
export function eventLine(user: string, time: string, type: string): string {
  return `{"user_id": ${user}, "event_time": "${time}", "event_type": ${type}}\n`;
}

export function answerOf(dataset: Dataset, query: Query, readRecord = readNothing): Answer {
  return runToEnd(runQuery(dataset, query, readRecord));
}

/** The rows that a query returns, listed one by one even if they are all rows. */
export function rowsOf(dataset: Dataset, query: Query, readRecord = readNothing): number[] {
  const answer = answerOf(dataset, query, readRecord);
  if (answer.kind !== 'rows') throw new Error(`rows were asked for, not ${answer.kind}`);
  return answer.rows === undefined ? upTo(answer.rowCount) : [...answer.rows];
}

/** 0, 1, 2 and so on: `count` of them. */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, row) => row);
}

/** Returns the number of the user with this id: an integer in its shortest form, or any other string. */
export function internUser({ users }: EventStore, id: string): number {
  const bytes = bytesOf(id);
  return users.intern(bytes, new DataView(bytes.buffer, bytes.byteOffset), 0, bytes.length);
}

const oneRow = new EventBatch(1);

/** Adds one event of a user and a type, both by number; with the hash of an id, if it has one. */
export function appendEvent(
  store: EventStore,
  user: number,
  type: number,
  seconds: number,
  nanoseconds: number,
  byteOffset: number,
  line: number,
  [idLow, idHigh]: readonly [idLow: number, idHigh: number] = [0, 0],
): void {
  oneRow.begin(byteOffset, line);
  oneRow.append(user, [type], seconds, nanoseconds, byteOffset, line, idLow, idHigh);
  store.appendRows(oneRow);
}
