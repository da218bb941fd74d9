import { useState } from 'react';
import type { Failure } from '#shared/errors.ts';
import { useTask } from '../state/use-task.ts';

interface MfaNeeded {
  readonly kind: 'mfa-needed';
  readonly serial: string;
}
/** An answer that is more than the wish for a code. */
type Told<R> = Exclude<R, { readonly kind: 'mfa-needed' }>;

/** Something that is asked of AWS as an identity's user, for which it may take the code of a device. */
export interface OfAccount<T> {
  /** Null until it was told. */
  readonly value: T | null;
  /** Of the device whose code is to be typed; null where none is. */
  readonly serial: string | null;
  readonly failure: Failure | null;
  readonly isBusy: boolean;
  read(mfaCode?: string): Promise<void>;
  clearFailure(): void;
}

/** `onTold`: what is to be done once it is. */
export function useOfAccount<R extends { readonly kind: string }>(
  ask: (mfaCode: string | undefined) => Promise<R | MfaNeeded>,
  onTold: () => void = () => {},
): OfAccount<Told<R>> {
  const [value, setValue] = useState<Told<R> | null>(null);
  const [serial, setSerial] = useState<string | null>(null);
  const task = useTask(async (mfaCode: string | undefined) => {
    const told = await ask(mfaCode);
    if (isMfaNeeded(told)) {
      setSerial(told.serial);
      return;
    }
    setSerial(null);
    setValue(told as Told<R>);
    onTold();
  });
  return {
    value,
    serial,
    failure: task.failure,
    isBusy: task.running,
    read: (mfaCode) => task.run(mfaCode),
    clearFailure: task.clear,
  };
}

function isMfaNeeded(told: { readonly kind: string }): told is MfaNeeded {
  return told.kind === 'mfa-needed';
}
