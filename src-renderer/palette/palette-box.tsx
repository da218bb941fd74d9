import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useState } from 'react';
import { VisuallyHidden } from 'react-aria-components/VisuallyHidden';
import { cx } from '../components/cx.ts';
import { Icon } from '../components/icon.tsx';
import { PALETTE_WORDS } from '../words/palette.ts';
import classes from './palette.module.css';

/** A part of the list under a heading. */
export interface BoxSection<T> {
  readonly name: string;
  readonly title: string;
  readonly options: readonly T[];
}

/**
 * A field and a list below it, as the ARIA pattern of a combobox whose list is always open: the keyboard stays in
 * the field. React Aria's Autocomplete moves its mark after the list has changed, and takes it away when something
 * is pasted or deleted; here Enter must mean the first of what is typed, at once.
 */
export function PaletteBox<T>(props: {
  readonly placeholder: string;
  readonly typed: string;
  onType(text: string): void;
  readonly sections: readonly BoxSection<T>[];
  readonly keyOf: (option: T) => string;
  readonly renderOption: (option: T) => ReactNode;
  onChoose(option: T): void;
  /** Arrow right at the end of the text: what else there is to do. */
  onMore?(option: T): void;
  /** Arrow left at the start of the text, where there is something before. */
  onBack?(): void;
  readonly whenEmpty: ReactNode;
  /** What the keys do to the option that is marked. */
  readonly foot: (option: T | null) => ReactNode;
}) {
  const { typed, sections, keyOf } = props;
  const id = useId();
  const options = sections.flatMap((section) => section.options);
  const [mark, setMark] = useState({ typed, index: 0 });
  const index = Math.min(mark.typed === typed ? mark.index : 0, options.length - 1);
  const marked = options[index] ?? null;
  const optionId = (option: T) => `${id}-${encodeURIComponent(keyOf(option))}`;
  const markedId = marked === null ? undefined : optionId(marked);
  useLayoutEffect(() => {
    if (markedId !== undefined)
      document.getElementById(markedId)?.scrollIntoView({ block: 'nearest' });
  }, [markedId]);

  const moveTo = (next: number) =>
    setMark({ typed, index: (next + options.length) % Math.max(1, options.length) });

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const { selectionStart, selectionEnd, value } = event.currentTarget;
    const isAt = (place: number) => selectionStart === place && selectionEnd === place;
    const { onMore, onBack } = props;
    if (event.key === 'ArrowDown') moveTo(index + 1);
    else if (event.key === 'ArrowUp') moveTo(index - 1);
    else if (event.key === 'Enter' && marked !== null) props.onChoose(marked);
    else if (event.key === 'ArrowRight' && isAt(value.length) && marked !== null && onMore)
      onMore(marked);
    else if (onBack && (event.key === 'Escape' || (event.key === 'ArrowLeft' && isAt(0)))) onBack();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <>
      <div className={classes.field}>
        <Icon name="search" />
        <input
          className={classes.input}
          role="combobox"
          aria-label={props.placeholder}
          aria-expanded={options.length > 0}
          aria-haspopup="listbox"
          aria-autocomplete="list"
          aria-controls={`${id}-list`}
          aria-activedescendant={markedId}
          placeholder={props.placeholder}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          value={typed}
          onChange={(event) => props.onType(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <VisuallyHidden elementType="div">
        <span role="status">
          {options.length === 0
            ? PALETTE_WORDS.nothing(typed)
            : PALETTE_WORDS.found(options.length)}
        </span>
      </VisuallyHidden>
      {/* The keyboard is in the field, whose keys move through the list. */}
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={PALETTE_WORDS.list}
        className={classes.list}
        hidden={options.length === 0}
      >
        {sections.map((section) => (
          <div key={section.name} role="group" aria-labelledby={`${id}-${section.name}`}>
            <div id={`${id}-${section.name}`} role="presentation" className={classes.heading}>
              {section.title}
            </div>
            {section.options.map((option) => (
              <div
                key={keyOf(option)}
                id={optionId(option)}
                role="option"
                aria-selected={option === marked}
                className={cx(classes.option, option === marked && classes.marked)}
                onPointerMove={() => option !== marked && moveTo(options.indexOf(option))}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => props.onChoose(option)}
              >
                {props.renderOption(option)}
              </div>
            ))}
          </div>
        ))}
      </div>
      {options.length === 0 ? <div className={classes.empty}>{props.whenEmpty}</div> : null}
      <footer className={classes.foot}>{props.foot(marked)}</footer>
    </>
  );
}
