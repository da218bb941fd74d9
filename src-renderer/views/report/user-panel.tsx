import type { ReportKey, ReportUser } from '#shared/contract/report.ts';
import { REPORT_FINDING_WORDS } from '#shared/words/report.ts';
import { ArnText } from '#renderer/components/arn-text.tsx';
import { Badge } from '#renderer/components/badge.tsx';
import { Facts } from '#renderer/components/facts.tsx';
import { IconButton } from '#renderer/components/icon-button.tsx';
import { NameText } from '#renderer/components/name-text.tsx';
import { WholeWords } from '#renderer/components/whole-words.tsx';
import { useCopyText } from '#renderer/state/use-copy-text.ts';
import { lastUseWords } from '#renderer/words/keys.ts';
import {
  findingAge,
  passwordWords,
  REPORT_WORDS,
  passwordUseWords,
} from '#renderer/words/report.ts';
import { dayWords } from '#renderer/words/time.ts';
import classes from './user-panel.module.css';
import type { UserRow } from './user-rows.ts';

/** All that the report says of one user. */
export function UserPanel(props: {
  readonly row: UserRow;
  /** Of when the report is. */
  readonly reportMs: number;
}) {
  const { user, findings } = props.row;
  const copyText = useCopyText();
  return (
    <section className={classes.panel} aria-label={REPORT_WORDS.panel}>
      <header className={classes.head}>
        <div className={classes.names}>
          <h2 className={classes.title}>
            <NameText name={user.user} />
          </h2>
          <p className={classes.arn}>
            <ArnText text={user.arn} />
          </p>
        </div>
        <IconButton
          icon="copy"
          size="s"
          label={REPORT_WORDS.copyArn}
          onPress={() => copyText(user.arn)}
        />
      </header>
      {findings.length === 0 ? null : (
        <ul className={classes.findings} aria-label={REPORT_WORDS.findings}>
          {findings.map((finding) => (
            <li key={finding.id} className={classes.finding}>
              <Badge tone={finding.tone === 'notice' ? 'neutral' : finding.tone}>
                {REPORT_FINDING_WORDS[finding.kind]}
              </Badge>
              <span className={classes.soft}>{findingAge(finding)}</span>
            </li>
          ))}
        </ul>
      )}
      <SignIn user={user} />
      {user.keys.length === 0 ? <p className={classes.soft}>{REPORT_WORDS.noKeys}</p> : null}
      {user.keys.map((key) => (
        <KeyFacts key={key.slot} accessKey={key} reportMs={props.reportMs} />
      ))}
      {user.certificates.map(({ slot, isActive, rotatedAt }) => (
        <div key={slot} className={classes.part}>
          <h3 className={classes.subtitle}>{REPORT_WORDS.certificate(slot)}</h3>
          <Facts
            facts={[
              { label: REPORT_WORDS.facts.status, value: statusWords(isActive) },
              { label: REPORT_WORDS.facts.age, value: dayOrNot(rotatedAt) },
            ]}
          />
        </div>
      ))}
    </section>
  );
}

function SignIn({ user }: { readonly user: ReportUser }) {
  const { facts: labels } = REPORT_WORDS;
  const hasPassword = user.hasPassword === true;
  return (
    <div className={classes.part}>
      <Facts
        facts={[
          { label: labels.created, value: dayOrNot(user.createdAt) },
          {
            label: labels.mfa,
            value:
              user.hasMfa === null
                ? REPORT_WORDS.notTold
                : user.hasMfa
                  ? REPORT_WORDS.yes
                  : REPORT_WORDS.no,
          },
          { label: labels.password, value: passwordWords(user) },
          ...(hasPassword
            ? [
                { label: labels.passwordUse, value: passwordUseWords(user) },
                { label: labels.passwordChanged, value: dayOrNot(user.passwordChangedAt) },
              ]
            : []),
          ...(user.passwordEndsAt === null
            ? []
            : [{ label: labels.passwordEnds, value: dayWords(user.passwordEndsAt) }]),
        ]}
      />
    </div>
  );
}

function KeyFacts(props: { readonly accessKey: ReportKey; readonly reportMs: number }) {
  const { slot, isActive, rotatedAt, lastUse } = props.accessKey;
  const { facts: labels } = REPORT_WORDS;
  return (
    <div className={classes.part}>
      <h3 className={classes.subtitle}>{REPORT_WORDS.key(slot)}</h3>
      <Facts
        facts={[
          { label: labels.status, value: statusWords(isActive) },
          { label: labels.age, value: dayOrNot(rotatedAt) },
          {
            label: labels.lastUse,
            value: <WholeWords>{lastUseWords(lastUse, props.reportMs)}</WholeWords>,
          },
        ]}
      />
    </div>
  );
}

function statusWords(isActive: boolean): string {
  return isActive ? REPORT_WORDS.active : REPORT_WORDS.inactive;
}

function dayOrNot(instant: string | null): string {
  return instant === null ? REPORT_WORDS.notTold : dayWords(instant);
}
