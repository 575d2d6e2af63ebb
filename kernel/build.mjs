/**
 * Compiles the kernel into source/pipeline/kernel.generated.ts, unless that was made of the same sources. Run by
 * build.mjs, and by vitest before any test; by hand: node kernel/build.mjs
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = `${root}source/pipeline/kernel.generated.ts`;

const layout = readFileSync(`${root}source/pipeline/kernel-layout.ts`, 'utf8');

/** A number of kernel-layout.ts. */
function place(name) {
  return Number(new RegExp(`${name} = ([0-9_]+);`).exec(layout)[1].replaceAll('_', ''));
}

const OPTIONS = [
  ...['--enable', 'simd', '--runtime', 'stub', '--noAssert', '--use', 'abort='],
  ...['--optimizeLevel', '3', '--shrinkLevel', '1', '--converge'],
  ...['--memoryBase', String(place('CONSTANTS_AT')), '--initialMemory', '3'],
];

/** What the compiled kernel depends on, as a short text. */
function fingerprint() {
  const hash = createHash('sha256').update(OPTIONS.join(' ')).update(asc.version);
  const own = readdirSync(`${root}kernel`)
    .filter((name) => name.endsWith('.ts'))
    .sort();
  for (const file of [...own.map((name) => `kernel/${name}`), 'source/pipeline/kernel-layout.ts']) {
    hash.update(file).update(readFileSync(root + file));
  }
  return hash.digest('hex').slice(0, 16);
}

async function compile() {
  let binary;
  const { error, stderr } = await asc.main(
    ['kernel/index.ts', '--baseDir', root, '--outFile', 'kernel.wasm', ...OPTIONS],
    {
      writeFile: (_name, contents) => {
        binary = contents;
      },
    },
  );
  if (error) throw new Error(`the kernel does not compile:\n${stderr}`);
  const host = { internUser() {}, internType() {}, parseTime() {} };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary), { host });
  if (exports.constantsEnd() > place('ROWS_BEGIN'))
    throw new Error('kernel-layout.ts leaves too little room');
  return Buffer.from(binary);
}

export async function buildKernel() {
  const head = `/** Made by kernel/build.mjs of sources with the fingerprint ${fingerprint()}. */\n`;
  if (existsSync(target) && readFileSync(target, 'utf8').startsWith(head)) return;
  const text = (await compile()).toString('base64');
  // Beside it first: two builds at once both leave a whole file.
  const beside = `${target}.${process.pid}.tmp`;
  writeFileSync(beside, `${head}export const KERNEL: string =\n  '${text}';\n`);
  renameSync(beside, target);
}

/** For vitest, as a global setup. */
export const setup = buildKernel;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildKernel();
