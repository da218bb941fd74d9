import type { ImportLeft } from '#shared/contract/import-plan.ts';
import { Entry } from '../components/entry.tsx';
import { LongList } from '../components/long-list.tsx';
import { PathText } from '../components/path-text.tsx';
import { TAKE_OVER_WORDS } from '../words/take-over.ts';
import { Part } from './part.tsx';
import classes from './take-over.module.css';

type Place = Pick<ImportLeft, 'profile' | 'path' | 'line'>;

/** What is to be said about single profiles, each with where it stands. */
export function Remarks<T extends Place>(props: {
  readonly title: string;
  readonly items: readonly T[];
  wordsOf(item: NoInfer<T>): string;
}) {
  const { title, items } = props;
  if (items.length === 0) return null;
  return (
    <Part title={title} count={items.length}>
      <LongList label={title} items={items} moreLabel={TAKE_OVER_WORDS.more}>
        {(item) => (
          <Entry
            title={
              <>
                {item.profile}{' '}
                {item.path === null ? null : (
                  <span className={classes.place}>
                    <PathText path={TAKE_OVER_WORDS.place(item.path, item.line)} />
                  </span>
                )}
              </>
            }
          >
            {props.wordsOf(item)}
          </Entry>
        )}
      </LongList>
    </Part>
  );
}
