import type { ColumnOps, Span } from '../columns/column-ops.ts';
import { COLUMN_STATS } from './layout.ts';
import type { ScanKernel } from './scan-kernel.ts';

/** The arithmetic of a kernel over columns in its memory. The same as PLAIN_COLUMN_OPS (test/pipeline). */
export class KernelColumnOps implements ColumnOps {
  constructor(private readonly kernel: ScanKernel) {}

  add(column: Uint32Array, from: number, to: number, by: number): void {
    this.kernel.add(column.byteOffset + 4 * from, to - from, by | 0);
  }

  union(column: Uint32Array, from: number, to: number): number {
    return this.kernel.union(column.byteOffset + 4 * from, to - from);
  }

  lowHalves(column: Uint32Array, from: number, to: number): Uint16Array {
    const at = column.byteOffset + 4 * from;
    this.kernel.lowHalves(at, to - from);
    return new Uint16Array(this.kernel.memory.buffer, at, to - from);
  }

  columnStats(user: Uint32Array, secondsLow: Uint32Array, count: number): { users: Span; seconds: Span } {
    const { kernel } = this;
    kernel.columnStats(user.byteOffset, secondsLow.byteOffset, count);
    const { buffer } = kernel.memory;
    const [leastUser, mostUser] = new Int32Array(buffer, COLUMN_STATS, 2);
    const [leastSecond, mostSecond] = new Uint32Array(buffer, COLUMN_STATS + 8, 2);
    return {
      users: { least: leastUser, most: mostUser },
      seconds: { least: leastSecond, most: mostSecond },
    };
  }
}
