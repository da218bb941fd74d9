import { useState } from 'react';
import type { Target } from '#shared/contract/things.ts';
import { createSearch } from '#shared/search/search.ts';
import type { MenuAction } from '../components/action-menu.tsx';
import { FoundText } from '../components/found-text.tsx';
import { Icon } from '../components/icon.tsx';
import { useTargetActions } from '../views/switch/use-target-actions.ts';
import { PALETTE_WORDS } from '../words/palette.ts';
import { Hint } from './hint.tsx';
import { PaletteBox } from './palette-box.tsx';
import classes from './palette.module.css';

const menuSearch = createSearch<MenuAction>(({ label, note = '' }) => [label, note]);

/** What one can do with a target besides switching to it: the menu of its row. */
export function MoreOfTarget(props: { readonly target: Target; onClose(): void; onBack(): void }) {
  const { target, onClose, onBack } = props;
  const [typed, setTyped] = useState('');
  const actions = useTargetActions(target);
  const options = menuSearch.find(actions, typed);
  return (
    <PaletteBox
      placeholder={PALETTE_WORDS.moreOf(target.name)}
      typed={typed}
      onType={setTyped}
      sections={options.length === 0 ? [] : [{ name: 'more', title: target.name, options }]}
      keyOf={({ id }) => id}
      renderOption={(action) => (
        <>
          <Icon name={action.icon} />
          <span className={classes.title}>
            <FoundText text={action.label} ranges={menuSearch.rangesOf(action, typed)[0]} />
          </span>
          <span className={classes.note}>{action.code ?? action.note}</span>
        </>
      )}
      onChoose={(action) => {
        onClose();
        action.run();
      }}
      onBack={onBack}
      whenEmpty={<p className={classes.emptyTitle}>{PALETTE_WORDS.nothing(typed)}</p>}
      foot={() => (
        <>
          <Hint keys="Enter">{PALETTE_WORDS.enter.do}</Hint>
          <Hint keys="Esc">{PALETTE_WORDS.back}</Hint>
        </>
      )}
    />
  );
}
