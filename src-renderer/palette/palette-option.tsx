import type { Target } from '#shared/contract/things.ts';
import { Badge } from '../components/badge.tsx';
import { FoundText } from '../components/found-text.tsx';
import { Icon } from '../components/icon.tsx';
import { useIsPinned } from '../state/habits.ts';
import { targetSearch } from '../state/target-search.ts';
import { PALETTE_WORDS } from '../words/palette.ts';
import { SWITCH_WORDS } from '../words/switch.ts';
import { actionSearch } from './palette-actions.ts';
import { accountSearch, type Account, type PaletteThing } from './palette-things.ts';
import classes from './palette.module.css';

/** One line of the palette: what it is, where, and what of it was meant. */
export function PaletteOption({
  thing,
  typed,
}: {
  readonly thing: PaletteThing;
  readonly typed: string;
}) {
  switch (thing.kind) {
    case 'target':
      return <TargetOption target={thing.target} typed={typed} />;
    case 'account':
      return <AccountOption account={thing.account} typed={typed} />;
    case 'action': {
      const { icon, label, note } = thing.action;
      return (
        <>
          <Icon name={icon} />
          <span className={classes.title}>
            <FoundText text={label} ranges={actionSearch.rangesOf(thing.action, typed)[0]} />
          </span>
          <span className={classes.note}>{note}</span>
        </>
      );
    }
  }
}

function TargetOption({ target, typed }: { readonly target: Target; readonly typed: string }) {
  const isPinned = useIsPinned(target.name);
  const [name, , alias, account] = targetSearch.rangesOf(target, typed);
  return (
    <>
      <Icon name={target.kind === 'identity' ? 'user' : 'role'} />
      <span className={classes.title}>
        <FoundText text={target.name} ranges={name} />
      </span>
      {isPinned ? (
        <span className={classes.pin} role="img" aria-label={SWITCH_WORDS.pinned}>
          <Icon name="pin" size={12} />
        </span>
      ) : null}
      {target.session.state === 'active' ? <Badge tone="ok">{PALETTE_WORDS.active}</Badge> : null}
      <span className={classes.note}>
        {target.accountAlias === null ? null : (
          <>
            <FoundText text={target.accountAlias} ranges={alias} />{' '}
          </>
        )}
        <FoundText text={target.accountId} ranges={account} />
      </span>
    </>
  );
}

function AccountOption({ account, typed }: { readonly account: Account; readonly typed: string }) {
  const [alias, id] = accountSearch.rangesOf(account, typed);
  return (
    <>
      <Icon name="files" />
      <span className={classes.title}>
        {account.alias === null ? (
          <FoundText text={account.id} ranges={id} />
        ) : (
          <FoundText text={account.alias} ranges={alias} />
        )}
      </span>
      <span className={classes.note}>
        {account.alias === null ? null : (
          <>
            <FoundText text={account.id} ranges={id} /> ·{' '}
          </>
        )}
        {PALETTE_WORDS.targetsOf(account.targets)}
      </span>
    </>
  );
}
