import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const renderer = path.resolve(import.meta.dirname, '../../../../src-renderer');
const stories = filesIn('gallery/stories');

/** Shown by every field, and by every lane. */
const PARTS_OF_OTHERS = ['field-parts.tsx', 'lane-marks.tsx'];

it('shows every component of the window in the gallery', () => {
  const text = stories
    .map((file) => readFileSync(path.join(renderer, 'gallery/stories', file), 'utf8'))
    .join('\n');
  const missing = filesIn('components').filter(
    (file) => !PARTS_OF_OTHERS.includes(file) && !text.includes(`#renderer/components/${file}'`),
  );
  expect(missing).toEqual([]);
});

it('puts every file of stories on the page', () => {
  const page = readFileSync(path.join(renderer, 'gallery/gallery.tsx'), 'utf8');
  expect(stories.filter((file) => !page.includes(`'./stories/${file}'`))).toEqual([]);
});

function filesIn(folder: string): readonly string[] {
  return readdirSync(path.join(renderer, folder)).filter((file) => file.endsWith('.tsx'));
}
