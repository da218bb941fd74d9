import type { Secret } from '#shared/secret.ts';

/**
 * One guard per MFA device, across all our processes and restarts: a code is never sent twice, never
 * with under 3 s left, and callers queue up (contracts.md §7).
 */
export interface MfaGuard {
  /**
   * Waits until a fresh code may be sent, then sends it while no other process can. The step counts
   * as used when AWS answered or may have got it (`aws/unreachable` with `sent`); a call that never
   * left this machine leaves it usable. When the reply to a refusal shows that our clock is off, the
   * right code is sent once more. `onWait` hears until when it waits, in ms since the epoch by
   * this machine's clock. Throws `state/busy`, `files/*`, and whatever `send` throws.
   */
  withCode<T>(
    device: { readonly serial: string; readonly seed: Secret },
    send: (code: string) => Promise<T>,
    onWait?: (untilMs: number) => void,
  ): Promise<T>;
  /**
   * The same for two codes in a row, as IAM wants them to assign a device or to bring it back in step: those
   * of the step before and of this one, of which neither was sent before. Both count as used.
   */
  withTwoCodes<T>(
    device: { readonly serial: string; readonly seed: Secret },
    send: (codes: readonly [string, string]) => Promise<T>,
    onWait?: (untilMs: number) => void,
  ): Promise<T>;
  /** The same for a code that a person typed. Refuses one that we know was sent already (`mfa/code-refused`). */
  withTypedCode<T>(serial: string, code: string, send: (code: string) => Promise<T>): Promise<T>;
  /**
   * The same for a code that a command prints. `print` is run while no other process can use the device,
   * and when no code was sent in this step; once more after the next step where it printed a code that was
   * sent already, or too late. Throws `mfa/process-repeats`, and whatever `print` throws.
   */
  withPrintedCode<T>(
    device: { readonly serial: string; readonly program: string },
    print: () => Promise<string>,
    send: (code: string) => Promise<T>,
    onWait?: (untilMs: number) => void,
  ): Promise<T>;
  /** The last 30 s step whose code was sent, or null. */
  lastUsedStep(serial: string): Promise<number | null>;
}
