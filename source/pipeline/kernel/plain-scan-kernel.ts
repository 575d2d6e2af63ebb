import type { ScanKernel } from './scan-kernel.ts';
import { PAGE_BYTES } from './wasm.ts';

/**
 * Returns what takes the place of the scan kernel if there is no room for it: ordinary memory, and functions that refuse
 * everything, so that the slow path reads each record. WebAssembly reserves 10 GB of address space for each memory, however
 * small, and `ulimit -v` may leave less.
 */
export function plainScanKernel(): ScanKernel {
  let buffer = new ArrayBuffer(0);
  const refuseAt = (from: number): number => from;
  return {
    memory: {
      get buffer() {
        return buffer;
      },
      grow(pages) {
        const pagesBefore = buffer.byteLength / PAGE_BYTES;
        const larger = new ArrayBuffer(buffer.byteLength + pages * PAGE_BYTES);
        new Uint8Array(larger).set(new Uint8Array(buffer));
        buffer = larger;
        return pagesBefore;
      },
    },
    run: refuseAt,
    runMapped: refuseAt,
    runTable: refuseAt,
    runInArray: refuseAt,
    runMappedInArray: refuseAt,
    readSpans: refuseAt,
    classify: refuseAt,
    setKey: () => undefined,
    fragments: () => 0,
    rejectionRow: () => 0,
    add: notOnColumns,
    union: notOnColumns,
    lowHalves: notOnColumns,
    columnStats: notOnColumns,
  };
}

/** Never called: without a kernel, columns have operations of their own. */
function notOnColumns(): never {
  throw new Error('columns outside of a kernel');
}
