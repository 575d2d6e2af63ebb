import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { BUNDLES } from '../scripts/bundles.mjs';
import { thirdPartyNotices } from '../scripts/notices.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const PERMISSION = 'Permission is hereby granted, free of charge, to any person obtaining a copy';

/** The folder of each package that has a file in one of the bundles. */
async function bundledPackages(): Promise<string[]> {
  const bundles = await Promise.all(BUNDLES.map((bundle) => build({ ...bundle, write: false })));
  const files = bundles.flatMap(({ metafile }) =>
    Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs)),
  );
  const folders = files
    .filter((file) => file.includes('node_modules/'))
    .map((file) => {
      let folder = dirname(file);
      while (!/node_modules\/(@[^/]+\/)?[^@/]+$/.test(folder)) folder = dirname(folder);
      return folder;
    });
  return [...new Set(folders)];
}

function read(...path: readonly string[]): string {
  return readFileSync(join(root, ...path), 'utf8');
}

function licenceFiles(folder: string): string[] {
  return readdirSync(join(root, folder)).filter((name) => /^(licen[cs]e|notice|copying)/i.test(name));
}

describe('THIRD-PARTY-NOTICES', () => {
  it('has name, version and all licence texts of every package in the bundles', async () => {
    const notices = read('THIRD-PARTY-NOTICES');
    const folders = await bundledPackages();
    expect(folders.length).toBeGreaterThan(30);
    for (const folder of folders) {
      const { name, version, license } = JSON.parse(read(folder, 'package.json'));
      expect(notices).toContain(`\n${name} ${version}\nLicence: ${license}\n`);
      for (const file of licenceFiles(folder)) expect(notices, folder).toContain(read(folder, file).trim());
    }
  });

  it('has the licences of the packages that meow itself bundles', () => {
    expect(read('THIRD-PARTY-NOTICES')).toContain(read('node_modules/meow/build/licenses.md').trim());
  });

  it('says of a package without a licence file whose it is and what its licence permits', async () => {
    const without = (await bundledPackages()).filter((folder) => licenceFiles(folder).length === 0);
    const notices = read('THIRD-PARTY-NOTICES').split(/\n-{80}\n/);
    for (const folder of without) {
      const { name } = JSON.parse(read(folder, 'package.json'));
      const [notice = ''] = notices.filter((text) => text.startsWith(`\n${name} `));
      expect(notice).toMatch(/^Licence: MIT\nAuthor: .+\nRepository: .+$/m);
      expect(notice).toMatch(/©|Copyright|\(c\)/);
      expect(notice).toContain(PERMISSION);
    }
    expect(without).not.toEqual([]);
  });

  it('the package contains THIRD-PARTY-NOTICES', () => {
    const packed = execFileSync('npm', ['pack', '--dry-run', '--ignore-scripts', '--json'], { cwd: root });
    const [{ files }] = JSON.parse(packed.toString('utf8'));
    expect(files.map(({ path }: { path: string }) => path)).toContain('THIRD-PARTY-NOTICES');
  });
});

describe('the notices of a bundle', () => {
  /** The notices of one package, bundled from index.js, that has these files. */
  function noticesOf(files: Readonly<Record<string, string>>): string {
    const folder = mkdtempSync(join(tmpdir(), 'notices-'));
    try {
      const inPackage = join(folder, 'node_modules/leftpad');
      mkdirSync(inPackage, { recursive: true });
      for (const [name, text] of Object.entries(files)) writeFileSync(join(inPackage, name), text);
      const file = { bytesInOutput: 1 };
      const inputs = { 'cli.tsx': file, 'node_modules/leftpad/index.js': file };
      const outputs = { 'dist/cli.js': { bytes: 2, inputs, imports: [], exports: [] } };
      return thirdPartyNotices([{ inputs: {}, outputs }], folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  it('have every licence file of a package, and none of its code', () => {
    const notices = noticesOf({
      'package.json': '{"name": "leftpad", "version": "1.2.3", "license": "ISC"}',
      'LICENCE.txt': 'Use it.\n',
      NOTICE: 'Parts are by others.\n',
      'license.js': 'export const license = 1;\n',
    });
    expect(notices).toMatch(/\nleftpad 1\.2\.3\nLicence: ISC\n\nUse it\.\n\nParts are by others\.\n$/);
  });

  it('take the standard text and the copyright lines of the code where there is no licence file', () => {
    const notices = noticesOf({
      'package.json': '{"name": "leftpad", "version": "1.2.3", "license": "MIT", "author": {"name": "Ann"}}',
      'index.js': '/**\n * Copyright (c) 2020 Ann\n */\nexport default 1;\n',
    });
    expect(notices).toContain('\nleftpad 1.2.3\nLicence: MIT\nAuthor: Ann\n');
    expect(notices).toContain('\nCopyright (c) 2020 Ann\n');
    expect(notices).toContain(PERMISSION);
  });

  it.each([
    [
      'of a licence without a known text',
      '{"name": "leftpad", "version": "1.2.3", "license": "EUPL-1.2"}',
      'EUPL-1.2',
    ],
    ['of no licence at all', '{"name": "leftpad", "version": "1.2.3"}', 'names no licence'],
  ])('fail in one line for a package without a licence file and %s', (_, packageJson, named) => {
    const make = (): string => noticesOf({ 'package.json': packageJson, 'index.js': '' });
    expect(make).toThrow(/^leftpad 1\.2\.3 has no licence file[^\n]*$/);
    expect(make).toThrow(named);
  });
});
