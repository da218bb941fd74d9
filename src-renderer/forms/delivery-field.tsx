import type { Deliver } from '#shared/contract/things.ts';
import { RadioCards } from '../components/radio-cards.tsx';
import { FORM_WORDS } from '../words/forms.ts';

const WAYS: readonly Deliver[] = ['file', 'process'];

/** How the profile of a target gets its credentials. */
export function DeliveryField(props: {
  readonly value: Deliver;
  onChange(deliver: Deliver): void;
}) {
  return (
    <RadioCards<Deliver>
      label={FORM_WORDS.delivery}
      value={props.value}
      onChange={props.onChange}
      cards={WAYS.map((way) => ({ id: way, ...FORM_WORDS.deliveries[way] }))}
    />
  );
}
