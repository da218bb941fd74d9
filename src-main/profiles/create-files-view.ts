import type { FilesView } from './files-view.ts';

export function createFilesView(): FilesView {
  return { view: () => [], disturbanceOf: () => null, refresh: async () => {} };
}
