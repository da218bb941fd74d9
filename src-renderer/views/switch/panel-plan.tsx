import { useMemo } from 'react';
import type { Plan } from '#shared/contract/things.ts';
import { isAppError } from '#shared/errors.ts';
import { planTarget, planView, type Configured } from '#shared/plan.ts';
import { PLAN_REASONS } from '#shared/words/plan.ts';
import { ArnText } from '#renderer/components/arn-text.tsx';
import { useSnapshot } from '#renderer/state/world.ts';
import { planStepWords } from '#renderer/words/plan-steps.ts';
import { SWITCH_WORDS } from '#renderer/words/switch.ts';
import classes from './target-panel.module.css';

/** What the next switch will do, call by call, and why so. */
export function PanelPlan({ target }: { readonly target: string }) {
  const identities = useSnapshot((snapshot) => snapshot.identities);
  const roles = useSnapshot((snapshot) => snapshot.roles);
  const plan = useMemo(() => planOf({ identities, roles }, target), [identities, roles, target]);
  if (plan === null) {
    return (
      <div className={classes.section}>
        <h3 className={classes.sectionTitle}>{SWITCH_WORDS.how}</h3>
        <p className={classes.soft}>{SWITCH_WORDS.noPlan}</p>
      </div>
    );
  }
  return (
    <div className={classes.section}>
      <h3 className={classes.sectionTitle}>{SWITCH_WORDS.how}</h3>
      <ol className={classes.steps}>
        {plan.steps.map((step, index) => {
          const { call, subject, detail } = planStepWords(step);
          return (
            <li key={index} className={classes.step}>
              <span className={classes.stepWords}>
                <code>{call}</code> <ArnText text={subject} />
                <span className={`${classes.line} ${classes.soft}`}>{detail}</span>
              </span>
            </li>
          );
        })}
      </ol>
      {plan.because.length === 0 ? null : (
        <ul className={classes.reasons} aria-label={SWITCH_WORDS.why}>
          {plan.because.map((reason) => (
            <li key={reason}>{PLAN_REASONS[reason]}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Null where it cannot work: then the target's failure says why. */
function planOf(configured: Configured, target: string): Plan | null {
  try {
    return planView(planTarget(configured, target));
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}
