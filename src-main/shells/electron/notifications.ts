import { Notification } from 'electron';
import { notificationText } from './notification-text.ts';

/** What the desktop says while nobody looks at the window. */
export interface Notifications {
  show(notice: { readonly id: string; readonly title: string; readonly text: string }): void;
  /** Taken back when it is said no more. Closing what is not there is no error. */
  close(id: string): void;
}

/** The window comes to the front when the user chooses a notification, and never otherwise. */
export function createNotifications(onChosen: () => void): Notifications {
  // Kept: one that nothing refers to is collected, and its click with it.
  const open = new Map<string, Notification>();
  const close = (id: string) => {
    open.get(id)?.close();
    open.delete(id);
  };
  return {
    show({ id, title, text }) {
      if (!Notification.isSupported()) return;
      close(id);
      const notification = new Notification({
        title: notificationText(title, process.platform),
        body: notificationText(text, process.platform),
      });
      notification.on('click', onChosen);
      open.set(id, notification);
      notification.show();
    },
    close,
  };
}
