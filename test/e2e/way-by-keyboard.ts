/** What a keyboard does next on its way to something. */
export type Step =
  /** A key that brings the focus nearer, about how often, and where that is before. */
  | { readonly kind: 'key'; readonly key: string; readonly times: number; readonly from: string }
  /** The focus is on it; `isSeen` says whether one can tell. */
  | { readonly kind: 'there'; readonly isSeen: boolean; readonly activation: Activation }
  | { readonly kind: 'not-for-keys'; readonly what: string };

/** What presses it once it has the focus: rows are chosen by coming to them, and so are most radio buttons. */
export type Activation = 'Enter' | 'Space' | 'none';

/**
 * The next step from the focus to `target`: Tab or Shift+Tab from one control to the next, arrow keys within
 * what is one stop of the Tab key. It runs in the page, and so stands on its own.
 */
export function stepTowards(target: Element): Step {
  const control =
    target.closest('label')?.control ??
    target.closest<HTMLElement>(
      'a[href], button, input, textarea, select, summary, [role=option], [role^=menuitem], [role=row][data-index], [tabindex="0"]',
    );
  if (control === null) return { kind: 'not-for-keys', what: target.outerHTML.slice(0, 200) };
  const goal: HTMLElement = control;
  const active = document.activeElement ?? document.body;
  if (active === document.body) return { kind: 'key', key: 'Tab', times: 1, from: 'the page' };
  const markedId = active.getAttribute('aria-activedescendant');
  const marked = markedId === null ? null : document.getElementById(markedId);
  const from = nameOf(marked ?? active);
  if (active !== goal && marked !== goal) return { kind: 'key', ...nextKey(), from };
  // What grew above it has pushed it out of view: there and back again one sees it.
  return isInView()
    ? { kind: 'there', isSeen: isSeen(), activation: activation() }
    : { kind: 'key', key: 'Shift+Tab', times: 1, from: `out of view, ${from}` };

  function nextKey(): { key: string; times: number } {
    const options = goal.closest('[role=listbox]');
    if (options !== null && active.getAttribute('aria-controls') === options.id)
      return along('ArrowDown', 'ArrowUp', options, '[role=option]', marked);
    const group = goal.closest(
      '[role=menu], [role=listbox], [role=radiogroup], [role=toolbar], [role=tablist], [role=grid]',
    );
    if (group === null || group === active || !group.contains(active)) return byTab();
    switch (group.getAttribute('role')) {
      case 'grid':
        return withinGrid(group);
      case 'radiogroup':
      case 'toolbar':
      case 'tablist':
        return along('ArrowRight', 'ArrowLeft', group, 'input, button, [role=tab]', active);
      default:
        return along('ArrowDown', 'ArrowUp', group, '[role=option], [role^=menuitem]', active);
    }
  }

  /** From row to row, and along the buttons of one or of the head. */
  function withinGrid(grid: Element): { key: string; times: number } {
    const head = goal.closest('[role=columnheader]')?.parentElement;
    if (head?.contains(active)) return along('ArrowRight', 'ArrowLeft', head, 'button', active);
    const row = goal.closest('[data-index]');
    const ownRow = active.closest('[data-index]');
    if (row === null || ownRow === null) return byTab();
    return row === ownRow
      ? along('ArrowRight', 'ArrowLeft', row.parentElement ?? grid, '[data-index], button', active)
      : along('ArrowDown', 'ArrowUp', grid, '[data-index]', ownRow);
  }

  function byTab(): { key: string; times: number } {
    const stops = 'a[href], button, input, textarea, select, summary, [tabindex]';
    return along('Tab', 'Shift+Tab', document, stops, active, entry());
  }

  /** Where Tab comes to: the goal, or the one stop of the list or the head it is part of. */
  function entry(): Element {
    const part = goal.tabIndex < 0 ? goal.closest('[role=rowgroup]') : null;
    return part?.querySelector('[tabindex="0"]') ?? goal;
  }

  /** About how many of `stops` lie between `from` and `to`, and in which direction. */
  function along(
    forwards: string,
    backwards: string,
    within: ParentNode,
    stops: string,
    from: Element | null,
    to: Element = goal,
  ): { key: string; times: number } {
    const all = [...within.querySelectorAll<HTMLElement>(stops)].filter(
      (one) => one === to || one === from || forwards !== 'Tab' || isStop(one),
    );
    const place = to.matches(stops) ? to : to.closest(stops);
    const distance =
      all.indexOf(place as HTMLElement) - (from === null ? -1 : all.indexOf(from as HTMLElement));
    return {
      key: distance > 0 ? forwards : backwards,
      times: Math.min(Math.abs(distance) || 1, 50),
    };
  }

  function isStop(element: HTMLElement): boolean {
    if (element.tabIndex < 0 || !element.checkVisibility()) return false;
    if (element.matches(':disabled, [inert] *, [type=radio]:not(:checked)')) return false;
    // A whole group is one stop.
    const group = element.closest('[role=toolbar], [role=radiogroup]');
    if (group === null) return true;
    if (group.contains(goal) || group.contains(active)) return false;
    return element.matches('input') || group.querySelector('button:not(:disabled)') === element;
  }

  function activation(): Activation {
    if (goal instanceof HTMLTextAreaElement || goal.getAttribute('role') === 'row') return 'none';
    if (!(goal instanceof HTMLInputElement)) return 'Enter';
    if (goal.type === 'checkbox') return 'Space';
    return goal.type === 'radio' && !goal.checked ? 'Space' : 'none';
  }

  function isInView(): boolean {
    const { top, bottom, left, right } = goal.getBoundingClientRect();
    return bottom >= 0 && right >= 0 && top <= innerHeight && left <= innerWidth;
  }

  /** With an outline or a ring around it or what it is inside of, or with a ground of its own in a list. */
  function isSeen(): boolean {
    let box: Element | null = goal;
    for (let depth = 0; depth < 4 && box !== null; depth += 1) {
      const style = getComputedStyle(box);
      if (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0) return true;
      if (style.boxShadow !== 'none') return true;
      if (
        box.matches('[role=option], [role^=menuitem]') &&
        style.backgroundColor !== 'rgba(0, 0, 0, 0)'
      )
        return true;
      box = box.parentElement;
    }
    return false;
  }

  function nameOf(element: Element): string {
    const place = [...document.querySelectorAll('*')].indexOf(element);
    const words = element.getAttribute('aria-label') ?? element.textContent ?? '';
    return `${element.tagName.toLowerCase()} ${place} “${words.trim().slice(0, 60)}”`;
  }
}
