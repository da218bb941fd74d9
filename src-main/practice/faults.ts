import type { PracticeFault } from './practice-account.ts';

export type FaultKind = Exclude<PracticeFault['kind'], { readonly type: 'delay' }>;

/** What happens to one call: the delays of all faults that hit it, and the first other fault. */
export interface Mishap {
  readonly delayMs: number;
  readonly kind: FaultKind | null;
}

export interface Faults {
  add(fault: PracticeFault): () => void;
  /** Uses up one time of each fault that hits. */
  strike(action: string): Mishap;
}

export function createFaults(): Faults {
  let armed: { readonly fault: PracticeFault; left: number }[] = [];
  return {
    add(fault) {
      const entry = { fault, left: fault.times ?? Infinity };
      armed.push(entry);
      return () => {
        armed = armed.filter((other) => other !== entry);
      };
    },
    strike(action) {
      let delayMs = 0;
      let kind: FaultKind | null = null;
      for (const entry of armed) {
        const { fault } = entry;
        if (entry.left <= 0 || (fault.action !== undefined && fault.action !== action)) continue;
        if (fault.kind.type === 'delay') delayMs += fault.kind.ms;
        else if (kind === null) kind = fault.kind;
        else continue;
        entry.left -= 1;
      }
      return { delayMs, kind };
    },
  };
}
