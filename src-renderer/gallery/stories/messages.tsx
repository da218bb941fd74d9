import { Badge, type Tone } from '#renderer/components/badge.tsx';
import { Banner } from '#renderer/components/banner.tsx';
import { Button } from '#renderer/components/button.tsx';
import { EmptyState } from '#renderer/components/empty-state.tsx';
import { FailureNotice } from '#renderer/components/failure-notice.tsx';
import { Icon, ICON_NAMES } from '#renderer/components/icon.tsx';
import { Notice } from '#renderer/components/notice.tsx';
import { Row } from '../row.tsx';
import { HOSTILE, LONG, type Story } from '../story.ts';

const TONES: readonly Tone[] = ['neutral', 'ok', 'warn', 'danger', 'accent'];

export const MESSAGE_STORIES: readonly Story[] = [
  {
    title: 'Notice',
    states: [
      ...(['info', 'warn', 'danger'] as const).map((tone) => ({
        name: tone,
        shows: (
          <Notice tone={tone} title="Your clock is 4 minutes ahead">
            <p>AWS refuses what was signed more than 5 minutes ago.</p>
          </Notice>
        ),
      })),
      {
        name: 'with what mends it',
        shows: (
          <Notice
            tone="warn"
            title="This profile is not Latchkey’s"
            actions={<Button size="s">Choose another name</Button>}
          >
            <p>Line 42 of the credentials file was there before.</p>
          </Notice>
        ),
      },
      { name: 'title alone', shows: <Notice tone="info" title="Nothing was changed" /> },
      {
        name: 'long and hostile text',
        shows: (
          <Notice tone="danger" title={LONG}>
            <p>{HOSTILE}</p>
          </Notice>
        ),
      },
    ],
  },
  {
    title: 'Failure notice',
    states: [
      {
        name: 'what, what it means, what to do',
        shows: (
          <FailureNotice
            isAlert={false}
            failure={{
              code: 'aws/unreachable',
              facts: { url: 'https://iam.amazonaws.com/', reason: 'name-not-found', sent: false },
            }}
            actions={<Button size="s">Try again</Button>}
          />
        ),
      },
    ],
  },
  {
    title: 'Banner',
    states: [
      ...(['practice', 'warn', 'danger'] as const).map((tone) => ({
        name: tone,
        isWide: true,
        shows: (
          <Banner tone={tone} icon="practice" actions={<Button size="s">Leave it</Button>}>
            This is the practice account: nothing here touches AWS or your files.
          </Banner>
        ),
      })),
      {
        name: 'long and hostile text',
        isWide: true,
        shows: (
          <Banner tone="danger" icon="warning" actions={<Button size="s">Show</Button>}>
            {`${LONG} ${LONG} ${HOSTILE}`}
          </Banner>
        ),
      },
    ],
  },
  {
    title: 'Badge',
    states: [
      {
        name: 'in every tone',
        shows: (
          <Row>
            {TONES.map((tone) => (
              <Badge key={tone} tone={tone}>
                {tone}
              </Badge>
            ))}
          </Row>
        ),
      },
      { name: 'long text', shows: <Badge tone="warn">{LONG}</Badge> },
      { name: 'hostile text', shows: <Badge>{HOSTILE}</Badge> },
    ],
  },
  {
    title: 'Empty state',
    states: [
      {
        name: 'with what to do',
        shows: (
          <EmptyState icon="key" title="No keys yet" text="They come with an IAM user.">
            <Button tone="primary">Add an IAM user</Button>
          </EmptyState>
        ),
      },
      { name: 'title alone', shows: <EmptyState icon="search" title="Nothing by that name" /> },
      {
        name: 'long and hostile text',
        shows: <EmptyState icon="search" title={LONG} text={HOSTILE} />,
      },
    ],
  },
  {
    title: 'Icons',
    states: [
      {
        name: 'all of them',
        isWide: true,
        shows: (
          <Row>
            {ICON_NAMES.map((name) => (
              <Icon key={name} name={name} />
            ))}
          </Row>
        ),
      },
    ],
  },
];
