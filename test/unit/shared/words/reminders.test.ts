import { describe, expect, it } from 'vitest';
import type { Reminder } from '#shared/contract/things.ts';
import { reminderWords, remindersSummary } from '#shared/words/reminders.ts';

const waiting = (rotation: NonNullable<Reminder['rotation']>, days = 0): Reminder => ({
  id: 'one',
  kind: 'rotation-waits',
  identity: 'bea',
  accessKeyId: 'AKIAZ7QNEWKEYEXA2026',
  days,
  since: null,
  snooze: null,
  tone: 'danger',
  rotation,
});
const said = (...given: Parameters<typeof waiting>) => {
  const { text, action } = reminderWords(waiting(...given));
  return `${text} ${action}`;
};
const denied = {
  code: 'rotation/denied',
  facts: { action: 'iam:UpdateAccessKey', userName: 'bea', newKeyId: null },
};
const noNetwork = {
  code: 'aws/unreachable',
  facts: { url: 'https://iam.amazonaws.com/', reason: 'no-route', sent: false },
};

describe('a rotation that waits', () => {
  it('says for what, why, and the command that goes on', () => {
    expect(said({ waitsFor: 'code', failure: null })).toBe(
      'The rotation of the access key of bea waits for an MFA code. Type the code: latchkey key rotate bea.',
    );
    expect(said({ waitsFor: 'again', failure: denied })).toBe(
      'The rotation of the access key of bea has stopped: AWS does not allow bea to activate or deactivate its access keys. Ask an administrator to allow iam:UpdateAccessKey for this user, or to do it for you; then go on with the rotation. Go on with it: latchkey key rotate bea.',
    );
    expect(said({ waitsFor: 'person', failure: null })).toBe(
      'bea signs in with the old access key again, and the new one, AKIA…2026, is inactive and waits to be deleted. Delete it: latchkey key rotate bea --finish.',
    );
  });

  it('says for how long, where it should have passed by itself', () => {
    expect(said({ waitsFor: 'itself', failure: noNetwork }, 2)).toMatch(
      /^The rotation of the access key of bea has waited for 2 days: .+\. Go on with it: /,
    );
    expect(said({ waitsFor: 'itself', failure: null }, 1)).toContain('has waited for 1 day. ');
  });

  it('says that a newer Latchkey is at it, and nothing but an update helps', () => {
    const newer = { code: 'rotation/newer', facts: { userName: 'bea' } };
    expect(said({ waitsFor: 'update', failure: newer })).toBe(
      'A newer Latchkey has rotated the access key of bea, or is at it. Update Latchkey.',
    );
  });

  it('is counted as a rotation', () => {
    const two = [waiting({ waitsFor: 'code', failure: null })];
    expect(remindersSummary(two)?.title).toBe('1 rotation of an access key waits');
  });
});
