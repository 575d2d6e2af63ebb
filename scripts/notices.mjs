// @ts-check
/** Makes the notices of the bundled packages: their licences require that they accompany the code. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NOTICE_FILE = /^(licen[cs]es?|copying|notices?|third-?party-?(notices?|licen[cs]es?))\b/i;
const CODE_FILE = /\.(?:[cm]?[jt]sx?|json|map)$/i;
const COPYRIGHT_LINE = /^[\s/*#]*(.{0,80}(?:©|copyright \(c\)|\w \(c\) [A-Z\d]).{1,120})$/i;
const RULE = '-'.repeat(80);

/** The texts of licences that packages only name. */
const STANDARD_TEXTS = {
  MIT: `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`,
};

/**
 * Returns the text of THIRD-PARTY-NOTICES: for each bundled package its name, version, licence and the texts of its
 * licence files. Throws if a package has neither such a file nor a licence whose text is known here.
 *
 * @param {readonly import('esbuild').Metafile[]} metafiles Of all bundles; paths in them are relative to `root`.
 * @param {string} root
 */
export function thirdPartyNotices(metafiles, root) {
  const notices = [...bundledFiles(metafiles)]
    .map(([folder, files]) => notice(root, folder, files))
    .sort((a, b) => (a < b ? -1 : 1));
  const head =
    'event-sessions-tui contains code of these packages, each under the licence that follows its name.';
  return `${[head, ...notices].join(`\n\n${RULE}\n\n`)}\n`;
}

/**
 * The files in the bundles that come from packages, by the folder of the package.
 *
 * @param {readonly import('esbuild').Metafile[]} metafiles
 */
function bundledFiles(metafiles) {
  /** @type {Map<string, Set<string>>} */
  const files = new Map();
  const outputs = metafiles.flatMap((metafile) => Object.values(metafile.outputs));
  for (const file of outputs.flatMap(({ inputs }) => Object.keys(inputs))) {
    // The last node_modules: packages have packages of their own.
    const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];
    if (folder !== undefined) files.set(folder, (files.get(folder) ?? new Set()).add(file));
  }
  return files;
}

/**
 * @param {string} root
 * @param {string} folder
 * @param {ReadonlySet<string>} files
 */
function notice(root, folder, files) {
  const { name, version, license, author, repository } = JSON.parse(
    readFileSync(join(root, folder, 'package.json'), 'utf8'),
  );
  const known = [
    `${name} ${version}`,
    ...(license ? [`Licence: ${license}`] : []),
    ...(author ? [`Author: ${author.name ?? author}`] : []),
    ...(repository ? [`Repository: ${repository.url ?? repository}`] : []),
  ].join('\n');
  // A package that bundles others keeps their notices beside the bundle.
  const folders = new Set([folder, ...[...files].map((file) => dirname(file))]);
  const texts = [...folders].flatMap((each) => noticeFiles(join(root, each)));
  if (texts.length > 0) return [known, ...texts].join('\n\n');

  const standard = STANDARD_TEXTS[/** @type {keyof typeof STANDARD_TEXTS} */ (license)];
  if (standard === undefined) {
    const named = license === undefined ? 'names no licence' : `is under ${license}`;
    throw new Error(
      `${name} ${version} has no licence file and ${named}: add the text to scripts/notices.mjs`,
    );
  }
  const copyright = copyrightLines([join(folder, 'README.md'), ...files].map((file) => join(root, file)));
  return [known, 'The package comes without a licence file. It says:', ...copyright, standard].join('\n\n');
}

/** @param {string} folder */
function noticeFiles(folder) {
  return readdirSync(folder)
    .filter((name) => NOTICE_FILE.test(name) && !CODE_FILE.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim());
}

/** @param {readonly string[]} files */
function copyrightLines(files) {
  /** @type {Set<string>} */
  const found = new Set();
  for (const file of files) {
    for (const line of textOf(file).split('\n')) {
      const text = COPYRIGHT_LINE.exec(line)?.[1];
      if (text !== undefined) found.add(text.trim());
    }
  }
  return [...found];
}

/**
 * Empty if there is no such file.
 *
 * @param {string} file
 */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
