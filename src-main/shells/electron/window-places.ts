import { EventPublisher, implement } from '@orpc/server';
import { desktopContract, type WindowPlace } from '#shared/contract/contract.ts';

/** Turns our page to what its user has chosen outside of it. One that is not there yet is turned nowhere. */
export function createWindowPlaces() {
  const os = implement(desktopContract);
  const chosen = new EventPublisher<{ place: WindowPlace }>();
  const places = os.places.handler(({ signal }) =>
    Promise.resolve(chosen.subscribe('place', { signal })),
  );
  return {
    router: os.router({ places }),
    turnTo: (place: WindowPlace) => chosen.publish('place', place),
  };
}
