import { lazy, Suspense, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { DropDesk } from './drop/drop-desk.tsx';
import { ToastRegion } from './components/toast-region.tsx';
import { FrameBanners, ViewBanners } from './frame/frame-banners.tsx';
import { NeedsStrip } from './frame/needs-strip.tsx';
import { Rail } from './frame/rail.tsx';
import { ConnectingScreen, RefusedScreen } from './frame/link-screens.tsx';
import { usePaletteKey } from './frame/use-palette-key.ts';
import { useUndoKey } from './frame/use-undo-key.ts';
import { useNeedsTitle } from './frame/use-needs-title.ts';
import type { ViewName } from './state/screen.ts';
import { useScreen, useSnapshot, useWorld } from './state/world.ts';
import classes from './app.module.css';
import { LockScreen } from './views/lock/lock-screen.tsx';
import { MfaView } from './views/mfa/mfa-view.tsx';
import { SwitchView } from './views/switch/switch-view.tsx';

// Forms and their rules are half of the window's code and none of its first screen. They are fetched
// as soon as that is shown, not when somebody asks for them.
const Dialogs = lazy(() =>
  import('./dialogs/dialogs.tsx').then((module) => ({ default: module.Dialogs })),
);
const FirstRun = lazy(() =>
  import('./views/first-run/first-run.tsx').then((module) => ({ default: module.FirstRun })),
);
const KeysView = lazy(() =>
  import('./views/keys/keys-view.tsx').then((module) => ({ default: module.KeysView })),
);
const ReportView = lazy(() =>
  import('./views/report/report-view.tsx').then((module) => ({ default: module.ReportView })),
);
const ActivityView = lazy(() =>
  import('./views/activity/activity-view.tsx').then((module) => ({ default: module.ActivityView })),
);
const fetchPalette = () => import('./palette/palette.tsx');
const Palette = lazy(() => fetchPalette().then((module) => ({ default: module.Palette })));
const SettingsView = lazy(() =>
  import('./views/settings/settings-view.tsx').then((module) => ({ default: module.SettingsView })),
);

/** The whole window: what is shown follows from how main is heard, and from the vault. */
export function App() {
  const { mirror, toasts } = useWorld();
  const link = useStore(mirror, (state) => state.link);
  const hasSnapshot = useStore(mirror, (state) => state.snapshot !== null);
  if (link === 'refused') return <RefusedScreen />;
  if (!hasSnapshot) return <ConnectingScreen isSlow={link === 'interrupted'} />;
  return (
    <div className={classes.window}>
      <FrameBanners />
      <Content />
      <ToastRegion toasts={toasts} />
    </div>
  );
}

function Content() {
  const vault = useSnapshot((snapshot) => snapshot.vault);
  const hasIdentities = useSnapshot(({ identities }) => identities.length > 0);
  // The first run may go on after the first identity is there: its roles may still come along.
  const [isFirstRunHeld, holdFirstRun] = useState(false);
  useNeedsTitle();
  usePaletteKey();
  useUndoKey();
  if (vault.state === 'locked' || (vault.state === 'unavailable' && vault.kind !== null)) {
    return (
      <DropDesk key="locked" isLocked>
        <LockScreen vault={vault} />
        <OpenPalette />
      </DropDesk>
    );
  }
  if (!hasIdentities || isFirstRunHeld) {
    return (
      <DropDesk key="first-run">
        <Suspense fallback={null}>
          <FirstRun onHold={holdFirstRun} />
        </Suspense>
      </DropDesk>
    );
  }
  return (
    <DropDesk key="frame">
      <div className={classes.frame}>
        <Rail />
        <div className={classes.column}>
          <ViewBanners />
          <main className={classes.content}>
            <CurrentView />
          </main>
          <NeedsStrip />
        </div>
        <Suspense fallback={null}>
          <Dialogs />
        </Suspense>
      </div>
      <OpenPalette />
    </DropDesk>
  );
}

function OpenPalette() {
  const isOpen = useScreen((screen) => screen.isPaletteOpen);
  // What is typed after its key is meant for it: it has to be there at once.
  useEffect(() => void fetchPalette(), []);
  return <Suspense fallback={null}>{isOpen ? <Palette /> : null}</Suspense>;
}

/** With Ctrl or Cmd, in the order of the rail. */
const VIEW_OF_KEY: Readonly<Record<string, ViewName>> = {
  1: 'switch',
  2: 'keys',
  3: 'mfa',
  4: 'report',
  5: 'activity',
  6: 'settings',
};

function CurrentView() {
  const view = useScreen((screen) => screen.view);
  const { screen } = useWorld();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const chosen = VIEW_OF_KEY[event.key];
      if (chosen === undefined) return;
      event.preventDefault();
      screen.setState({ view: chosen });
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [screen]);
  switch (view) {
    case 'switch':
      return <SwitchView />;
    case 'keys':
      return (
        <Suspense fallback={null}>
          <KeysView />
        </Suspense>
      );
    case 'mfa':
      return <MfaView />;
    case 'report':
      return (
        <Suspense fallback={null}>
          <ReportView />
        </Suspense>
      );
    case 'activity':
      return (
        <Suspense fallback={null}>
          <ActivityView />
        </Suspense>
      );
    case 'settings':
      return (
        <Suspense fallback={null}>
          <SettingsView />
        </Suspense>
      );
  }
}
