import { describe, expect, it } from 'vitest';
import { createIamCredentials } from '#main/identities/iam-credentials.ts';
import { HOUR_MS } from '#shared/time.ts';
import { createParts } from '../parts.ts';
import { DEVICE, aState, anIdentity } from '../things.ts';

const KEY = anIdentity().accessKeyId;

async function withCredentials(given: Parameters<typeof anIdentity>[0] = {}) {
  const identity = anIdentity(given);
  const parts = await createParts(aState({ identities: [identity] }));
  const { secrets } = parts.vault;
  return { ...parts, identity, iam: createIamCredentials({ ...parts, secrets }) };
}

describe('the credentials an identity calls IAM with', () => {
  it('are the access key itself where there is no device: IAM takes no session without MFA', async () => {
    const { iam, identity, aws } = await withCredentials({ mfaSerial: null, hasSeed: false });
    expect(await iam.obtain(identity)).toMatchObject({
      kind: 'credentials',
      credentials: { accessKeyId: KEY, sessionToken: null },
    });
    expect(aws.calls).toEqual([]);
  });

  it('are the MFA session of the identity, made once and then used again', async () => {
    const { iam, identity, aws, sessions } = await withCredentials();
    for (const _ of ['made', 'used again'])
      expect(await iam.obtain(identity)).toMatchObject({
        kind: 'credentials',
        credentials: { accessKeyId: expect.stringMatching(/^ASIA.*1$/) as string },
      });
    expect((await sessions.switchTo('alice', {})).kind).toBe('session');
    expect(aws.callsOf('getSessionToken')).toHaveLength(1);
    expect(aws.callsOf('getSessionToken')[0]?.mfa?.serial).toBe(DEVICE);
  });

  it('wait for a person where the device is elsewhere, and take the code that is typed', async () => {
    const { iam, identity, aws } = await withCredentials({ hasSeed: false });
    expect(await iam.obtain(identity)).toEqual({ kind: 'mfa-needed', serial: DEVICE });
    expect(aws.callsOf('getSessionToken')).toEqual([]);
    expect(await iam.obtain(identity, { mfaCode: '123456' })).toMatchObject({
      kind: 'credentials',
    });
    expect(aws.callsOf('getSessionToken')[0]?.mfa?.code).toBe('123456');
  });

  it('spend no typed code while a session is there', async () => {
    const { iam, identity, aws } = await withCredentials({ hasSeed: false });
    await iam.obtain(identity, { mfaCode: '123456' });
    await iam.obtain(identity, { mfaCode: '654321' });
    expect(aws.callsOf('getSessionToken')).toHaveLength(1);
  });

  it('are in the background what is at hand: no code is made for it', async () => {
    const { iam, identity, aws, clock } = await withCredentials();
    expect((await iam.atHand(identity)).accessKeyId).toBe(KEY);
    expect(aws.calls).toEqual([]);
    await iam.obtain(identity);
    expect((await iam.atHand(identity)).accessKeyId).toMatch(/^ASIA/);
    await clock.advance(13 * HOUR_MS);
    expect((await iam.atHand(identity)).accessKeyId).toBe(KEY);
    expect(aws.callsOf('getSessionToken')).toHaveLength(1);
  });

  it('are not those of a session that another key or device has made', async () => {
    const { iam, identity, state } = await withCredentials();
    await iam.obtain(identity);
    const other = anIdentity({ mfaSerial: `${DEVICE}-2` });
    await state.update((current) => ({ ...current, identities: [other] }));
    expect((await iam.atHand(other)).accessKeyId).toBe(KEY);
  });
});
