/**
 * Whatever is dropped on the window, the page stays: a browser would go to a file or an address that
 * nothing here has taken. Text that is dragged into a field goes there.
 */
export function stayOnPage(page: Window): void {
  for (const type of ['dragover', 'drop'] as const)
    page.addEventListener(type, (event) => {
      if (event.defaultPrevented || isTextForField(event)) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none';
    });
}

/** Whether a drag is of text, and over a field that takes it. */
export function isTextForField({ target, dataTransfer }: DragEvent): boolean {
  return isField(target) && dataTransfer?.types.includes('Files') !== true;
}

/** Whether somebody types there. */
export function isField(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'textarea, [contenteditable], input:not([type=radio], [type=checkbox], [type=button], [type=file])',
    ) !== null
  );
}
