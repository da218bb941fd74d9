import type { SessionOptions } from '#shared/contract/session-options.ts';
import { ArnText } from '../components/arn-text.tsx';
import { PolicyText } from '../components/policy-text.tsx';
import { NEED_WORDS } from '../words/needs.ts';
import classes from './scope-allows.module.css';

/** What a session with these policies may do: nothing is summed up, whoever allows it reads it. */
export function ScopeAllows({ options }: { readonly options: SessionOptions }) {
  const { policyArns, policy } = options;
  if (policyArns.length === 0 && policy === null) {
    return (
      <>
        <strong className={classes.all}>{NEED_WORDS.allowsAll}</strong>
        <span className={classes.text}>{NEED_WORDS.allowsAllText}</span>
      </>
    );
  }
  return (
    <>
      <span className={classes.text}>{NEED_WORDS.allowsAtMost}</span>
      {policyArns.length === 0 ? null : (
        <ul className={classes.arns}>
          {policyArns.map((arn) => (
            <li key={arn}>
              <ArnText text={arn} />
            </li>
          ))}
        </ul>
      )}
      {policy === null ? null : <PolicyText policy={policy} label={NEED_WORDS.policy} />}
    </>
  );
}
