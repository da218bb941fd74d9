import type { Journal } from './facts.ts';
import { stateOf } from './steps.ts';

/**
 * The facts without those that say nothing any more: of failures only one that nothing has followed, which is
 * shown. And the new key's secret only for as long as it is nowhere else and may still be needed: until the vault
 * has it, or the rotation has ended, so that the key is deleted or nobody wants it.
 */
export function tidied([intent, ...facts]: Journal['facts']): Journal['facts'] {
  const { storedAtMs, end } = stateOf([intent, ...facts]);
  const isSecretDone = storedAtMs !== null || end !== null;
  const kept = facts
    .filter(({ fact }, at) => fact !== 'failed' || at === facts.length - 1)
    .map((fact) => (isSecretDone && fact.fact === 'created' ? { ...fact, secret: null } : fact));
  return [intent, ...kept];
}
