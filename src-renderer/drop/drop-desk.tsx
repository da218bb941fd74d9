import { lazy, Suspense, useRef, useState, type ReactNode } from 'react';
import type { Brought } from './brought.ts';
import { DropVeil } from './drop-veil.tsx';
import type { Given } from './given.ts';
import { Receivers, type Receive } from './receiver.ts';
import { useWindowDrops } from './use-window-drops.ts';

const GivenDialog = lazy(() =>
  import('./given-dialog.tsx').then((module) => ({ default: module.GivenDialog })),
);

/**
 * Takes what is dropped or pasted on the part of the window inside: it goes to the form that is open, or opens a
 * dialog that shows what was understood. It may hold a secret, which is in memory here until that closes.
 */
export function DropDesk(props: { readonly isLocked?: boolean; readonly children: ReactNode }) {
  const { isLocked = false } = props;
  const [receivers] = useState(() => new Set<Receive>());
  const [given, setGiven] = useState<Given | null>(null);
  const [isReading, setReading] = useState(false);
  const latestBrought = useRef<Brought | null>(null);
  const take = async (brought: Brought) => {
    latestBrought.current = brought;
    setReading(true);
    const found = isLocked ? unread(brought) : await read(brought);
    if (latestBrought.current !== brought) return;
    latestBrought.current = null;
    setReading(false);
    const receive = [...receivers].at(-1) ?? setGiven;
    receive(found);
  };
  const isOver = useWindowDrops({
    mayTake: () => receivers.size > 0 || document.querySelector(OPEN_DIALOG) === null,
    onBrought: (brought) => void take(brought),
  });
  return (
    <Receivers value={receivers}>
      {props.children}
      {given === null ? null : (
        <Suspense fallback={null}>
          <GivenDialog given={given} onClose={() => setGiven(null)} />
        </Suspense>
      )}
      <DropVeil state={isReading ? 'reading' : isOver ? 'over' : null} isLocked={isLocked} />
    </Receivers>
  );
}

const OPEN_DIALOG = '[role=dialog], [role=alertdialog]';

/** What reads is fetched with the first thing there is to read. */
async function read(brought: Brought): Promise<Given> {
  const { readBrought } = await import('./given.ts');
  return readBrought(brought);
}

function unread({ how }: Brought): Given {
  return { how, fileName: null, what: { kind: 'locked' } };
}
