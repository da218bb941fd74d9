import { scaleLinear } from '@visx/scale';

/** Of a bar with its gap: what a finger or a pointer meets. */
export const BAR_HEIGHT = 30;

/** How bars lie in a width, in pixels: the words before them, and how long each is, so that its number fits behind it. */
export function barLayout(
  values: readonly number[],
  width: number,
): { readonly labelWidth: number; readonly lengths: readonly number[] } {
  const labelWidth = Math.round(Math.min(MOST_LABEL, width * LABEL_SHARE));
  const room = Math.max(0, width - labelWidth - VALUE_WIDTH);
  const scale = scaleLinear({ domain: [0, Math.max(1, ...values)], range: [0, room] });
  // What there is, is seen, however little it is beside the rest.
  return {
    labelWidth,
    lengths: values.map((value) => (value > 0 ? Math.max(LEAST, scale(value)) : 0)),
  };
}

const MOST_LABEL = 180;
const LABEL_SHARE = 0.36;
/** Of the longest number, and of the gaps around it. */
const VALUE_WIDTH = 64;
const LEAST = 3;
