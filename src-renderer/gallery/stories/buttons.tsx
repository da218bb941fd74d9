import { ActionList } from '#renderer/components/action-menu.tsx';
import { Button, type ButtonProps } from '#renderer/components/button.tsx';
import { HoldToShow } from '#renderer/components/hold-to-show.tsx';
import { IconButton } from '#renderer/components/icon-button.tsx';
import { RowButton, RowMenu } from '#renderer/components/row-buttons.tsx';
import { Marked } from '../marked.tsx';
import { Row } from '../row.tsx';
import { HOSTILE, LONG, nothing, type Story } from '../story.ts';

const TONES = ['primary', 'quiet', 'plain', 'danger'] as const;

function InEveryTone(props: Omit<ButtonProps, 'tone' | 'children'>) {
  return (
    <Row>
      {TONES.map((tone) => (
        <Button key={tone} tone={tone} {...props}>
          {`Rotate ${tone}`}
        </Button>
      ))}
    </Row>
  );
}

function RowButtons({ isBusy = false }: { readonly isBusy?: boolean }) {
  return (
    <Row>
      <RowButton label="Switch to prod-admin" isBusy={isBusy} onPress={nothing}>
        Switch
      </RowButton>
      <RowMenu
        label="More for prod-admin"
        menu={(close) => (
          <ActionList
            label="More for prod-admin"
            actions={[{ id: 'copy', label: 'Copy AWS_PROFILE', icon: 'copy', run: nothing }]}
            autoFocus="first"
            onClose={close}
          />
        )}
      />
    </Row>
  );
}

export const BUTTON_STORIES: readonly Story[] = [
  {
    title: 'Button',
    states: [
      { name: 'default', isWide: true, shows: <InEveryTone /> },
      {
        name: 'hover',
        isWide: true,
        shows: (
          <Marked as="hovered">
            <InEveryTone />
          </Marked>
        ),
      },
      {
        name: 'pressed',
        isWide: true,
        shows: (
          <Marked as="pressed">
            <InEveryTone />
          </Marked>
        ),
      },
      {
        name: 'focus',
        isWide: true,
        shows: (
          <Marked as="focus-visible">
            <InEveryTone />
          </Marked>
        ),
      },
      { name: 'disabled', isWide: true, shows: <InEveryTone isDisabled /> },
      { name: 'busy: it keeps its width', isWide: true, shows: <InEveryTone isBusy /> },
      { name: 'with an icon', isWide: true, shows: <InEveryTone icon="refresh" /> },
      { name: 'small', isWide: true, shows: <InEveryTone size="s" /> },
      { name: 'large', isWide: true, shows: <InEveryTone size="l" /> },
      { name: 'long text', isWide: true, shows: <Button>{`Switch to ${LONG}`}</Button> },
      { name: 'hostile text', isWide: true, shows: <Button>{`Switch to ${HOSTILE}`}</Button> },
    ],
  },
  {
    title: 'Icon button',
    states: [
      {
        name: 'default, small',
        shows: (
          <Row>
            <IconButton icon="more" label="More" />
            <IconButton icon="close" size="s" label="Close" />
          </Row>
        ),
      },
      {
        name: 'hover',
        shows: (
          <Marked as="hovered">
            <IconButton icon="more" label="More" />
          </Marked>
        ),
      },
      {
        name: 'focus',
        shows: (
          <Marked as="focus-visible">
            <IconButton icon="more" label="More" />
          </Marked>
        ),
      },
      { name: 'disabled', shows: <IconButton icon="more" label="More" isDisabled /> },
    ],
  },
  {
    title: 'Hold to show',
    states: [{ name: 'default', shows: <HoldToShow what="The secret" onChange={nothing} /> }],
  },
  {
    title: 'RowButtons',
    states: [
      { name: 'default', shows: <RowButtons /> },
      {
        name: 'hover',
        shows: (
          <Marked as="hovered">
            <RowButtons />
          </Marked>
        ),
      },
      { name: 'busy', shows: <RowButtons isBusy /> },
    ],
  },
];
