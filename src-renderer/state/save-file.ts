const KEPT_MS = 60_000;

/** Offers a text as a file: the browser, or the desktop's own dialog, says where it goes. */
export function saveFile(
  page: Window,
  file: { readonly name: string; readonly text: string },
): void {
  const url = URL.createObjectURL(new Blob([file.text], { type: 'text/csv;charset=utf-8' }));
  const link = page.document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  // Some browsers read it only once the user has said where to.
  page.setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
