import { visibleText } from '#shared/visible-text.ts';

/** Text that names of others are in. The desktops of Linux read markup in it, so there its signs are written out. */
export function notificationText(text: string, platform: NodeJS.Platform): string {
  const visible = visibleText(text);
  if (platform !== 'linux') return visible;
  return visible.replaceAll(/[<>&]/g, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);
}
