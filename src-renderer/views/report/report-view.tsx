import { useState } from 'react';
import { useStore } from 'zustand';
import type { CredentialReport } from '#shared/contract/report.ts';
import { useWorld } from '#renderer/state/world.ts';
import { AskReport } from './ask-report.tsx';
import { ShownReport } from './shown-report.tsx';

/** The credential report of an account: asked for, and then to look through. */
export function ReportView() {
  const { reports } = useWorld();
  const report = useStore(reports.store, (state) => state.report);
  // The report beside which another is being asked for; it gives way as soon as that is there.
  const [left, setLeft] = useState<CredentialReport | null>(null);
  if (report === null) return <AskReport onBack={null} />;
  if (report === left) return <AskReport onBack={() => setLeft(null)} />;
  return <ShownReport report={report} onOther={() => setLeft(report)} />;
}
