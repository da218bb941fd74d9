import path from 'node:path';
import { app, Menu, nativeImage, Tray, type MenuItemConstructorOptions } from 'electron';
import type { WindowPlace } from '#shared/contract/contract.ts';
import { MINUTE_MS } from '#shared/time.ts';
import type { Clock } from '#main/platform/clock.ts';
import { repeat } from '#main/platform/repeat.ts';
import { trayView, type TrayAction, type TrayFacts, type TrayItem } from './tray-view.ts';

/** What the tray needs of the Latchkey that runs. */
interface TrayLatchkey {
  follow(listener: (facts: TrayFacts) => void): void;
  turnTo(place: WindowPlace): void;
  lock(): void;
  onUnexpected(error: unknown): void;
}

/**
 * Keeps an icon in the tray in step with what the window shows, and with the minutes. Returns what takes it away.
 * Latchkey does not depend on it: there are desktops without a tray.
 */
export function showTray(
  latchkey: TrayLatchkey,
  desktop: {
    readonly clock: Clock;
    readonly picturesFolder: string;
    showWindow(): void;
  },
): () => void {
  const tray = createTray(pictureFile(desktop.picturesFolder, 'plain'));
  if (tray === null) return () => {};
  let facts: TrayFacts | null = null;
  let shown = '';

  const carryOut = (action: TrayAction) => {
    switch (action.do) {
      case 'open':
        if (action.place !== null) latchkey.turnTo(action.place);
        desktop.showWindow();
        return;
      case 'lock':
        latchkey.lock();
        return;
      case 'quit':
        app.quit();
    }
  };
  const draw = () => {
    if (facts === null || tray.isDestroyed()) return;
    const view = trayView(facts, desktop.clock.now());
    // A menu that is set again closes where it is open.
    if (JSON.stringify(view) === shown) return;
    shown = JSON.stringify(view);
    tray.setImage(nativeImage.createFromPath(pictureFile(desktop.picturesFolder, view.icon)));
    tray.setToolTip(view.tooltip);
    tray.setContextMenu(Menu.buildFromTemplate(view.items.map((item) => menuItem(item, carryOut))));
  };

  // On macOS a click opens the menu.
  if (process.platform !== 'darwin') tray.on('click', desktop.showWindow);
  latchkey.follow((next) => {
    facts = next;
    draw();
  });
  const minutes = repeat(
    { clock: desktop.clock, onUnexpected: latchkey.onUnexpected },
    MINUTE_MS,
    draw,
  );
  return () => {
    minutes.close();
    tray.destroy();
  };
}

/** Null where the desktop has none. */
function createTray(picture: string): Tray | null {
  try {
    return new Tray(picture);
  } catch {
    return null;
  }
}

/** Electron finds the one of twice the size by its name, and takes a Template for one that macOS colours. */
function pictureFile(folder: string, icon: 'plain' | 'alert'): string {
  const name = { plain: 'tray', alert: 'tray-alert' }[icon];
  return path.join(folder, `${name}${process.platform === 'darwin' ? 'Template' : ''}.png`);
}

function menuItem(
  item: TrayItem,
  carryOut: (action: TrayAction) => void,
): MenuItemConstructorOptions {
  switch (item.kind) {
    case 'separator':
      return { type: 'separator' };
    case 'text':
      return { label: item.label, enabled: false };
    case 'action':
      return { label: item.label, click: () => carryOut(item.action) };
  }
}
