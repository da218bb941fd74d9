import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPage, loadPageAssets, pageReply } from '#main/shells/page-assets.ts';
import { contentSecurityPolicy } from '#main/shells/security-headers.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-assets-'));
  await mkdir(path.join(folder, 'assets'));
  await writeFile(path.join(folder, 'index.html'), '<meta property="csp-nonce" nonce="__NONCE__">');
  await writeFile(path.join(folder, 'assets', 'main.js'), 'const text = "__NONCE__";');
  await writeFile(path.join(folder, 'assets', 'main.js.map'), '{}');
  await symlink('/etc/hostname', path.join(folder, 'assets', 'link.js'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the files of the window', () => {
  it('are those of the build alone: no source maps, no links to elsewhere', async () => {
    const assets = await loadPageAssets(folder);
    expect([...assets.keys()].toSorted()).toEqual(['/', '/assets/main.js']);
  });

  it('carry their type, and the document the nonce of this one reply', async () => {
    const assets = await loadPageAssets(folder);
    const page = pageReply(assets, '/', 'abc123');
    expect(new TextDecoder().decode(page.bytes)).toBe('<meta property="csp-nonce" nonce="abc123">');
    expect(page.headers['content-security-policy']).toBe(contentSecurityPolicy('abc123'));
    const script = pageReply(assets, '/assets/main.js', 'abc123');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(new TextDecoder().decode(script.bytes)).toBe('const text = "__NONCE__";');
    expect(script.headers['content-security-policy']).not.toContain('nonce');
  });

  it('are reached by no other way, of 200 that servers have fallen for', async () => {
    const assets = await loadPageAssets(folder);
    const ways = waysOut();
    expect(new Set(ways).size).toBe(200);
    expect(ways.filter((address) => pageReply(assets, address, 'n').status !== 404)).toEqual([]);
  });
});

describe('a window that nobody has opened yet', () => {
  it('is the newest build there is, and stays that one', async () => {
    const page = await findPage(folder);
    expect([page.has('/'), page.has('/assets/main.js.map')]).toEqual([true, false]);
    await writeFile(path.join(folder, 'assets', 'newer.js'), 'newer()');
    expect([...(await page.load()).keys()]).toContain('/assets/newer.js');
    expect(page.has('/assets/newer.js')).toBe(true);
    await rm(path.join(folder, 'assets'), { recursive: true });
    const script = pageReply(await page.load(), '/assets/newer.js', 'n');
    expect(new TextDecoder().decode(script.bytes)).toBe('newer()');
  });

  it('opens once a build is there again that was not when it was asked for', async () => {
    const page = await findPage(folder);
    await rename(folder, `${folder}-old`);
    await expect(page.load()).rejects.toThrow('ENOENT');
    await rename(`${folder}-old`, folder);
    expect((await page.load()).has('/')).toBe(true);
  });
});

it('allows scripts and connections of our own alone, and styles with the nonce besides', () => {
  expect(contentSecurityPolicy('abc')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-abc'; img-src 'self' data:; font-src 'self'; " +
      "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; " +
      "require-trusted-types-for 'script'; trusted-types 'none'",
  );
});

/** Ways out of a folder (security.md §1.1, 18). */
function waysOut(): string[] {
  const up = [
    '..',
    '%2e%2e',
    '.%2e',
    '%252e%252e',
    '..%00',
    '..;',
    '%c0%ae%c0%ae',
    '...',
    '..\\',
    '..%5c',
  ];
  const starts = ['/', '/assets/', '//', '/./', ''];
  const ends = ['etc/passwd', 'index.html', 'main.js', 'assets/main.js'];
  return up.flatMap((dots) =>
    starts.flatMap((start) => ends.map((end) => `${start}${dots}/${dots}/${end}`)),
  );
}
