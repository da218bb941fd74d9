import { visibleText } from '#shared/visible-text.ts';
import { Facts, type Fact } from '../components/facts.tsx';
import { DROP_WORDS } from '../words/drop.ts';
import type { Taken } from './recognise-text.ts';
import classes from './understood.module.css';

/** What was read: of a secret only that it is there, of the rest what every letter of it is. */
export function UnderstoodFacts({ what }: { readonly what: Taken }) {
  return (
    <div className={classes.facts}>
      <Facts facts={what.kind === 'seed' ? seedFacts(what) : keyFacts(what)} />
    </div>
  );
}

function seedFacts({ seed }: Extract<Taken, { kind: 'seed' }>): readonly Fact[] {
  return [
    ...fact(DROP_WORDS.label, seed.label),
    { label: DROP_WORDS.seed, value: DROP_WORDS.hidden },
  ];
}

function keyFacts({ key }: Extract<Taken, { kind: 'key' }>): readonly Fact[] {
  return [
    {
      label: DROP_WORDS.accessKeyId,
      value: <span className={classes.mono}>{key.accessKeyId}</span>,
    },
    { label: DROP_WORDS.secret, value: DROP_WORDS.hidden },
    ...fact(DROP_WORDS.userName, key.userName),
    ...fact(DROP_WORDS.profile, key.profile),
    ...fact(DROP_WORDS.region, key.region),
    ...fact(DROP_WORDS.serial, key.mfaSerial),
  ];
}

const SHOWN_LENGTH = 128;

/** From outside: a letter that does not show, or turns the line round, is written out. */
function fact(label: string, value: string | null): readonly Fact[] {
  return value === null ? [] : [{ label, value: visibleText(value).slice(0, SHOWN_LENGTH) }];
}
