import type { Scope } from '#shared/contract/scope.ts';
import { IconButton } from '#renderer/components/icon-button.tsx';
import { useCopyText } from '#renderer/state/use-copy-text.ts';
import { useOpenDialog, useSnapshot } from '#renderer/state/world.ts';
import { SCOPE_WORDS, scopeSummary } from '#renderer/words/scopes.ts';
import classes from './target-panel.module.css';

/** The scopes of a role, and the command that uses each. */
export function PanelScopes({ role }: { readonly role: string }) {
  const openDialog = useOpenDialog();
  const scopes = useSnapshot(
    ({ roles }) => roles.find(({ name }) => name === role)?.scopes ?? NO_SCOPES,
  );
  return (
    <section className={classes.section} aria-label={SCOPE_WORDS.title}>
      <div className={classes.titleLine}>
        <h3 className={classes.sectionTitle}>{SCOPE_WORDS.title}</h3>
        <IconButton
          icon="plus"
          size="s"
          label={SCOPE_WORDS.add}
          onPress={() => openDialog({ kind: 'set-scope', role, scope: null })}
        />
      </div>
      {scopes.length === 0 ? (
        <p className={classes.soft}>{SCOPE_WORDS.empty}</p>
      ) : (
        <ul className={classes.scopes}>
          {scopes.map((scope) => (
            <li key={scope.name}>
              <ScopeLines role={role} scope={scope} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const NO_SCOPES: readonly Scope[] = [];

function ScopeLines({ role, scope }: { readonly role: string; readonly scope: Scope }) {
  const openDialog = useOpenDialog();
  const copyText = useCopyText();
  const { name } = scope;
  const command = SCOPE_WORDS.command(role, name);
  return (
    <>
      <span className={classes.withAction}>
        <strong className={classes.scopeName}>{name}</strong>
        <IconButton
          icon="copy"
          size="s"
          label={SCOPE_WORDS.copyCommand(name)}
          onPress={() => copyText(command)}
        />
        <IconButton
          icon="edit"
          size="s"
          label={SCOPE_WORDS.edit(name)}
          onPress={() => openDialog({ kind: 'set-scope', role, scope: name })}
        />
        <IconButton
          icon="trash"
          size="s"
          label={SCOPE_WORDS.remove(name)}
          onPress={() => openDialog({ kind: 'remove-scope', role, scope: name })}
        />
      </span>
      <span className={`${classes.line} ${classes.quiet}`}>{scopeSummary(scope)}</span>
      <code className={classes.command}>{command} …</code>
    </>
  );
}
