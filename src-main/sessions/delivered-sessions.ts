import type { RecordActivity } from '../activity/activity.ts';
import type { FileDelivery } from '../delivery/delivery.ts';
import type { ProcessLine } from '../delivery/process-line.ts';
import type { StateStore } from '../state/state-store.ts';
import { allThings, findTarget, thingNamed } from '../targets/targets.ts';
import type { BookedSession, SessionBook } from './session-book.ts';

/** The sessions as they stand in the AWS files, and what the book says of that. */
export interface DeliveredSessions {
  /**
   * Writes a session as the target's profile, and removes what stood under an older name of it. Where the
   * session is not in the book yet, nothing is in the files before it is.
   */
  put(
    target: string,
    session: BookedSession,
    replaceChanged: boolean,
    booked?: Promise<void>,
  ): Promise<BookedSession>;
  /** Removes whatever of a target may stand there; the book is the caller's. */
  remove(target: string, replaceChanged: boolean): Promise<void>;
  /** Whether there is something to remove, also where the book knows of no session. */
  isNoted(target: string): boolean;
}

export function createDeliveredSessions(deps: {
  readonly state: StateStore;
  readonly book: SessionBook;
  readonly delivery: FileDelivery;
  readonly processLine: ProcessLine;
  readonly record: RecordActivity;
}): DeliveredSessions {
  const { state, book, delivery, processLine, record } = deps;

  const isAnothers = (profile: string, name: string) =>
    allThings(state.current()).some((thing) => thing.profile === profile && thing.name !== name);

  /** Also the profile that nobody noted, because the process died between writing it and noting it. */
  const profilesOf = (name: string): readonly string[] => {
    const own = thingNamed(state.current(), name)?.profile;
    const noted = book.get(name)?.deliveredTo?.profile;
    const profiles = noted === undefined || isAnothers(noted, name) ? [own] : [own, noted];
    return [...new Set(profiles)].filter((profile) => profile !== undefined);
  };

  return {
    async put(name, session, replaceChanged, booked = Promise.resolve()) {
      const { profile, region, endpoint, deliver } = findTarget(state.current(), name);
      // The line must never be there without what it starts.
      if (deliver === 'process') await processLine.install();
      const { path } = await delivery.deliver({
        profile,
        processLine: deliver === 'process' ? processLine.of(name) : null,
        region,
        endpointUrl: endpoint.writesEndpointUrl ? endpoint.stsUrl : null,
        replaceChanged,
        credentials: session.credentials,
        notBefore: booked,
      });
      for (const older of profilesOf(name)) {
        if (older !== profile) await delivery.withdraw(older, replaceChanged);
      }
      if (session.deliveredTo?.profile === profile && session.deliveredTo.path === path)
        return session;
      const delivered = { ...session, deliveredTo: { profile, path } };
      await book.put(name, delivered);
      record({ kind: 'session-delivered', target: name, how: deliver, profile });
      return delivered;
    },
    isNoted: (name) => profilesOf(name).some(delivery.isNoted),
    async remove(name, replaceChanged) {
      for (const profile of profilesOf(name)) await delivery.withdraw(profile, replaceChanged);
    },
  };
}
