const DIALOG = '[role="dialog"], [role="alertdialog"]';
const AROUND = `section, article, form, main, nav, li, ${DIALOG}`;
const HEADING = 'h1, h2, h3';

/**
 * What goes away while it has the focus takes that along without a word: a step that is done, a line that is
 * removed, a button that is one no more or is folded away. Whoever works by keyboard, or hears the window, would
 * then be nowhere. The focus goes to the heading of what stood around it, or to that itself, unless something else
 * has taken it.
 */
export function keepFocus(page: Window): void {
  const { document } = page;
  let last: Element | null = null;
  let around: readonly Element[] = [];
  let isAsked = false;

  const isLost = () =>
    document.activeElement === document.body &&
    last !== null &&
    (!last.isConnected || last.matches(':disabled') || !last.checkVisibility());

  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof Element)) return;
    last = target;
    around = ancestorsOf(target).filter((one) => one.matches(AROUND));
  });

  new MutationObserver((changes) => {
    // What is hidden loses the focus only with the next frame.
    const mayBeSoon = changes.some(({ attributeName }) => attributeName === 'hidden');
    if (isAsked || !(mayBeSoon || isLost())) return;
    const place = isLost() ? around.find(isReachable) : undefined;
    // A dialog that stays would give the focus to its first button, a frame later.
    if (place?.closest(DIALOG)) return focusPlace(place);
    isAsked = true;
    // One that closes, or opens, gives the focus away itself.
    page.requestAnimationFrame(() =>
      page.requestAnimationFrame(() => {
        isAsked = false;
        if (isLost()) focusPlace(around.find(isReachable) ?? outermost(document));
      }),
    );
  }).observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled', 'hidden'],
  });
}

function ancestorsOf(element: Element): readonly Element[] {
  const { parentElement } = element;
  return parentElement === null ? [] : [parentElement, ...ancestorsOf(parentElement)];
}

function isReachable(element: Element): boolean {
  return (
    element.isConnected &&
    element.checkVisibility() &&
    element.closest('[inert], [aria-hidden="true"]') === null
  );
}

/** Where there is nothing left around it. */
function outermost(document: Document): Element | null {
  return [...document.querySelectorAll(`${DIALOG}, main`)].filter(isReachable).at(-1) ?? null;
}

function focusPlace(place: Element | null): void {
  const heading = place?.querySelector(HEADING) ?? null;
  const target = heading !== null && heading.getBoundingClientRect().width > 1 ? heading : place;
  if (!(target instanceof HTMLElement)) return;
  if (!target.hasAttribute('tabindex')) {
    target.tabIndex = -1;
    target.addEventListener('blur', function leave() {
      // A window that goes to the back keeps what has the focus in it.
      if (target.ownerDocument.activeElement === target) return;
      target.removeAttribute('tabindex');
      target.removeEventListener('blur', leave);
    });
  }
  target.focus({ preventScroll: true });
}
