import { KindRing } from '#renderer/components/kind-ring.tsx';
import { LongWork } from '#renderer/components/long-work.tsx';
import { Meter } from '#renderer/components/meter.tsx';
import { Ring, type RingTone } from '#renderer/components/ring.tsx';
import { SkeletonRows } from '#renderer/components/skeleton.tsx';
import { Spinner } from '#renderer/components/spinner.tsx';
import { StrengthMeter } from '#renderer/components/strength-meter.tsx';
import { TaskSteps } from '#renderer/components/task-steps.tsx';
import { Row } from '../row.tsx';
import { HOSTILE, LONG, type Story } from '../story.ts';

const TONES: readonly RingTone[] = ['ok', 'warn', 'danger', 'accent', 'idle'];
const STRENGTHS = ['Very weak', 'Weak', 'Fair', 'Good', 'Strong'];
const STEPS = [
  { title: 'Create a new key', aside: '09:41' },
  { title: 'Store it in the vault', aside: '09:41' },
  { title: `Prove it for ${LONG}`, children: `3 of 5 answers, ${HOSTILE}` },
  { title: 'Delete the old key' },
];

export const PROGRESS_STORIES: readonly Story[] = [
  {
    title: 'Ring',
    states: [
      ...TONES.map((tone, index) => ({
        name: tone,
        shows: (
          <Row>
            <Ring tone={tone} fraction={1 - index / 5} />
            <Ring tone={tone} fraction={1 - index / 5} size={40} />
            <KindRing kind="identity" tone={tone} fraction={1 - index / 5} />
            <KindRing kind="role" tone={tone} fraction={1 - index / 5} size={40} />
          </Row>
        ),
      })),
      { name: 'empty', shows: <Ring tone="ok" fraction={0} /> },
      { name: 'busy', shows: <KindRing kind="role" tone="idle" fraction={0} isBusy /> },
    ],
  },
  {
    title: 'Spinner',
    states: [
      {
        name: 'small, large',
        shows: (
          <Row>
            <Spinner />
            <Spinner size={32} />
          </Row>
        ),
      },
    ],
  },
  {
    title: 'Long work',
    states: [
      {
        name: 'counted',
        shows: (
          <LongWork
            words="Asking AWS whose the keys are"
            sofar={`3 of 12, ${HOSTILE}`}
            counts={{ done: 3, of: 12 }}
            text={LONG}
            cancelLabel="Cancel"
            onCancel={() => {}}
          />
        ),
      },
      {
        name: 'not counted',
        shows: (
          <LongWork words="AWS makes the report" sofar="4 s" cancelLabel="Cancel" onCancel={null} />
        ),
      },
    ],
  },
  {
    title: 'Meter',
    states: [0, 3, 5].map((value) => ({
      name: String(value),
      shows: <Meter label="How far it is" value={value} max={5} />,
    })),
  },
  {
    title: 'Strength meter',
    states: STRENGTHS.map((words, value) => ({
      name: String(value),
      shows: <StrengthMeter label="How strong it is" value={value} words={words} />,
    })),
  },
  {
    title: 'Task steps',
    states: [
      ...(['running', 'left', 'failed'] as const).map((state) => ({
        name: state,
        shows: <TaskSteps label="Rotation" steps={STEPS} current={2} state={state} />,
      })),
      {
        name: 'done',
        shows: <TaskSteps label="Rotation" steps={STEPS} current={STEPS.length} state="running" />,
      },
    ],
  },
  {
    title: 'Skeleton',
    states: [{ name: 'loading', shows: <SkeletonRows count={3} label="Loading" /> }],
  },
];
