import type { PasswordPolicy } from '#shared/contract/account.ts';
import type { PasswordRule } from '#shared/password-rules.ts';
import { passwordRuleWords } from '#shared/words/password.ts';
import { VisuallyHidden } from 'react-aria-components/VisuallyHidden';
import { cx } from '../components/cx.ts';
import { Icon } from '../components/icon.tsx';
import { PASSWORD_WORDS } from '../words/own-credentials.ts';
import classes from './password-rules.module.css';

/** What the account asks of a password; each rule is ticked off as soon as it is kept. */
export function PasswordRules(props: {
  readonly policy: PasswordPolicy | null;
  readonly rules: readonly PasswordRule[];
  readonly unmet: readonly PasswordRule[];
}) {
  const { policy, rules, unmet } = props;
  const ends = policy === null ? null : PASSWORD_WORDS.ends(policy);
  const notes = [
    ...(policy === null ? [PASSWORD_WORDS.unknownRules] : []),
    ...(policy?.isDefault === true ? [PASSWORD_WORDS.defaultRules] : []),
    ...(typeof policy?.remembered === 'number'
      ? [PASSWORD_WORDS.remembered(policy.remembered)]
      : []),
    ...(ends === null ? [] : [ends]),
  ];
  return (
    <section className={classes.rules} aria-labelledby="password-rules">
      <h3 className={classes.title} id="password-rules">
        {PASSWORD_WORDS.rulesTitle}
        <span className={classes.count} role="status">
          {PASSWORD_WORDS.kept(rules.length - unmet.length, rules.length)}
        </span>
      </h3>
      <ul className={classes.list}>
        {rules.map((rule) => {
          const isMet = !unmet.includes(rule);
          return (
            <li key={rule} className={cx(classes.rule, isMet && classes.met)}>
              <span className={classes.mark}>{isMet ? <Icon name="check" size={12} /> : '·'}</span>
              <span>
                <VisuallyHidden>
                  {isMet ? PASSWORD_WORDS.met : PASSWORD_WORDS.unmet}{' '}
                </VisuallyHidden>
                {passwordRuleWords(rule, policy?.minimumLength ?? 1)}
              </span>
            </li>
          );
        })}
      </ul>
      {notes.map((note) => (
        <p key={note} className={classes.note}>
          {note}
        </p>
      ))}
    </section>
  );
}
