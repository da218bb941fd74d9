import { describe, expect, test } from 'vitest';
import { isFromOurPage, isOurBlob, isOurFile, isOurPage } from '#main/shells/electron/our-page.ts';

const foreign = [
  'about:blank',
  'app://evil/',
  'app://ui.evil/',
  'app://ui:80/',
  'app://user@ui/?x',
  'app:ui/',
  'blob:app://ui/1234',
  'data:text/html,hello',
  'file:///etc/passwd',
  'http://ui/',
  'https://ui/',
  'javascript:alert(1)',
  'view-source:app://ui/',
  'not an address',
  '',
];

describe('our page', () => {
  test.each(['app://ui/', 'app://ui/#mfa'])('is %s', (address) => {
    expect(isOurPage(address)).toBe(true);
  });

  test.each([...foreign, 'app://ui/main.js', 'app://ui/?query', 'app://ui//'])(
    'is not %j',
    (address) => {
      expect(isOurPage(address)).toBe(false);
    },
  );
});

describe('a file that our page has made', () => {
  test('is offered for download', () => {
    expect(isOurBlob('blob:app://ui/5c1f9a1e-0d0c-4b3f-9a52-0d7c2f6f3f10')).toBe(true);
  });

  test.each([
    ...foreign.filter((address) => address !== 'blob:app://ui/1234'),
    'blob:app://evil/1234',
    'blob:app://ui.evil/1234',
    'blob:null/1234',
    'app://ui/main.js',
  ])('is not %j', (address) => {
    expect(isOurBlob(address)).toBe(false);
  });
});

describe('a file of ours', () => {
  test.each(['app://ui/', 'app://ui/assets/index-1234.js', 'app://ui/../../etc/passwd'])(
    'is asked for by %s',
    (address) => {
      expect(isOurFile(address)).toBe(true);
    },
  );

  test.each(foreign)('is not asked for by %j', (address) => {
    expect(isOurFile(address)).toBe(false);
  });
});

describe('main listens to', () => {
  const page = { url: 'app://ui/', parent: null };

  test('our page', () => {
    expect(isFromOurPage(page)).toBe(true);
  });

  test('no frame that is gone', () => {
    expect(isFromOurPage(null)).toBe(false);
  });

  test('no frame inside our page, whatever it shows', () => {
    expect(isFromOurPage({ url: 'app://ui/', parent: page })).toBe(false);
  });

  test.each(foreign)('no page at %j', (url) => {
    expect(isFromOurPage({ url, parent: null })).toBe(false);
  });
});
