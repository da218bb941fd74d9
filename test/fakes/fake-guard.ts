import type { MfaGuard } from '#main/mfa/guard.ts';

export interface FakeGuard extends MfaGuard {
  /** The codes that were sent, in order. */
  readonly sent: readonly { readonly serial: string; readonly code: string }[];
}

/** A guard that never waits: each call gets the next of 000001, 000002, … */
export function createFakeGuard(): FakeGuard {
  const sent: { serial: string; code: string }[] = [];
  return {
    sent,
    async withCode({ serial }, send) {
      const code = String(sent.length + 1).padStart(6, '0');
      sent.push({ serial, code });
      return send(code);
    },
    async withTwoCodes({ serial }, send) {
      const codes = [1, 2].map((ahead) => String(sent.length + ahead).padStart(6, '0'));
      sent.push(...codes.map((code) => ({ serial, code })));
      return send([codes[0]!, codes[1]!]);
    },
    async withTypedCode(serial, code, send) {
      sent.push({ serial, code });
      return send(code);
    },
    async withPrintedCode({ serial }, print, send) {
      const code = await print();
      sent.push({ serial, code });
      return send(code);
    },
    lastUsedStep: async () => null,
  };
}
