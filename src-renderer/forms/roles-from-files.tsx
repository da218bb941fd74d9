import { useState } from 'react';
import { suggestName } from '#shared/names.ts';
import { Checkbox } from '../components/checkbox.tsx';
import { useTask } from '../state/use-task.ts';
import { useWorld } from '../state/world.ts';
import { FILES_WORDS } from '../words/first-run.ts';
import classes from './form.module.css';
import type { FoundRole } from './from-files.tsx';
import { FormFrame } from './form-frame.tsx';
import { given } from './given.ts';

/** The role profiles whose source has just come in: each becomes a role of it, or stays where it is. */
export function RolesFromFiles(props: {
  readonly identity: string;
  readonly roles: readonly FoundRole[];
  onDone(): void;
}) {
  const { api, toasts } = useWorld();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const chosen = props.roles.filter(({ profile }) => !left.has(profile) && !taken.has(profile));
  const task = useTask(async () => {
    for (const found of chosen) {
      await api.roles.add(roleOf(found, props.identity));
      // One that fails leaves those before it taken over: they are not tried twice.
      setTaken((names) => new Set([...names, found.profile]));
    }
    toasts.show(FILES_WORDS.done(taken.size + chosen.length));
    props.onDone();
  });
  return (
    <FormFrame
      submitLabel={FILES_WORDS.takeOver(chosen.length)}
      cancelLabel={FILES_WORDS.skip}
      isBusy={task.running}
      failure={task.failure}
      onSubmit={() => (chosen.length === 0 ? props.onDone() : void task.run())}
      onCancel={props.onDone}
    >
      <p className={classes.lead}>{FILES_WORDS.rolesLead(props.identity)}</p>
      <div className={classes.stack} role="group" aria-label={FILES_WORDS.roles}>
        {props.roles.map((role) => (
          <Checkbox
            key={role.profile}
            isSelected={!left.has(role.profile)}
            isDisabled={taken.has(role.profile)}
            onChange={(isChosen) =>
              setLeft(
                (names) =>
                  new Set(
                    isChosen
                      ? [...names].filter((name) => name !== role.profile)
                      : [...names, role.profile],
                  ),
              )
            }
          >
            <strong>{role.profile}</strong>
            <br />
            <code>{role.roleArn}</code>
          </Checkbox>
        ))}
      </div>
    </FormFrame>
  );
}

function roleOf(found: FoundRole, source: string) {
  const name = suggestName(found.profile);
  return {
    name,
    roleArn: found.roleArn,
    source,
    mfa: found.mfaSerial === null ? ('none' as const) : ('session' as const),
    profile: suggestName(`${name}-latchkey`),
    ...given('region', found.region ?? ''),
    ...given('externalId', found.externalId ?? ''),
    ...given('sessionName', found.sessionName ?? ''),
    // The files may ask for more than a session's role may have; then AWS's maximum is right.
    ...(found.durationSeconds === null || found.durationSeconds > 3600
      ? {}
      : { durationSeconds: found.durationSeconds }),
  };
}
