import type { KernelMemory } from './wasm.ts';

/** What kernel/scan/index.ts exports. Numbers come as signed ones; places are addresses. */
export interface ScanKernel {
  readonly memory: KernelMemory;
  run(from: number, limit: number): number;
  runMapped(from: number, limit: number): number;
  runTable(from: number, limit: number, to: number): number;
  runInArray(from: number, limit: number): number;
  runMappedInArray(from: number, limit: number): number;
  setKey(index: number, from: number, length: number, fields: number): void;
  readSpans(start: number, limit: number): number;
  classify(start: number, limit: number): number;
  fragments(start: number, until: number, mostBytes: number): number;
  rejectionRow(
    recordNumber: number,
    reasonBytes: number,
    hasValues: number,
    mostValueBytes: number,
    from: number,
    rawTo: number,
    line: number,
    byteOffset: number,
  ): number;
  add(at: number, count: number, by: number): void;
  union(at: number, count: number): number;
  lowHalves(at: number, count: number): void;
  columnStats(users: number, seconds: number, count: number): void;
}
