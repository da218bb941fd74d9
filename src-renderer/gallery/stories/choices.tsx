import { useState } from 'react';
import { ActionMenu, type MenuAction } from '#renderer/components/action-menu.tsx';
import { Button } from '#renderer/components/button.tsx';
import { Checkbox } from '#renderer/components/checkbox.tsx';
import { Disclosure } from '#renderer/components/disclosure.tsx';
import { FilterChip } from '#renderer/components/filter-chip.tsx';
import { Kbd } from '#renderer/components/kbd.tsx';
import { RadioCards, type RadioCard } from '#renderer/components/radio-cards.tsx';
import { Tooltip } from '#renderer/components/tooltip.tsx';
import { Marked } from '../marked.tsx';
import { Row } from '../row.tsx';
import { HOSTILE, LONG, nothing, type Story } from '../story.ts';

type Delivery = 'file' | 'process' | 'none';

const CARDS: readonly RadioCard<Delivery>[] = [
  { id: 'file', label: 'As a file', note: 'Keys of a few hours stand in the credentials file.' },
  { id: 'process', label: 'Tools ask Latchkey', note: `For ${LONG}, and ${HOSTILE}.` },
  { id: 'none', label: 'Not at all', note: 'Not to be had here.', isDisabled: true },
];

function Cards({ start }: { readonly start: Delivery | null }) {
  const [value, setValue] = useState<Delivery | null>(start);
  return <RadioCards<Delivery> label="Delivery" cards={CARDS} value={value} onChange={setValue} />;
}

const ACTIONS: readonly MenuAction[] = [
  { id: 'console', label: 'Open the console', icon: 'right', run: nothing },
  { id: 'copy', label: 'Copy AWS_PROFILE', icon: 'copy', note: LONG, run: nothing },
  { id: 'stop', label: 'Stop', icon: 'stop', isDisabled: true, run: nothing },
  { id: 'remove', label: 'Remove…', icon: 'trash', isDanger: true, run: nothing },
];

export const CHOICE_STORIES: readonly Story[] = [
  {
    title: 'Checkbox',
    states: [
      { name: 'default', shows: <Checkbox>Delete it by itself</Checkbox> },
      { name: 'chosen', shows: <Checkbox defaultSelected>Delete it by itself</Checkbox> },
      {
        name: 'focus',
        shows: (
          <Marked as="focus-visible" where="label">
            <Checkbox>Delete it by itself</Checkbox>
          </Marked>
        ),
      },
      { name: 'disabled', shows: <Checkbox isDisabled>Delete it by itself</Checkbox> },
      {
        name: 'disabled, chosen',
        shows: (
          <Checkbox isDisabled defaultSelected>
            Delete it by itself
          </Checkbox>
        ),
      },
      { name: 'long text', shows: <Checkbox>{`Also ${LONG}`}</Checkbox> },
      { name: 'hostile text', shows: <Checkbox>{HOSTILE}</Checkbox> },
    ],
  },
  {
    title: 'Radio cards',
    states: [
      { name: 'nothing chosen', shows: <Cards start={null} /> },
      { name: 'chosen', shows: <Cards start="process" /> },
      {
        name: 'focus',
        shows: (
          <Marked as="focus-visible" where="label:first-child">
            <Cards start="file" />
          </Marked>
        ),
      },
    ],
  },
  {
    title: 'Menu',
    states: [
      {
        name: 'closed (press it)',
        shows: (
          <ActionMenu label="More" actions={ACTIONS}>
            <Button icon="more">More</Button>
          </ActionMenu>
        ),
      },
    ],
  },
  {
    title: 'Disclosure',
    states: [
      { name: 'closed', shows: <Disclosure title="More options">Session name, tags</Disclosure> },
      {
        name: 'open, since something inside needs attention',
        shows: (
          <Disclosure title="More options" needsAttention>
            Session name, tags
          </Disclosure>
        ),
      },
    ],
  },
  {
    title: 'Tooltip and key',
    states: [
      {
        name: 'under the pointer',
        shows: (
          <Tooltip text="Copy the code">
            <Button icon="copy">Copy</Button>
          </Tooltip>
        ),
      },
      {
        name: 'keys',
        shows: (
          <Row>
            <Kbd keys="Ctrl K" />
            <Kbd keys="/" />
          </Row>
        ),
      },
    ],
  },
  {
    title: 'Filter chip',
    states: [
      { name: 'default', shows: <FilterChip>No MFA</FilterChip> },
      { name: 'chosen', shows: <FilterChip isSelected>No MFA</FilterChip> },
      {
        name: 'hover',
        shows: (
          <Marked as="hovered">
            <FilterChip>No MFA</FilterChip>
          </Marked>
        ),
      },
      {
        name: 'focus',
        shows: (
          <Marked as="focus-visible">
            <FilterChip>No MFA</FilterChip>
          </Marked>
        ),
      },
    ],
  },
];
