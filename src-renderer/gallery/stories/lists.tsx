import { useState } from 'react';
import { Badge } from '#renderer/components/badge.tsx';
import { Button } from '#renderer/components/button.tsx';
import { Entry } from '#renderer/components/entry.tsx';
import { LongList } from '#renderer/components/long-list.tsx';
import { VirtualList } from '#renderer/components/virtual-list.tsx';
import classes from '../gallery.module.css';
import { HOSTILE, LONG, nothing, type Story } from '../story.ts';

const NAMES = Array.from({ length: 10_000 }, (_, index) => `account-${index}`);

function Accounts() {
  const [current, setCurrent] = useState<string | null>('account-1');
  return (
    <div className={classes.frame}>
      <VirtualList
        label="Accounts"
        items={NAMES}
        keyOf={(name) => name}
        labelOf={(name) => name}
        rowHeight={36}
        current={current}
        onCurrentChange={setCurrent}
        onAction={nothing}
        renderRow={(name) => <span role="gridcell">{name}</span>}
      />
    </div>
  );
}

export const LIST_STORIES: readonly Story[] = [
  {
    title: 'Entry',
    states: [
      {
        name: 'with an action',
        isWide: true,
        shows: (
          <Entry title="credentials, line 12" actions={<Button size="s">Fix…</Button>}>
            The same name twice: AWS tools take the last one.
          </Entry>
        ),
      },
      {
        name: 'title alone',
        isWide: true,
        shows: <Entry title={<Badge tone="ok">used here</Badge>} />,
      },
      {
        name: 'long and hostile text',
        isWide: true,
        shows: (
          <Entry title={LONG} actions={<Button size="s">Fix…</Button>}>
            {HOSTILE}
          </Entry>
        ),
      },
    ],
  },
  {
    title: 'Long list',
    states: [
      {
        name: 'short',
        shows: (
          <LongList
            label="Profiles"
            items={['dana', LONG, HOSTILE]}
            moreLabel={(count) => `${count} more`}
          >
            {(name) => name}
          </LongList>
        ),
      },
    ],
  },
  {
    title: 'Virtual list',
    states: [{ name: '10,000 rows', isWide: true, shows: <Accounts /> }],
  },
];
