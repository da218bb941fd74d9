import type { ParameterReader } from './parameters.ts';

/** The two parameters that prove a device, as every STS call names and limits them. */
export function readMfa(read: ParameterReader): {
  readonly serial: string | null;
  readonly code: string | null;
} {
  return {
    serial: read.text('SerialNumber', { min: 9, max: 256, pattern: String.raw`[\w+=/:,.@-]*` }),
    code: read.text('TokenCode', { min: 6, max: 6, pattern: String.raw`[\d]*` }),
  };
}
