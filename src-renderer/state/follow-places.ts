import type { WindowPlace } from '#shared/contract/contract.ts';
import type { Api } from '../api/api.ts';
import type { Screen } from './screen.ts';

/** Goes where its user has chosen in the tray, for as long as main is there. An open dialog stays open. */
export async function followPlaces(api: Pick<Api, 'places'>, screen: Screen): Promise<void> {
  for await (const place of await api.places({})) turnTo(screen, place);
}

function turnTo(screen: Screen, place: WindowPlace): void {
  if (place.view === 'switch' && place.target !== null)
    screen.setState({ view: 'switch', selected: place.target, filter: '' });
  else screen.setState({ view: place.view });
}
