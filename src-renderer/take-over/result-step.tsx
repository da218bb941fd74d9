import type { ImportOutcome, ImportPlan } from '#shared/contract/import-plan.ts';
import { importWarningWords } from '#shared/words/import.ts';
import { wordsOf } from '#shared/words/errors.ts';
import { knownFailure } from '../api/known-failure.ts';
import { Badge } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { DialogBody, DialogFoot } from '../components/dialog.tsx';
import { Entry } from '../components/entry.tsx';
import { LongList } from '../components/long-list.tsx';
import { Notice } from '../components/notice.tsx';
import { useWorld } from '../state/world.ts';
import { TAKE_OVER_WORDS } from '../words/take-over.ts';
import { Part } from './part.tsx';

/** What was done, what is left for a person to do, and the way back. */
export function ResultStep(props: {
  readonly plan: ImportPlan;
  readonly outcome: ImportOutcome;
  onUndo(backup: string): void;
  onDone(name: string | null): void;
}) {
  const { plan, outcome } = props;
  const { switching } = useWorld();
  const { backup, switched } = outcome;
  const first = plan.identities[0] ?? plan.roles[0];
  const csvRemains = plan.warnings.find(({ code }) => code === 'csv-remains');
  return (
    <>
      <DialogBody>
        <Notice tone="info" icon="check" title={TAKE_OVER_WORDS.doneTitle}>
          {doneWords(plan, outcome).map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Notice>
        {csvRemains === undefined ? null : (
          <Notice tone="warn" title={importWarningWords(csvRemains)} />
        )}
        {switched.length === 0 ? null : (
          <Part title={TAKE_OVER_WORDS.switched} count={switched.length}>
            <LongList
              label={TAKE_OVER_WORDS.switched}
              items={switched}
              moreLabel={TAKE_OVER_WORDS.more}
            >
              {(item) => (
                <SwitchedEntry
                  item={item}
                  onEnterCode={(serial) => {
                    switching.askForCode(item.target, serial);
                    props.onDone(item.target);
                  }}
                />
              )}
            </LongList>
          </Part>
        )}
        {outcome.toSwitch.length === 0 ? null : (
          <Part title={TAKE_OVER_WORDS.waiting} count={outcome.toSwitch.length}>
            <LongList
              label={TAKE_OVER_WORDS.waiting}
              items={outcome.toSwitch}
              moreLabel={TAKE_OVER_WORDS.more}
            >
              {(name) => name}
            </LongList>
          </Part>
        )}
      </DialogBody>
      <DialogFoot>
        {backup === null ? null : (
          <Button icon="undo" onPress={() => props.onUndo(backup)}>
            {TAKE_OVER_WORDS.undo}
          </Button>
        )}
        <Button tone="primary" onPress={() => props.onDone(first?.name ?? null)}>
          {TAKE_OVER_WORDS.done}
        </Button>
      </DialogFoot>
    </>
  );
}

function SwitchedEntry(props: {
  readonly item: ImportOutcome['switched'][number];
  onEnterCode(serial: string): void;
}) {
  const { item } = props;
  switch (item.kind) {
    case 'started':
      return (
        <Entry title={item.target} actions={<Badge tone="ok">{TAKE_OVER_WORDS.active}</Badge>} />
      );
    case 'mfa-needed':
      return (
        <Entry
          title={item.target}
          actions={
            <Button size="s" onPress={() => props.onEnterCode(item.serial)}>
              {TAKE_OVER_WORDS.enterCode}
            </Button>
          }
        >
          {TAKE_OVER_WORDS.codeNeeded}
        </Entry>
      );
    case 'failed': {
      const { title, explanation, action } = wordsOf(knownFailure(item.failure));
      return (
        <Entry
          title={item.target}
          actions={<Badge tone="danger">{TAKE_OVER_WORDS.notSwitched}</Badge>}
        >
          {`${title}. ${explanation} ${action}`}
        </Entry>
      );
    }
  }
}

function doneWords(
  { identities, roles }: ImportPlan,
  { changedFiles }: ImportOutcome,
): readonly string[] {
  const keys = new Set(identities.map(({ accessKeyId }) => accessKeyId)).size;
  return [
    ...(keys === 0 ? [] : [TAKE_OVER_WORDS.doneKeys(keys)]),
    ...(roles.length === 0 ? [] : [TAKE_OVER_WORDS.doneRoles(roles.length)]),
    ...(changedFiles.length === 0 ? [] : [TAKE_OVER_WORDS.doneFiles(changedFiles)]),
  ];
}
