import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createKeyringHome, keyringMissing } from '#test/ports/real-keyring.ts';

export interface SessionKeyring {
  /** `DBUS_SESSION_BUS_ADDRESS` of whoever is to use it. */
  readonly address: string;
  close(): Promise<void>;
}

/** A gnome-keyring that is open, in a D-Bus session of its own; or why there is none. */
export async function startSessionKeyring(): Promise<SessionKeyring | string> {
  if (keyringMissing !== null) return keyringMissing;
  const home = await createKeyringHome();
  const session = spawn(
    'dbus-run-session',
    [`--config-file=${home.folder}/bus.conf`, '--', 'sh', '-c', IN_SESSION],
    {
      env: {
        PATH: process.env['PATH'],
        HOME: home.folder,
        XDG_DATA_HOME: `${home.folder}/data`,
        XDG_RUNTIME_DIR: `${home.folder}/run`,
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    },
  );
  const [line] = (await once(session.stdout, 'data')) as [Buffer];
  return {
    address: line.toString().trim(),
    async close() {
      const ended = once(session, 'exit');
      session.stdin.end();
      await ended;
      await home.remove();
    },
  };
}

/** Tells its address when the keyring answers, and ends with its input. */
const IN_SESSION = [
  'printf benchmark | gnome-keyring-daemon --unlock --components=secrets >/dev/null',
  'printenv DBUS_SESSION_BUS_ADDRESS',
  'cat >/dev/null',
].join('; ');
