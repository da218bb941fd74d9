import { sessionOptions, type SessionOptions } from '#shared/contract/session-options.ts';
import { sessionOptionsProblem } from '#shared/session-option-rules.ts';
import type { Failure } from '#shared/errors.ts';
import { Disclosure } from '../components/disclosure.tsx';
import { TextArea } from '../components/text-area.tsx';
import { TextField } from '../components/text-field.tsx';
import { FORM_WORDS } from '../words/forms.ts';
import { orEmpty, schemaProblem, sentence, valueProblem, type ProblemOf } from './field-problem.ts';
import classes from './form.module.css';
import { TagFields, useTagFields, type TagFieldsState } from './tag-fields.tsx';
import { useField, type Field } from './use-field.ts';

/** Fields of the contract that a failure shown here may be about. */
export const SESSION_OPTION_FIELDS = [
  'sourceIdentity',
  'tags',
  'transitiveTagKeys',
  'policyArns',
  'policy',
];

/** What a session is made with, while it is written. */
export interface SessionOptionsState {
  readonly sourceIdentity: Field;
  readonly tags: TagFieldsState;
  readonly policyArns: Field;
  readonly policy: Field;
  check(): boolean;
  /** What the contract takes of it. */
  read(): SessionOptions;
}

export function useSessionOptions(
  initial: SessionOptions | null,
  failure: Failure | null,
): SessionOptionsState {
  const tags = useTagFields(initial, failure);
  const sourceIdentity = useField('sourceIdentity', {
    initial: initial?.sourceIdentity ?? '',
    problemOf: orEmpty(schemaProblem(sessionOptions.shape.sourceIdentity)),
    failure,
  });
  const policyArns = useField('policyArns', {
    initial: initial?.policyArns.join('\n') ?? '',
    problemOf: arnsProblem,
    failure,
  });
  const read = (policy: string): SessionOptions => ({
    sourceIdentity: sourceIdentity.value === '' ? null : sourceIdentity.value,
    ...tags.read(),
    policyArns: arnsIn(policyArns.value),
    policy: policy === '' ? null : policy,
  });
  const policy = useField('policy', {
    initial: initial?.policy ?? '',
    problemOf: (text) => policyProblem(text) ?? togetherProblem(read(text)),
    failure,
  });
  return {
    sourceIdentity,
    tags,
    policyArns,
    policy,
    check: () =>
      [sourceIdentity, tags, policyArns, policy].map((part) => part.check()).every(Boolean),
    read: () => read(policy.value),
  };
}

/** Closed for most: few roles need any of it. Its title says what is set. */
export function SessionOptionFields({ state }: { readonly state: SessionOptionsState }) {
  const { sourceIdentity, tags, policyArns, policy } = state;
  const needsAttention =
    [sourceIdentity, policyArns, policy].some(({ props: { problem } }) => problem !== null) ||
    tags.failure !== null ||
    tags.rows.some((row) => tags.problemOf(row) !== null);
  return (
    <Disclosure title={FORM_WORDS.sessionOptions(state.read())} needsAttention={needsAttention}>
      <div className={classes.stack}>
        <TextField
          label={FORM_WORDS.sourceIdentity}
          hint={FORM_WORDS.sourceIdentityHint}
          isOptional
          {...sourceIdentity.props}
        />
        <TagFields state={tags} />
        <PolicyFields state={state} />
      </div>
    </Disclosure>
  );
}

/** What narrows a session: one policy of its own, and any that AWS or the account has. */
export function PolicyFields({
  state: { policy, policyArns },
}: {
  readonly state: Pick<SessionOptionsState, 'policy' | 'policyArns'>;
}) {
  return (
    <>
      <TextArea
        label={FORM_WORDS.policy}
        hint={FORM_WORDS.policyHint}
        placeholder={FORM_WORDS.policyExample}
        rows={5}
        isMono
        isOptional
        {...policy.props}
      />
      <TextArea
        label={FORM_WORDS.policyArns}
        hint={FORM_WORDS.policyArnsHint}
        placeholder="arn:aws:iam::aws:policy/ReadOnlyAccess"
        rows={2}
        isMono
        isOptional
        {...policyArns.props}
      />
    </>
  );
}

const policyProblem = orEmpty(schemaProblem(sessionOptions.shape.policy));
const manyArnsProblem = valueProblem(sessionOptions.shape.policyArns);

function arnsIn(text: string): string[] {
  return text.split(/[\s,]+/).filter((arn) => arn !== '');
}

const arnsProblem: ProblemOf = (text) => manyArnsProblem(arnsIn(text));

function togetherProblem(options: SessionOptions): string | null {
  const wrong = sessionOptionsProblem(options);
  return wrong?.field === 'policy' ? sentence(wrong.problem) : null;
}
