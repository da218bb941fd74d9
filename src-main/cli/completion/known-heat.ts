import { habitItem } from '#shared/search/habit-items.ts';
import { listIn, propertyOf, readContent } from './read-content.ts';

/** How often and lately a target of that name was used; 0 for never, and where nobody can tell. Never throws. */
export async function readKnownHeat(habitsFile: string): Promise<(name: string) => number> {
  const uses = listIn(await readContent(habitsFile), 'uses');
  const heats = new Map(uses.map((use) => [propertyOf(use, 'item'), propertyOf(use, 'heat')]));
  return (name) => {
    const heat = heats.get(habitItem('target', name));
    return typeof heat === 'number' ? heat : 0;
  };
}
