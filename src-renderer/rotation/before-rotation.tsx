import { useState } from 'react';
import type { RotationCheck, RotationFinding } from '#shared/contract/rotation.ts';
import { DAY_MS, SECOND_MS } from '#shared/time.ts';
import { wordsOf } from '#shared/words/errors.ts';
import { FINDING_WORDS } from '#shared/words/rotation.ts';
import { knownFailure } from '../api/known-failure.ts';
import { Button } from '../components/button.tsx';
import { cx } from '../components/cx.ts';
import { DialogBody, DialogFoot } from '../components/dialog.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { Icon, type IconName } from '../components/icon.tsx';
import { RadioCards } from '../components/radio-cards.tsx';
import { Spinner } from '../components/spinner.tsx';
import { WholeWords } from '../components/whole-words.tsx';
import { useReading } from '../state/use-reading.ts';
import { useApi, useOpenDialog, useSnapshot } from '../state/world.ts';
import { APP_WORDS } from '../words/app.ts';
import { usersWords } from '../words/keys.ts';
import { ROTATION_WORDS } from '../words/rotation.ts';
import classes from './rotation.module.css';
import type { RotationRequest, RotationTask } from './use-rotation.ts';

type Grace = keyof typeof ROTATION_WORDS.graces;
const DAY_SECONDS = DAY_MS / SECOND_MS;
const GRACES: Readonly<Record<Grace, RotationRequest & { readonly kind: 'start' }>> = {
  ask: { kind: 'start', graceSeconds: 7 * DAY_SECONDS, deletesItself: false },
  day: { kind: 'start', graceSeconds: DAY_SECONDS, deletesItself: true },
  now: { kind: 'start', graceSeconds: 0, deletesItself: true },
};

/** What will fail and why, before anything is changed; and what becomes of the old key. */
export function BeforeRotation(props: {
  readonly identity: string;
  readonly task: RotationTask;
  onStart(request: RotationRequest): void;
  onCancel(): void;
}) {
  const { identity, task } = props;
  const api = useApi();
  const [grace, setGrace] = useState<Grace>('ask');
  // Somebody may mend what is in the way meanwhile: the inventory shows it.
  const keys = useSnapshot(({ identities }) =>
    JSON.stringify(identities.find(({ name }) => name === identity)?.keys ?? null),
  );
  const check = useReading(() => api.rotation.check({ identity }), keys);
  const report = check.value;
  return (
    <>
      <DialogBody>
        <p>{ROTATION_WORDS.checkLead}</p>
        {check.failure === null ? null : (
          <FailureNotice
            failure={check.failure}
            actions={
              <Button size="s" isBusy={check.isReading} onPress={check.again}>
                {ROTATION_WORDS.checkAgain}
              </Button>
            }
          />
        )}
        {report === null ? (
          check.failure === null ? (
            <p className={classes.checking} role="status">
              <Spinner /> {ROTATION_WORDS.checking}
            </p>
          ) : null
        ) : (
          <>
            {report.findings.length === 0 ? null : <Findings report={report} />}
            {report.canStart ? (
              <>
                <GoesOver accessKeyId={report.oldKeyId} />
                <RadioCards<Grace>
                  label={ROTATION_WORDS.grace}
                  cards={(['ask', 'day', 'now'] as const).map((id) => ({
                    id,
                    ...ROTATION_WORDS.graces[id],
                  }))}
                  value={grace}
                  onChange={setGrace}
                />
              </>
            ) : null}
          </>
        )}
        {task.failure === null ? null : <FailureNotice failure={task.failure} />}
      </DialogBody>
      <DialogFoot>
        <Button onPress={props.onCancel}>{APP_WORDS.cancel}</Button>
        <Button
          tone="primary"
          isDisabled={report === null || !report.canStart}
          isBusy={task.running}
          onPress={() => props.onStart(GRACES[grace])}
        >
          {ROTATION_WORDS.start}
        </Button>
      </DialogFoot>
    </>
  );
}

const ORDER: Readonly<Record<RotationFinding['result'], number>> = {
  stop: 0,
  warn: 1,
  unknown: 2,
  ok: 3,
};
const ICONS: Readonly<Record<RotationFinding['result'], IconName>> = {
  stop: 'warning',
  warn: 'warning',
  unknown: 'question',
  ok: 'check',
};

/** What stands in the way comes first; what is fine takes little room. */
function Findings({ report }: { readonly report: RotationCheck }) {
  const told = report.findings
    .filter(({ result }) => result !== 'ok')
    .toSorted((a, b) => ORDER[a.result] - ORDER[b.result]);
  const fine = report.findings.filter(({ result }) => result === 'ok');
  return (
    <div className={classes.findings}>
      <ul aria-label={ROTATION_WORDS.findings}>
        {told.map((finding) => (
          <li key={finding.about} className={cx(classes.finding, classes[finding.result])}>
            <span className={classes.mark}>
              <Icon name={ICONS[finding.result]} size={14} />
            </span>
            <FindingWords finding={finding} />
          </li>
        ))}
      </ul>
      <ul className={classes.fine} aria-label={ROTATION_WORDS.fine}>
        {fine.map(({ about }) => (
          <li key={about} className={classes.ok}>
            <span className={classes.mark}>
              <Icon name="check" size={14} />
            </span>
            {FINDING_WORDS[about]}
          </li>
        ))}
      </ul>
    </div>
  );
}

function FindingWords({ finding }: { readonly finding: RotationFinding }) {
  const { about, result } = finding;
  const openDialog = useOpenDialog();
  if (finding.failure === null) return FINDING_WORDS[about];
  const failure = knownFailure(finding.failure);
  const { title, explanation, action } = wordsOf(failure);
  // A button says what to do by itself.
  const hasRemedy =
    failure.code === 'rotation/two-keys' || failure.code === 'rotation/old-key-in-files';
  return (
    <div className={classes.findingWords}>
      <span className={classes.findingTitle}>{title}</span>
      <span className={classes.findingText}>
        <WholeWords>
          {hasRemedy || result === 'unknown' ? explanation : `${explanation} ${action}`}
        </WholeWords>
      </span>
      {failure.code === 'rotation/two-keys' ? (
        <span>
          <Button
            size="s"
            onPress={() =>
              openDialog({
                kind: 'change-key',
                accessKeyId: failure.facts.otherKeyId,
                action: 'delete',
              })
            }
          >
            {ROTATION_WORDS.deleteOther(failure.facts.otherKeyId)}
          </Button>
        </span>
      ) : null}
      {failure.code === 'rotation/old-key-in-files' ? (
        <span>
          <Button size="s" onPress={() => openDialog({ kind: 'take-over' })}>
            {ROTATION_WORDS.takeOver}
          </Button>
        </span>
      ) : null}
    </div>
  );
}

/** Everything of ours that uses the old key. */
function GoesOver({ accessKeyId }: { readonly accessKeyId: string }) {
  const api = useApi();
  const reading = useReading(() => api.keys.consequences({ accessKeyId }), accessKeyId);
  const lines = reading.value === null ? [] : usersWords(reading.value.users);
  if (lines.length === 0) return null;
  return (
    <div className={classes.goesOver}>
      <h3 className={classes.label}>{ROTATION_WORDS.goesOver}</h3>
      {lines.map((line) => (
        <p key={line} className={classes.soft}>
          {line}
        </p>
      ))}
    </div>
  );
}
