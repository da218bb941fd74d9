import '../no-eval.ts';
import { deviceName } from '#shared/contract/mfa-devices.ts';
import {
  accessKeyId,
  externalId,
  mfaSerial,
  name,
  plainText,
  region,
  roleArn,
  roleSessionName,
  serviceUrl,
} from '#shared/contract/values.ts';
import { FORM_WORDS } from '../words/forms.ts';
import { orEmpty, schemaProblem, type ProblemOf } from './field-problem.ts';

/** The rules of every field, by what the contract calls it. */
export const RULES = {
  name: schemaProblem(name),
  accessKeyId: schemaProblem(accessKeyId),
  secret: (text) => (text === '' ? FORM_WORDS.required : null),
  roleArn: schemaProblem(roleArn),
  mfaSerial: schemaProblem(mfaSerial),
  mfaDeviceName: schemaProblem(deviceName),
  region: schemaProblem(region),
  optionalName: orEmpty(schemaProblem(name)),
  optionalRegion: orEmpty(schemaProblem(region)),
  optionalSerial: orEmpty(schemaProblem(mfaSerial)),
  optionalExternalId: orEmpty(schemaProblem(externalId)),
  optionalSessionName: orEmpty(schemaProblem(roleSessionName)),
  optionalUrl: orEmpty(schemaProblem(serviceUrl)),
  optionalPath: orEmpty(schemaProblem(plainText(4096))),
  anything: () => null,
} as const satisfies Record<string, ProblemOf>;
