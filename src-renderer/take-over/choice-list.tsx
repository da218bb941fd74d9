import { type ReactNode, useState } from 'react';
import type { ImportPlan } from '#shared/contract/import-plan.ts';
import { Badge } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Checkbox } from '../components/checkbox.tsx';
import { Entry } from '../components/entry.tsx';
import { LongList } from '../components/long-list.tsx';
import { TextField } from '../components/text-field.tsx';
import { TAKE_OVER_WORDS } from '../words/take-over.ts';
import { Part } from './part.tsx';
import classes from './take-over.module.css';

type Target = ImportPlan['identities'][number] | ImportPlan['roles'][number];

/** Targets to be, each taken or left out. */
export function ChoiceList<T extends Target>(props: {
  readonly title: string;
  readonly items: readonly T[];
  readonly leftOut: ReadonlySet<string>;
  readonly chosen: ReadonlySet<string>;
  /** All of them are taken, and there is nothing to choose. */
  readonly isFixed: boolean;
  textOf(item: T): ReactNode;
  onLeaveOut(leftOut: ReadonlySet<string>): void;
}) {
  const { title, items, leftOut, chosen } = props;
  const [filter, setFilter] = useState('');
  if (items.length === 0) return null;
  const shown = items.filter((item) => matches(item, filter));
  const leave = (names: readonly string[], isLeft: boolean) => {
    const next = new Set(leftOut);
    for (const name of names) {
      if (isLeft) next.add(name);
      else next.delete(name);
    }
    props.onLeaveOut(next);
  };
  const shownNames = () => shown.map(({ name }) => name);
  return (
    <Part
      title={title}
      count={items.length}
      actions={
        items.length === 1 || props.isFixed ? null : (
          <>
            <Button
              tone="plain"
              size="s"
              aria-label={TAKE_OVER_WORDS.allOf(title)}
              onPress={() => leave(shownNames(), false)}
            >
              {TAKE_OVER_WORDS.all}
            </Button>
            <Button
              tone="plain"
              size="s"
              aria-label={TAKE_OVER_WORDS.noneOf(title)}
              onPress={() => leave(shownNames(), true)}
            >
              {TAKE_OVER_WORDS.none}
            </Button>
          </>
        )
      }
    >
      {items.length <= WORTH_FILTERING ? null : (
        <TextField label={TAKE_OVER_WORDS.filter} value={filter} onChange={setFilter} />
      )}
      <LongList label={title} items={shown} moreLabel={TAKE_OVER_WORDS.more}>
        {(item) => {
          if (props.isFixed) return <Entry title={item.name}>{props.textOf(item)}</Entry>;
          const isChosen = chosen.has(item.name);
          const isHeldBack = !isChosen && !leftOut.has(item.name);
          return (
            <Checkbox
              isSelected={isChosen}
              isDisabled={isHeldBack}
              onChange={(isTaken) => leave([item.name], !isTaken)}
            >
              <span className={classes.name}>{item.name}</span>{' '}
              {item.standing === 'known' ? <Badge>{TAKE_OVER_WORDS.known}</Badge> : null}
              <span className={classes.text}>
                {props.textOf(item)}
                {'source' in item && isHeldBack ? (
                  <span className={classes.line}>{TAKE_OVER_WORDS.sourceStays(item.source)}</span>
                ) : null}
              </span>
            </Checkbox>
          );
        }}
      </LongList>
    </Part>
  );
}

const WORTH_FILTERING = 20;

function matches(item: Target, filter: string): boolean {
  const words = filter.toLowerCase().split(/\s+/);
  const arn = 'roleArn' in item ? item.roleArn : '';
  const text = [item.name, item.profile, arn].join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}
