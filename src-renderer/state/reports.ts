import { createStore, type StoreApi } from 'zustand/vanilla';
import { appErrorOf } from '#shared/contract/client-errors.ts';
import type { CredentialReport } from '#shared/contract/report.ts';
import { failureOf, type Failure } from '#shared/errors.ts';
import type { Api } from '../api/api.ts';
import type { Mirror } from './mirror.ts';

/** How the credential report stands that this window has asked for. */
export type ReportStage =
  | { readonly kind: 'idle' }
  /** `waitedSeconds`: since AWS has begun with it; null while signing in. */
  | { readonly kind: 'making'; readonly target: string; readonly waitedSeconds: number | null }
  | {
      readonly kind: 'code-needed';
      readonly target: string;
      readonly serial: string;
      /** Of the code that was sent last. */
      readonly failure: Failure | null;
    }
  | { readonly kind: 'failed'; readonly target: string; readonly failure: Failure };

export interface ReportsState {
  readonly stage: ReportStage;
  /** The last one, which stays while another is made. In the memory of this window and nowhere else. */
  readonly report: CredentialReport | null;
  /** With whom it was got. */
  readonly target: string | null;
}

/** The credential report: asked for here, kept until the window closes, the vault is locked, or it is forgotten. */
export interface Reports {
  readonly store: StoreApi<ReportsState>;
  /** Does nothing while one is being made. */
  make(target: string, mfaCode?: string): Promise<void>;
  /** Ends the waiting here and in main; AWS goes on with its report. */
  cancel(): void;
  forget(): void;
}

const IDLE: ReportStage = { kind: 'idle' };

export function createReports({
  api,
  mirror,
}: {
  readonly api: Pick<Api, 'report'>;
  readonly mirror: Pick<Mirror, 'subscribe'>;
}): Reports {
  const store = createStore<ReportsState>(() => ({ stage: IDLE, report: null, target: null }));
  let asking: AbortController | null = null;

  async function make(target: string, mfaCode?: string): Promise<void> {
    if (asking !== null) return;
    const own = new AbortController();
    asking = own;
    // What comes after it was cancelled is of no interest to anybody.
    const show = (state: Partial<ReportsState>) => {
      if (asking === own) store.setState(state);
    };
    const { stage } = store.getState();
    const serial = stage.kind === 'code-needed' && stage.target === target ? stage.serial : null;
    show({ stage: { kind: 'making', target, waitedSeconds: null } });
    try {
      const input = mfaCode === undefined ? { target } : { target, mfaCode };
      const steps = await api.report.make(input, { signal: own.signal });
      for await (const step of steps) {
        if (step.kind === 'waiting')
          show({ stage: { kind: 'making', target, waitedSeconds: step.waitedSeconds } });
        else if (step.kind === 'report') show({ stage: IDLE, report: step.report, target });
        else show({ stage: { kind: 'code-needed', target, serial: step.serial, failure: null } });
      }
    } catch (error) {
      const failure = failureOf(appErrorOf(error));
      const isOfCode = serial !== null && failure.code === 'mfa/code-refused';
      show({
        stage: isOfCode
          ? { kind: 'code-needed', target, serial, failure }
          : { kind: 'failed', target, failure },
      });
    } finally {
      if (asking === own) asking = null;
    }
  }

  function cancel(): void {
    asking?.abort();
    asking = null;
    store.setState({ stage: IDLE });
  }

  function forget(): void {
    cancel();
    store.setState({ report: null, target: null });
  }

  mirror.subscribe(({ link, snapshot }) => {
    const isOpen = link !== 'refused' && snapshot?.vault.state === 'unlocked';
    const { report, stage } = store.getState();
    if (!isOpen && (report !== null || stage.kind !== 'idle')) forget();
  });

  return { store, make, cancel, forget };
}
