import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

describe('the package', () => {
  const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

  it('asks nothing of those who install it: what it uses is bundled', () => {
    expect(packageJson.dependencies).toBeUndefined();
  });

  it('pins what it is built with', () => {
    for (const version of Object.values(packageJson.devDependencies))
      expect(version).toMatch(/^(npm:@?[\w/-]+@)?\d+\.\d+\.\d+$/);
  });

  it('names each of these with its reason in the docs', () => {
    const docs = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    for (const name of Object.keys(packageJson.devDependencies)) expect(docs).toContain(`\`${name}\``);
  });

  it('is ASCII, as which its scripts are read: the build does not escape letters in a literal of a regular expression', () => {
    const scripts = readdirSync(join(root, 'dist')).filter((name) => /\.c?js$/.test(name));
    const isAscii = (name: string): boolean =>
      readFileSync(join(root, 'dist', name)).every((byte) => byte < 0x80);
    expect(scripts.filter((name) => !isAscii(name))).toEqual([]);
  });

  it('has no network code: nothing that it bundles loads a module of Node that could send', () => {
    const network = /(["'])(?:node:)?(?:net|https?|http2|dns|dgram|tls|undici)\1/;
    const bundles = readdirSync(join(root, 'dist')).filter((name) => /\.c?js$/.test(name));
    expect(bundles.length).toBeGreaterThan(5);
    expect(bundles.filter((name) => network.test(readFileSync(join(root, 'dist', name), 'utf8')))).toEqual(
      [],
    );
    expect(network.test('import{connect}from"node:net"')).toBe(true);
  });
});
