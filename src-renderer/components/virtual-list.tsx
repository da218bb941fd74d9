import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { cx } from './cx.ts';
import classes from './virtual-list.module.css';
import { rowAfterKey, scrollTopFor, visibleRange } from './visible-range.ts';

export interface VirtualListHandle {
  /** Puts the keyboard on the current row. */
  focus(): void;
}

export interface VirtualListProps<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** What a screen reader calls a row. */
  readonly labelOf: (item: T) => string;
  /** In pixels: all rows are equally high, so any row's place is known without drawing the others. */
  readonly rowHeight: number;
  readonly current: string | null;
  readonly onCurrentChange: (key: string) => void;
  /** Enter, or a double click. */
  readonly onAction: (item: T) => void;
  /** A row above them that does not scroll away: its height, and its cells, each with the role `columnheader`. */
  readonly head?: { readonly height: number; readonly cells: ReactNode };
  /** The cells of a row, each with the role `gridcell`. Buttons in it are reached with the arrow keys. */
  readonly renderRow: (item: T) => ReactNode;
  readonly handle?: Ref<VirtualListHandle>;
}

/**
 * A list of any length of which only the rows in view exist, as an ARIA grid of one focusable row at
 * a time. React Aria's own list builds a node for every item before it draws the first; at 10,000
 * that is what one would feel at each key press in the filter.
 */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { items, keyOf, rowHeight, current, onCurrentChange, onAction, head } = props;
  const headHeight = head?.height ?? 0;
  const headRows = head === undefined ? 0 : 1;
  const scroller = useRef<HTMLDivElement>(null);
  const view = useView(scroller, headHeight);
  const wantsFocus = useRef(false);
  const currentIndex = current === null ? -1 : items.findIndex((item) => keyOf(item) === current);
  const rows = visibleRange({ count: items.length, rowHeight, current: currentIndex, ...view });
  const tabStop = currentIndex >= 0 ? currentIndex : 0;

  useImperativeHandle(props.handle, () => ({
    focus: () => focusRow(scroller.current, currentIndex),
  }));
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    focusRow(scroller.current, currentIndex);
  }, [currentIndex]);
  useScrollToCurrent(scroller, currentIndex, { rowHeight, headHeight });
  const keepFocus = useKeptFocus(scroller, currentIndex);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const row = (event.target as Element).closest<HTMLElement>('[data-index]');
    if (row === null) return;
    if (event.target !== row && moveInside(event, row)) return;
    if (event.target === row && event.key === 'ArrowRight') buttonsOf(row)[0]?.focus();
    if (event.target === row && event.key === 'Enter') {
      event.preventDefault();
      const item = items[Number(row.dataset['index'])];
      if (item !== undefined) onAction(item);
    }
    const pageRows = Math.max(1, Math.floor(view.height / rowHeight) - 1);
    const next = rowAfterKey(event.key, {
      current: Number(row.dataset['index']),
      count: items.length,
      pageRows,
    });
    const item = next === null ? undefined : items[next];
    if (item === undefined) return;
    event.preventDefault();
    wantsFocus.current = true;
    onCurrentChange(keyOf(item));
    if (next === currentIndex) focusRow(scroller.current, next);
  }

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={items.length + headRows}
      className={classes.scroller}
      onKeyDown={onKeyDown}
      {...keepFocus}
      tabIndex={-1}
    >
      {head === undefined ? null : (
        <div role="rowgroup" className={classes.head} style={{ height: headHeight }}>
          <div role="row" aria-rowindex={1} className={classes.headRow}>
            {head.cells}
          </div>
        </div>
      )}
      <div role="rowgroup" className={classes.canvas} style={{ height: items.length * rowHeight }}>
        {rows.map((index) => {
          const item = items[index] as T;
          const key = keyOf(item);
          return (
            <div
              key={key}
              role="row"
              aria-label={props.labelOf(item)}
              data-index={index}
              aria-rowindex={index + 1 + headRows}
              aria-selected={key === current}
              tabIndex={index === tabStop ? 0 : -1}
              className={cx(classes.row, key === current && classes.current)}
              style={{ top: index * rowHeight, height: rowHeight }}
              onPointerDown={() => onCurrentChange(key)}
              onFocus={() => onCurrentChange(key)}
              onDoubleClick={(event) => {
                // Neither two quick presses of a button inside, nor what bubbles up from a menu of the row.
                const target = event.target as Element;
                if (event.currentTarget.contains(target) && target.closest('button') === null)
                  onAction(item);
              }}
            >
              {props.renderRow(item)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** How far it is scrolled and how high it is below its head, kept up to date. */
function useView(
  scroller: { readonly current: HTMLDivElement | null },
  headHeight: number,
): {
  scrollTop: number;
  height: number;
} {
  const [view, setView] = useState({ scrollTop: 0, height: 600 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const read = () =>
      setView({ scrollTop: element.scrollTop, height: element.clientHeight - headHeight });
    const observer = new ResizeObserver(read);
    observer.observe(element);
    element.addEventListener('scroll', read, { passive: true });
    read();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', read);
    };
  }, [scroller, headHeight]);
  return view;
}

/** A focused row that goes away takes the focus along without a word; it is given to the row that is current then. */
function useKeptFocus(
  scroller: { readonly current: HTMLDivElement | null },
  currentIndex: number,
): { onFocus(): void; onBlur(): void } {
  const isInside = useRef(false);
  useLayoutEffect(() => {
    if (isInside.current && document.activeElement === document.body)
      focusRow(scroller.current, currentIndex);
  });
  return {
    onFocus() {
      isInside.current = true;
    },
    onBlur() {
      isInside.current = false;
    },
  };
}

function useScrollToCurrent(
  scroller: { readonly current: HTMLDivElement | null },
  currentIndex: number,
  { rowHeight, headHeight }: { readonly rowHeight: number; readonly headHeight: number },
): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || currentIndex < 0) return;
    const height = element.clientHeight - headHeight;
    const place = { rowHeight, scrollTop: element.scrollTop, height };
    element.scrollTop = scrollTopFor(currentIndex, place);
  }, [scroller, currentIndex, rowHeight, headHeight]);
}

function focusRow(scroller: HTMLDivElement | null, index: number): void {
  const row = scroller?.querySelector<HTMLElement>(`[data-index="${index}"]`);
  const fallback = scroller?.querySelector<HTMLElement>('[data-index]');
  (row ?? fallback)?.focus({ preventScroll: true });
}

function buttonsOf(row: HTMLElement): readonly HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>('button:not([disabled])')];
}

/** Left and right among the buttons of a row, and back to the row. True when that is what the key meant. */
function moveInside(event: KeyboardEvent, row: HTMLElement): boolean {
  const buttons = buttonsOf(row);
  const at = buttons.indexOf(event.target as HTMLElement);
  if (event.key === 'ArrowRight') buttons[at + 1]?.focus();
  else if (event.key === 'ArrowLeft') (buttons[at - 1] ?? row).focus();
  else if (event.key === 'Escape') row.focus();
  else return event.key === 'Enter' || event.key === ' ';
  event.preventDefault();
  return true;
}
