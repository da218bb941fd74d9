import { describe, expect, it } from 'vitest';
import { notificationText } from '#main/shells/electron/notification-text.ts';

describe('the text of a notification', () => {
  it('is no markup for the desktops that read it', () => {
    expect(notificationText('<a href="x">a & b</a>', 'linux')).toBe(
      String.raw`\u{3c}a href="x"\u{3e}a \u{26} b\u{3c}/a\u{3e}`,
    );
  });

  it.each(['darwin', 'win32'] as const)('shows signs as they are on %s', (platform) => {
    expect(notificationText('a < b', platform)).toBe('a < b');
  });

  it('shows what would reorder or hide a part of it', () => {
    expect(notificationText('a\u202Eb\n', 'darwin')).toBe(String.raw`a\u{202e}b\u{a}`);
  });
});
