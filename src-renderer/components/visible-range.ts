/** The rows to draw: those in view, a few more on each side, and the current one, so that it never loses its focus. */
export function visibleRange(view: {
  readonly count: number;
  readonly rowHeight: number;
  readonly scrollTop: number;
  readonly height: number;
  readonly current: number;
}): readonly number[] {
  const overscan = 6;
  const first = Math.max(0, Math.floor(view.scrollTop / view.rowHeight) - overscan);
  const last = Math.min(
    view.count - 1,
    Math.ceil((view.scrollTop + view.height) / view.rowHeight) + overscan,
  );
  const rows: number[] = [];
  if (view.current >= 0 && view.current < Math.min(first, view.count)) rows.push(view.current);
  for (let row = first; row <= last; row += 1) rows.push(row);
  if (view.current > last && view.current < view.count) rows.push(view.current);
  return rows;
}

/** The row a key moves to; null when the key does not move. */
export function rowAfterKey(
  key: string,
  view: { readonly current: number; readonly count: number; readonly pageRows: number },
): number | null {
  const last = view.count - 1;
  const clamp = (row: number) => Math.min(last, Math.max(0, row));
  switch (key) {
    case 'ArrowDown':
      return clamp(view.current + 1);
    case 'ArrowUp':
      return clamp(view.current - 1);
    case 'PageDown':
      return clamp(view.current + view.pageRows);
    case 'PageUp':
      return clamp(view.current - view.pageRows);
    case 'Home':
      return clamp(0);
    case 'End':
      return clamp(last);
    default:
      return null;
  }
}

/** Where to scroll so that a row is wholly in view; the present place when it is. */
export function scrollTopFor(
  row: number,
  view: { readonly rowHeight: number; readonly scrollTop: number; readonly height: number },
): number {
  const top = row * view.rowHeight;
  if (top < view.scrollTop) return top;
  const bottom = top + view.rowHeight;
  return bottom > view.scrollTop + view.height ? bottom - view.height : view.scrollTop;
}
