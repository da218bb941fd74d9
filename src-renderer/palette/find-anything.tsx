import type { Target } from '#shared/contract/things.ts';
import { useSnapshot } from '../state/world.ts';
import { PALETTE_WORDS } from '../words/palette.ts';
import { Hint } from './hint.tsx';
import { PaletteBox } from './palette-box.tsx';
import { PaletteOption } from './palette-option.tsx';
import { paletteSections, type PaletteThing } from './palette-things.ts';
import { usePaletteWorld } from './use-palette-world.ts';
import classes from './palette.module.css';

/** The palette's first list: everything there is. */
export function FindAnything(props: {
  readonly typed: string;
  onType(text: string): void;
  onChoose(thing: PaletteThing): void;
  onMore(target: Target): void;
}) {
  const { typed } = props;
  const isLocked = useSnapshot(({ vault }) => vault.state !== 'unlocked');
  const world = usePaletteWorld();
  const sections = paletteSections(world, typed).map(({ name, things }) => ({
    name,
    title: PALETTE_WORDS.sections[name],
    options: things,
  }));
  return (
    <PaletteBox
      placeholder={isLocked ? PALETTE_WORDS.placeholderLocked : PALETTE_WORDS.placeholder}
      typed={typed}
      onType={props.onType}
      sections={sections}
      keyOf={({ kind, id }) => `${kind}:${id}`}
      renderOption={(thing) => <PaletteOption thing={thing} typed={typed} />}
      onChoose={props.onChoose}
      onMore={(thing) => thing.kind === 'target' && props.onMore(thing.target)}
      whenEmpty={
        <>
          <p className={classes.emptyTitle}>{PALETTE_WORDS.nothing(typed)}</p>
          <p>{isLocked ? PALETTE_WORDS.lockedText : PALETTE_WORDS.nothingText}</p>
        </>
      }
      foot={(thing) => (
        <>
          {thing === null ? null : <Hint keys="Enter">{mainDeed(thing)}</Hint>}
          {thing?.kind === 'target' ? <Hint keys="→">{PALETTE_WORDS.more}</Hint> : null}
          <Hint keys="Esc">{PALETTE_WORDS.close}</Hint>
        </>
      )}
    />
  );
}

function mainDeed(thing: PaletteThing): string {
  const { enter } = PALETTE_WORDS;
  switch (thing.kind) {
    case 'target':
      return thing.target.session.state === 'active' ? enter.show : enter.switch;
    case 'account':
      return enter.show;
    case 'action':
      return thing.action.does.kind === 'go' ? enter.show : enter.do;
  }
}
