import { validationError } from './aws-error.ts';
import { readParameters } from './parameters.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly isTruncated: boolean;
  /** What the caller sends back to get the next page; null on the last. */
  readonly marker: string | null;
}

/** One page of IAM's: `MaxItems` at most, from where `Marker` points. */
export function pageOf<T>(items: readonly T[], parameters: URLSearchParams): Page<T> {
  const read = readParameters(parameters);
  const maxItems = read.integer('MaxItems', { min: 1, max: 1000 }) ?? 100;
  const marker = read.text('Marker', { min: 1, max: 320 });
  read.check();
  const start = marker === null ? 0 : positionOf(marker);
  const end = start + maxItems;
  const isTruncated = end < items.length;
  return {
    items: items.slice(start, end),
    isTruncated,
    marker: isTruncated ? markerAt(end) : null,
  };
}

/** Opaque, as AWS's: nobody shall be tempted to count with it. */
function markerAt(position: number): string {
  return Buffer.from(`practice:${position}`).toString('base64');
}

function positionOf(marker: string): number {
  const position = /^practice:(\d{1,9})$/.exec(Buffer.from(marker, 'base64').toString())?.[1];
  if (position === undefined) throw validationError(`Invalid Marker: ${marker}`);
  return Number(position);
}
