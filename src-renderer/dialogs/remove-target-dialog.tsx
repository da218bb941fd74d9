import type { Target } from '#shared/contract/things.ts';
import { keysLeftOf, unfinishedFacts } from '#shared/removal.ts';
import { wordsOf } from '#shared/words/errors.ts';
import { keysLeftText } from '#shared/words/removal.ts';
import { unfinishedRotation } from '../rotation/shown-rotation.ts';
import { useTask } from '../state/use-task.ts';
import { useSnapshot, useWorld } from '../state/world.ts';
import { FORM_WORDS } from '../words/forms.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

/** Asks once before an identity or a role is forgotten, and says what that means. */
export function RemoveTargetDialog(props: { readonly target: Target; onClose(): void }) {
  const { api, toasts } = useWorld();
  const { name, kind } = props.target;
  const isIdentity = kind === 'identity';
  const role = useSnapshot(({ roles }) => roles.find((one) => one.name === name) ?? null);
  const task = useTask(async (insist: boolean) => {
    await (isIdentity ? api.identities.remove({ name, insist }) : api.roles.remove({ name }));
    // An identity's secret is gone with it.
    toasts.show(
      FORM_WORDS.removed(name),
      role === null
        ? undefined
        : { bringBack: () => api.roles.restore({ role }), done: FORM_WORDS.isBack(name) },
    );
    props.onClose();
  });
  const isRefused = task.failure?.code === 'rotation/unfinished';
  const atRest = useRotationAtRest(isIdentity ? name : null);
  return (
    <ConfirmDialog
      title={isIdentity ? FORM_WORDS.removeIdentityTitle(name) : FORM_WORDS.removeRoleTitle(name)}
      doLabel={isRefused ? FORM_WORDS.removeAnyway : FORM_WORDS.removeDo}
      task={task}
      onDo={() => void task.run(isRefused || atRest !== null)}
      onClose={props.onClose}
    >
      <p>{isIdentity ? FORM_WORDS.removeIdentityText : FORM_WORDS.removeRoleText}</p>
      {isIdentity ? <WhatStays name={name} atRest={atRest} /> : null}
    </ConfirmDialog>
  );
}

type Unfinished = ReturnType<typeof unfinishedFacts>;

/** What ends with the identity, of a rotation that only waits; one in the middle is told of by main's refusal. */
function useRotationAtRest(name: string | null): Unfinished | null {
  const { identity, rotation } = useIdentity(name);
  if (identity === null || rotation?.identities.length !== 1) return null;
  const facts = unfinishedFacts(identity, rotation);
  return facts.isResting ? facts : null;
}

function WhatStays(props: { readonly name: string; readonly atRest: Unfinished | null }) {
  const { identity, rotation } = useIdentity(props.name);
  const others = rotation?.identities.filter((name) => name !== props.name) ?? [];
  if (identity === null) return null;
  return (
    <>
      <p>
        {props.atRest === null
          ? keysLeftText(keysLeftOf(identity, rotation))
          : wordsOf({ code: 'rotation/unfinished', facts: props.atRest }).explanation}
      </p>
      {others.length === 0 ? null : <p>{FORM_WORDS.rotationGoesOn(others)}</p>}
    </>
  );
}

function useIdentity(name: string | null) {
  const identity = useSnapshot(
    ({ identities }) => identities.find((one) => one.name === name) ?? null,
  );
  const rotation = useSnapshot(({ rotations }) => unfinishedRotation(rotations, name ?? ''));
  return { identity, rotation };
}
