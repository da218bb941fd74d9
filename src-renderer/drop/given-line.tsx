import { useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Button } from '../components/button.tsx';
import { DROP_WORDS, sourceWords } from '../words/drop.ts';
import { readBrought, type Given } from './given.ts';
import type { GivenKey } from './key-in-settings.ts';
import { useReceiver } from './receiver.ts';
import type { Taken } from './recognise-text.ts';
import { RefusalNotice } from './refused.tsx';
import { remainsWords } from './remains.tsx';
import classes from './understood.module.css';

/**
 * In a form that wants an access key: a file can be read, and what is dropped or pasted is taken, for as long as
 * the form is open. What was understood is said; `onSeed` where the form wants a seed, too.
 */
export function GivenLine(props: {
  /** What the form was opened with, and is filled in already. */
  readonly initial?: Given | undefined;
  onKey(key: GivenKey): void;
  onSeed?(seed: Extract<Taken, { kind: 'seed' }>['seed']): void;
}) {
  const [given, setGiven] = useState(props.initial ?? null);
  const receive = (next: Given) => {
    setGiven(next);
    if (next.what.kind === 'key') props.onKey(next.what.key);
    if (next.what.kind === 'seed') props.onSeed?.(next.what.seed);
  };
  useReceiver(receive);
  const choose = async (files: FileList | null) => {
    if (files !== null) receive(await readBrought({ how: 'chosen', files: [...files], text: '' }));
  };
  return (
    <>
      <div className={classes.line}>
        <FileTrigger onSelect={(files) => void choose(files)}>
          <Button size="s" icon="files">
            {DROP_WORDS.file}
          </Button>
        </FileTrigger>
        <span className={classes.said} role="status">
          {given === null ? DROP_WORDS.formHint : filledInWords(given, props.onSeed !== undefined)}
        </span>
      </div>
      {given === null ? null : <RefusalNotice what={given.what} />}
    </>
  );
}

function filledInWords(given: Given, takesSeed: boolean): string {
  const { what } = given;
  if (what.kind === 'key')
    return `${DROP_WORDS.keyFilledIn(what.key, sourceWords(given))} ${remainsWords(given)}`;
  if (what.kind === 'seed' && !takesSeed) return DROP_WORDS.wantsKey;
  if (what.kind === 'seed')
    return `${DROP_WORDS.seedFilledIn(sourceWords(given))} ${remainsWords(given)}`;
  return DROP_WORDS.nothingKept;
}
