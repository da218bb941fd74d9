import { secretOf } from '#shared/secret.ts';
import type { SessionCredentials } from '../aws/aws.ts';
import { type Guarded, isNumber, isText, orNull, recordOf } from '../platform/guards.ts';
import { sealedParts, sealedRecord } from '../secrets/sealed-part.ts';
import type { SealedFile } from '../secrets/vault.ts';

export interface BookedSession {
  readonly credentials: SessionCredentials;
  readonly startedAtMs: number;
  /** The duration that was asked for; AWS's real expiry is in the credentials. */
  readonly durationSeconds: number;
  /** What the session was made from; another value now means that it is not this target's any more. */
  readonly fingerprint: string;
  readonly deliveredTo: { readonly profile: string; readonly path: string } | null;
}

/** The live sessions, by target name: in the sealed file, so that a restart asks for nothing, and mirrored in memory. */
export interface SessionBook {
  all(): ReadonlyMap<string, BookedSession>;
  get(target: string): BookedSession | undefined;
  /** Reads the sealed file again: another process may have made a session. */
  refresh(): Promise<void>;
  put(target: string, session: BookedSession): Promise<void>;
  /** Leaves the rest of the session as it is booked, by whomever. */
  noteWithdrawn(target: string): Promise<void>;
  remove(target: string): Promise<void>;
  /** Drops what is in memory; the file keeps it. */
  forget(): void;
}

const isStoredSession = recordOf(
  {
    accessKeyId: isText,
    secretAccessKey: isText,
    sessionToken: isText,
    expiresAtMs: isNumber,
    startedAtMs: isNumber,
    durationSeconds: isNumber,
    fingerprint: isText,
    deliveredTo: orNull(recordOf({ profile: isText, path: isText }, { open: true })),
  },
  { open: true },
);
type StoredSession = Guarded<typeof isStoredSession>;
/** What is not understood, a newer Latchkey's, is not there for us and stays as it is written. */
type Stored = Readonly<Record<string, unknown>>;

export function createSessionBook(sealed: SealedFile, onChange: () => void): SessionBook {
  let sessions: ReadonlyMap<string, BookedSession> = new Map();

  const change = async (apply: (known: Stored) => Stored) => {
    let next: Stored = {};
    await sealed.update((content) => {
      next = apply(sealedRecord(content, 'sessions'));
      return { ...sealedParts(content), sessions: next };
    });
    sessions = fromStored(next);
    onChange();
  };

  return {
    all: () => sessions,
    get: (target) => sessions.get(target),
    async refresh() {
      sessions = fromStored(sealedRecord(await sealed.read(), 'sessions'));
      onChange();
    },
    put: (target, session) => change((known) => ({ ...known, [target]: toStored(session) })),
    noteWithdrawn: (target) =>
      change((known) => {
        const session = known[target];
        return isStoredSession(session)
          ? { ...known, [target]: { ...session, deliveredTo: null } }
          : known;
      }),
    remove: (target) =>
      change((known) =>
        Object.fromEntries(Object.entries(known).filter(([name]) => name !== target)),
      ),
    forget() {
      sessions = new Map();
      onChange();
    },
  };
}

function toStored({ credentials, ...rest }: BookedSession): StoredSession {
  return {
    ...rest,
    accessKeyId: credentials.accessKeyId,
    secretAccessKey: credentials.secretAccessKey.reveal(),
    sessionToken: credentials.sessionToken.reveal(),
    expiresAtMs: credentials.expiresAtMs,
  };
}

function fromStored(content: Stored): ReadonlyMap<string, BookedSession> {
  return new Map(
    Object.entries(content).flatMap(([target, written]) =>
      isStoredSession(written) ? [[target, bookedOf(written)] as const] : [],
    ),
  );
}

function bookedOf({
  accessKeyId,
  secretAccessKey,
  sessionToken,
  expiresAtMs,
  startedAtMs,
  durationSeconds,
  fingerprint,
  deliveredTo,
}: StoredSession): BookedSession {
  return {
    startedAtMs,
    durationSeconds,
    fingerprint,
    deliveredTo,
    credentials: {
      accessKeyId,
      secretAccessKey: secretOf(secretAccessKey),
      sessionToken: secretOf(sessionToken),
      expiresAtMs,
    },
  };
}
