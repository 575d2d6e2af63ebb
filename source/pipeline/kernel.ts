import { KERNEL } from './kernel.generated.ts';

/** Of the platform's WebAssembly, which no library of types at hand declares, what is used here. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
};

/** What the kernel asks while it runs. `from` and `to` are addresses, to be read as unsigned. */
export interface KernelHost {
  internUser(from: number, to: number): number;
  internType(from: number, to: number): number;
  /** 1 for a timestamp, which it leaves in the kernel's memory; else 0. */
  parseTime(from: number, to: number): number;
}

/** The compiled kernel/index.ts, with a memory of its own. */
export interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  run(from: number, limit: number): number;
}

export const PAGE_BYTES = 65_536;

let compiled: object | undefined;

/** A new instance. The first compiles 10 kB: 2 ms; others take 0.2 ms. */
export function instantiateKernel(host: KernelHost): Kernel {
  compiled ??= new WebAssembly.Module(Uint8Array.from(atob(KERNEL), (character) => character.charCodeAt(0)));
  return new WebAssembly.Instance(compiled, { host }).exports as Kernel;
}
