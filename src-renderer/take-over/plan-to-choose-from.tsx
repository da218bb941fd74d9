import type { ImportPlan } from '#shared/contract/import-plan.ts';
import { knownFailure } from '../api/known-failure.ts';
import { Badge } from '../components/badge.tsx';
import { Checkbox } from '../components/checkbox.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { Entry } from '../components/entry.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { LongList } from '../components/long-list.tsx';
import { EndpointField } from '../forms/endpoint-field.tsx';
import { leftWords } from '#shared/words/import.ts';
import { wordsOf } from '#shared/words/errors.ts';
import { FORM_WORDS } from '../words/forms.ts';
import { identityWords, roleWords, TAKE_OVER_WORDS } from '../words/take-over.ts';
import { ChoiceList } from './choice-list.tsx';
import { chosenTargets } from './chosen-targets.ts';
import { Remarks } from './remarks.tsx';
import { Part } from './part.tsx';
import type { Scope } from './take-over.tsx';
import classes from './take-over.module.css';

/** The keys that lie in plain text, what would become of each profile, and what stays and why. */
export function PlanToChooseFrom(props: {
  readonly plan: ImportPlan;
  readonly scope: Scope;
  readonly isBusy: boolean;
  readonly leftOut: ReadonlySet<string>;
  onScope(change: Partial<Scope>): void;
  onLeaveOut(leftOut: ReadonlySet<string>): void;
}) {
  const { plan, scope, leftOut } = props;
  const { keys, identities, roles, left, failures } = plan;
  const chosen = chosenTargets(plan, leftOut);
  const isCsv = scope.csv > 0;
  // Of a CSV everything is taken.
  const choosing = { leftOut, chosen, onLeaveOut: props.onLeaveOut, isFixed: isCsv };
  const hasUnproven = keys.some(({ proof }) => proof.state === 'not-proven');
  const hasRoot = keys.some(({ proof }) => proof.state === 'proven' && proof.userName === null);
  return (
    <>
      {failures.map((failure, index) => (
        <FailureNotice key={index} failure={knownFailure(failure)} isAlert={false} />
      ))}
      {keys.length === 0 ? null : (
        <Part title={TAKE_OVER_WORDS.keys} count={keys.length}>
          <LongList label={TAKE_OVER_WORDS.keys} items={keys} moreLabel={TAKE_OVER_WORDS.more}>
            {(key) => <KeyEntry foundKey={key} isInFiles={!isCsv} />}
          </LongList>
          {hasUnproven || scope.allowUnproven ? (
            <Checkbox
              isSelected={scope.allowUnproven}
              isDisabled={props.isBusy}
              onChange={(allowUnproven) => props.onScope({ allowUnproven })}
            >
              {TAKE_OVER_WORDS.allowUnproven}
            </Checkbox>
          ) : null}
          {hasRoot || scope.allowRoot ? (
            <Checkbox
              isSelected={scope.allowRoot}
              isDisabled={props.isBusy}
              onChange={(allowRoot) => props.onScope({ allowRoot })}
            >
              {TAKE_OVER_WORDS.allowRoot}
            </Checkbox>
          ) : null}
          <Disclosure title={FORM_WORDS.more} needsAttention={hasUnproven}>
            <EndpointField
              value={scope.endpoint}
              onChange={(endpoint) => props.onScope({ endpoint })}
            />
          </Disclosure>
        </Part>
      )}
      <ChoiceList
        {...choosing}
        title={TAKE_OVER_WORDS.identities}
        items={identities}
        textOf={(identity) => identityWords(identity)}
      />
      <ChoiceList
        {...choosing}
        title={TAKE_OVER_WORDS.roles}
        items={roles}
        textOf={(role) => (
          <>
            <code className={classes.arn}>{role.roleArn}</code>
            {roleWords(role)}
          </>
        )}
      />
      <Remarks title={TAKE_OVER_WORDS.left} items={left} wordsOf={leftWords} />
    </>
  );
}

function KeyEntry(props: {
  readonly foundKey: ImportPlan['keys'][number];
  readonly isInFiles: boolean;
}) {
  const { accessKeyId, profiles, proof } = props.foundKey;
  return (
    <Entry
      title={<code>{accessKeyId}</code>}
      actions={
        proof.state === 'not-proven' ? (
          <Badge tone="warn">{TAKE_OVER_WORDS.keyNotProven}</Badge>
        ) : proof.userName === null ? (
          <Badge tone="danger">{TAKE_OVER_WORDS.keyOfRoot(proof.accountId)}</Badge>
        ) : (
          <Badge tone="ok">{TAKE_OVER_WORDS.keyOf(proof.userName, proof.accountId)}</Badge>
        )
      }
    >
      {props.isInFiles ? TAKE_OVER_WORDS.keyIn(profiles) : null}
      {proof.state === 'proven' ? null : <p>{failureWords(proof.failure)}</p>}
    </Entry>
  );
}

function failureWords(failure: Parameters<typeof knownFailure>[0]): string {
  const { title, explanation } = wordsOf(knownFailure(failure));
  return `${title}. ${explanation}`;
}
