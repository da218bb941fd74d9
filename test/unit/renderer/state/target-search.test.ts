import { describe, expect, it } from 'vitest';
import type { Role } from '#shared/contract/things.ts';
import { targetSearch } from '#renderer/state/target-search.ts';
import { createFakeMain, roleTarget } from '#test/fakes/fake-main.ts';
import { showcase } from '#test/fakes/showcase.ts';

const NOW = Date.parse('2026-11-24T09:00:00Z');
const { targets } = createFakeMain(showcase(NOW), () => NOW).snapshot();
const found = (query: string) => targetSearch.find(targets, query).map(({ name }) => name);

describe('searching what one can switch to', () => {
  it('shows everything while nothing is typed', () => {
    expect(found('  ')).toHaveLength(targets.length);
  });

  it('finds words in any order and any case', () => {
    expect(found('READONLY prod')).toEqual(['prod-readonly']);
    expect(found('prod readonly')).toEqual(['prod-readonly']);
  });

  it('finds abbreviations', () => {
    expect(found('mlsta')).toEqual(['ml-staging']);
    expect(found('prdbill')).toEqual(['prod-billing']);
    expect(found('pu')[0]).toBe('sandbox-poweruser');
  });

  it('finds by a pasted role ARN and by a part of it, its path too', () => {
    expect(found('arn:aws:iam::789012345678:role/DataScientist')).toEqual(['ml-staging']);
    expect(found('role/data')).toEqual(['ml-staging']);
    const role = showcase(NOW).roles?.find(({ name }) => name === 'ml-staging') as Role;
    const inPath = roleTarget({
      ...role,
      roleArn: 'arn:aws:iam::789012345678:role/team/ml/DataScientist',
    });
    expect(targetSearch.find([inPath], 'team/ml')).toEqual([inPath]);
    expect(targetSearch.find([inPath], 'arn:aws:iam::789012345678:role/team/')).toEqual([inPath]);
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
