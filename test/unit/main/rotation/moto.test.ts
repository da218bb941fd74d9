import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSystemClock } from '#main/platform/clock.ts';
import {
  hasMotoServer,
  letMotoVerify,
  startMotoServer,
  type MotoServer,
} from '#test/fixtures/moto-server.ts';
import { openHome } from '#test/fixtures/rotation/desk.ts';
import { createHastyClock } from '#test/fixtures/rotation/hasty-clock.ts';

const MAY_ALL = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

describe.skipIf(!hasMotoServer())(
  'a rotation against moto, somebody else’s AWS (skipped where `moto_server` is not installed)',
  () => {
    let moto: MotoServer;
    let home: Awaited<ReturnType<typeof openHome>>;
    let oldKeyId = '';
    let iam: IAMClient;

    const keysOf = async () => {
      const { AccessKeyMetadata = [] } = await iam.send(
        new ListAccessKeysCommand({ UserName: 'ci' }),
      );
      return AccessKeyMetadata.map(({ AccessKeyId, Status }) => `${AccessKeyId} ${Status}`);
    };

    beforeAll(async () => {
      moto = await startMotoServer();
      const credentials = { accessKeyId: 'AKIAANYBODY000000000', secretAccessKey: 'anything' };
      const settings = { endpoint: moto.url, region: 'us-east-1' };
      const anybody = new IAMClient({ ...settings, credentials });
      for (const UserName of ['ci', 'judge']) {
        await anybody.send(new CreateUserCommand({ UserName }));
        await anybody.send(
          new PutUserPolicyCommand({ UserName, PolicyName: 'all', PolicyDocument: MAY_ALL }),
        );
      }
      const create = (UserName: string) => anybody.send(new CreateAccessKeyCommand({ UserName }));
      const [ci, judge] = [(await create('ci')).AccessKey, (await create('judge')).AccessKey];
      iam = new IAMClient({
        ...settings,
        credentials: {
          accessKeyId: `${judge?.AccessKeyId}`,
          secretAccessKey: `${judge?.SecretAccessKey}`,
        },
      });
      await letMotoVerify(moto.url);
      home = await openHome(moto.url, createHastyClock(createSystemClock().now()));
      oldKeyId = `${ci?.AccessKeyId}`;
      await home.well(
        `identity add ci --endpoint practice --access-key-id ${oldKeyId}`,
        `${ci?.SecretAccessKey}`,
      );
    });
    afterAll(async () => {
      iam?.destroy();
      await home?.close();
      await moto?.stop();
    });

    it('replaces the key, goes back, replaces it again and deletes the old one', async () => {
      await home.well('key rotate ci');
      const madeId = await home.ownKeyId('ci');
      expect(await keysOf()).toEqual([`${oldKeyId} Inactive`, `${madeId} Active`]);

      await home.well('key rotate ci --roll-back');
      expect(await home.ownKeyId('ci')).toBe(oldKeyId);
      expect(await keysOf()).toEqual([`${oldKeyId} Active`, `${madeId} Inactive`]);
      await home.well('key rotate ci --finish');
      expect(await keysOf()).toEqual([`${oldKeyId} Active`]);

      await home.well('key rotate ci --now');
      expect(await keysOf()).toEqual([`${await home.ownKeyId('ci')} Active`]);
      expect(await home.ownKeyId('ci')).not.toBe(oldKeyId);
      await home.well('switch ci');
    });
  },
);
