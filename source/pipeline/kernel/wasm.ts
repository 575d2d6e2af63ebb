/** The part of the platform's WebAssembly that is used here: no available type library declares it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
};

/** The memory that a kernel has for itself. */
export interface KernelMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** A number that a kernel keeps; `value` reads it. */
export interface KernelGlobal {
  readonly value: number;
}

export const PAGE_BYTES = 65_536;

const compiled = new Map<string, object>();

/**
 * Creates an instance of a kernel of kernels.generated.ts; the caller knows its exports. The first one compiles the
 * kernel's few kB, in 2 ms; others take 0.2 ms. `host`: functions that the kernel calls; numbers arrive as signed ones.
 */
function instantiateKernel<Exports>(
  kernel: string,
  host: Readonly<Record<string, (...numbers: number[]) => number>>,
): Exports {
  const known = compiled.get(kernel);
  const module = known ?? new WebAssembly.Module(bytesOf(kernel));
  if (known === undefined) compiled.set(kernel, module);
  return new WebAssembly.Instance(module, { host }).exports as Exports;
}

/** Does what `instantiateKernel` does; undefined if there is no room for its memory, as under a small `ulimit -v`. */
export function tryKernel<Exports>(...kernel: Parameters<typeof instantiateKernel>): Exports | undefined {
  try {
    return instantiateKernel<Exports>(...kernel);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function bytesOf(base64: string): Uint8Array {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
