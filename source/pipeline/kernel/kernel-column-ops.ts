import type { ColumnOps, MinMax } from '../columns/column-ops.ts';
import { COLUMN_STATS } from './layout.ts';
import type { ScanKernel } from './scan-kernel.ts';

/** Column operations of a kernel on columns in its memory, with the results of PLAIN_COLUMN_OPS. */
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

  columnStats(user: Uint32Array, secondsLow: Uint32Array, count: number): { users: MinMax; seconds: MinMax } {
    const { kernel } = this;
    kernel.columnStats(user.byteOffset, secondsLow.byteOffset, count);
    const { buffer } = kernel.memory;
    const [minUser, maxUser] = new Int32Array(buffer, COLUMN_STATS, 2);
    const [minSecond, maxSecond] = new Uint32Array(buffer, COLUMN_STATS + 8, 2);
    return {
      users: { min: minUser, max: maxUser },
      seconds: { min: minSecond, max: maxSecond },
    };
  }
}
