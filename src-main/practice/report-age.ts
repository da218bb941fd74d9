import type { CredentialReport } from './world.ts';

/** IAM makes a new one every four hours at most. */
const GOOD_FOR_MS = 4 * 60 * 60 * 1000;

export function isExpired({ readyAtMs }: CredentialReport, nowMs: number): boolean {
  return nowMs >= readyAtMs + GOOD_FOR_MS;
}
