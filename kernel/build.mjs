/**
 * Compiles the kernels into source/pipeline/kernel/kernels.generated.ts, unless that was made from the same sources. Run
 * by build.mjs, and by vitest before any test; by hand: node kernel/build.mjs
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = `${root}source/pipeline/kernel/kernels.generated.ts`;

const layout = readFileSync(`${root}source/pipeline/kernel/layout.ts`, 'utf8');

const dimensions = readFileSync(`${root}source/pipeline/validate/dimensions.ts`, 'utf8');

/** Returns a number of kernel/layout.ts, or of another text. */
function place(name, text = layout) {
  return Number(new RegExp(`${name} = ([0-9_]+);`).exec(text)[1].replaceAll('_', ''));
}

const OPTIONS = [
  ...['--enable', 'simd', '--runtime', 'stub', '--noAssert', '--use', 'abort='],
  ...['--optimizeLevel', '3', '--shrinkLevel', '1', '--converge'],
];

/** Each is a folder of kernel/; the options say where it keeps its constants. */
const KERNELS = {
  scan: ['--memoryBase', String(place('CONSTANTS_AT')), '--initialMemory', '4'],
  group: ['--initialMemory', '1'],
};

/** Files of plain numbers that TypeScript and AssemblyScript both read. */
const SHARED = [
  'source/pipeline/kernel/layout.ts',
  'source/pipeline/validate/dimensions.ts',
  'source/pipeline/store/user-numbers.ts',
];

/** The files that the kernels are compiled from, as absolute paths in a fixed order. */
export function kernelSources() {
  const files = readdirSync(`${root}kernel`, { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `kernel/${name}`)
    .sort();
  return [...files, ...SHARED].map((file) => root + file);
}

/** What the compiled kernels depend on, as a short text. */
function fingerprint() {
  const hash = createHash('sha256')
    .update(JSON.stringify([OPTIONS, KERNELS]))
    .update(asc.version);
  for (const file of kernelSources()) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

async function compile(name) {
  let binary;
  const { error, stderr } = await asc.main(
    [
      ...[`kernel/${name}/index.ts`, '--baseDir', root, '--outFile', `${name}.wasm`],
      // Conversions from usize to 32 bits: memory is no larger, and these warnings bury the errors.
      ...['--disableWarning', '201'],
      ...[...OPTIONS, ...KERNELS[name]],
    ],
    {
      writeFile: (_name, contents) => {
        binary = contents;
      },
    },
  );
  if (error) throw new Error(`the kernel ${name} does not compile:\n${stderr}`);
  return Buffer.from(binary);
}

/** Throws if consecutive areas of the memory of the scan kernel overlap. */
function checkLayout(scan) {
  const host = {
    internDimension() {},
    parseTime() {},
    fieldsOfEscapedKey() {},
    meaningOfEscapedKey() {},
    hashId() {},
  };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(scan), { host });
  const keysEnd = place('KEYS_AT') + place('MOST_FIELDS') * place('KEY_STRIDE');
  const fields = place('FIRST_DIMENSION', dimensions) + place('DIMENSIONS', dimensions);
  const spansEnd = place('SPANS') + place('MOST_FIELDS') * place('SPAN_BYTES');
  const slotsEnd = place('SLOT_VALUES_AT') + place('MOST_SLOTS') * place('SLOT_BYTES');
  const textsEnd = place('DIMENSION_TEXTS') + place('MOST_FIELDS') * place('DIMENSION_TEXT_BYTES');
  const cached =
    place('DIMENSION_CACHE_SETS') * place('DIMENSION_CACHE_WAYS') * place('DIMENSION_ENTRY_BYTES');
  const prefixes = (2 * place('KEY_PREFIXES') + 2) * place('KEY_PREFIX_STRIDE');
  const ends = [
    ['keys', keysEnd, 'SPANS'],
    ['spans', spansEnd, 'RECORD_LINE_FEEDS'],
    ['line feeds of a record', place('RECORD_LINE_FEEDS') + 8, 'DIMENSION_TEXTS'],
    ['texts of dimensions', textsEnd, 'SPAN_COUNT'],
    ['slots', slotsEnd, 'TRACKED_CONTEXTS'],
    ['contexts', place('TRACKED_CONTEXTS') + 4 * (1 + place('MOST_TRACKED')), 'DELIMITER'],
    ['cells', place('SPANS') + place('WANTED_CELL_BYTES') * (1 + place('MOST_SLOTS')), 'RECORD_LINE_FEEDS'],
    ['cached texts', place('DIMENSION_CACHE_AT') + cached, 'KEY_PREFIXES_AT'],
    ['key prefixes', place('KEY_PREFIXES_AT') + prefixes, 'CONSTANTS_AT'],
    ['constants', exports.constantsEnd(), 'REASON_AT'],
    ['reasons', place('REASON_AT') + place('REASON_BYTES'), 'CSV_AT'],
    ['fragments', place('CSV_AT') + 8 * place('MOST_FRAGMENTS'), 'NESTING_AT'],
    ['nesting', place('NESTING_AT') + place('MOST_DEPTH') / 8, 'ROWS_BEGIN'],
  ];
  if (fields > place('MOST_FIELDS')) throw new Error('kernel/layout.ts has no room for so many fields');
  for (const [name, end, next] of ends) {
    if (end > place(next)) throw new Error(`kernel/layout.ts: ${name} end at ${end}, after ${next}`);
  }
}

export async function buildKernels() {
  const head = `/** Made by kernel/build.mjs of sources with the fingerprint ${fingerprint()}. */\n`;
  if (existsSync(target) && readFileSync(target, 'utf8').startsWith(head)) return;
  let text = head;
  for (const name of Object.keys(KERNELS)) {
    const binary = await compile(name);
    if (name === 'scan') checkLayout(binary);
    text += `export const ${name.toUpperCase()}_KERNEL: string =\n  '${binary.toString('base64')}';\n`;
  }
  // Written beside it first, so that two builds at once both leave a whole file.
  const beside = `${target}.${process.pid}.tmp`;
  writeFileSync(beside, text);
  renameSync(beside, target);
}

/** For vitest, as a global setup. */
export const setup = buildKernels;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildKernels();
