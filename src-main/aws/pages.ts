import { MalformedReply } from './malformed-reply.ts';

/** Where the next page of a list starts, and where others did: somebody in the place of AWS could turn in circles. */
export interface PagePosition {
  readonly marker: string | null;
  readonly seen: ReadonlySet<string>;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Null: this is the last page. */
  readonly next: string | null;
}

/** Ten thousand things in pages of IAM's usual size. */
const MOST_PAGES = 100;

/** All pages of a list, each by a call of its own, with its own attempts and time limit. */
export async function everyPage<T>(
  pageAt: (position: PagePosition) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const items: T[] = [];
  const seen = new Set<string>();
  let marker: string | null = null;
  do {
    const page: Page<T> = await pageAt({ marker, seen });
    items.push(...page.items);
    marker = page.next;
    if (marker !== null) seen.add(marker);
  } while (marker !== null);
  return items;
}

/** The parameter that asks for a page. */
export function pageParameter({ marker }: PagePosition) {
  return marker === null ? {} : { Marker: marker };
}

/** What a reply says about the page after it. */
export function nextPage(
  reply: { readonly IsTruncated?: boolean | undefined; readonly Marker?: string | undefined },
  { seen }: PagePosition,
): string | null {
  if (reply.IsTruncated !== true) return null;
  const marker = reply.Marker ?? '';
  const isNew = /^[\x20-\xff]{1,2048}$/.test(marker) && !seen.has(marker);
  if (!isNew || seen.size >= MOST_PAGES) throw new MalformedReply();
  return marker;
}
