import { describe, expect, it } from 'vitest';
import { filterTargets } from '#renderer/views/switch/filter-targets.ts';
import { createFakeMain } from '#test/fakes/fake-main.ts';
import { showcase } from '#test/fakes/showcase.ts';

const NOW = Date.parse('2026-11-24T09:00:00Z');
const { targets } = createFakeMain(showcase(NOW), () => NOW).snapshot();
const found = (query: string) => filterTargets(targets, query).map(({ name }) => name);

describe('filtering what one can switch to', () => {
  it('shows everything while nothing is typed', () => {
    expect(found('  ')).toHaveLength(targets.length);
  });

  it('finds words in any order and any case', () => {
    expect(found('READONLY prod')).toEqual(['prod-readonly']);
    expect(found('prod readonly')).toEqual(['prod-readonly']);
  });

  it('finds by a part of the account id, also as the console groups it', () => {
    expect(found('78901234567')).toContain('ml-staging');
    expect(found('7890-1234-5678')).toEqual(['ml-staging']);
  });

  it('finds by account alias and by the role’s own name', () => {
    expect(found('acme-ml')).toEqual(['ml-staging']);
    expect(found('datascientist')).toEqual(['ml-staging']);
  });

  it('finds nothing where one word fits nowhere', () => {
    expect(found('prod nowhere')).toEqual([]);
  });

  it('takes what is typed as text, whatever it is', () => {
    expect(found('.*')).toEqual([]);
    expect(found('(')).toEqual([]);
  });
});
