import { useEffect } from 'react';
import type { FileDiff } from '#shared/contract/file-diff.ts';
import { ArnText } from '#renderer/components/arn-text.tsx';
import { CodeDigits } from '#renderer/components/code-digits.tsx';
import { Diff } from '#renderer/components/diff.tsx';
import { Facts } from '#renderer/components/facts.tsx';
import { FoundText } from '#renderer/components/found-text.tsx';
import { NameText } from '#renderer/components/name-text.tsx';
import { PathText } from '#renderer/components/path-text.tsx';
import { PolicyText } from '#renderer/components/policy-text.tsx';
import { QrCode, useQrCode } from '#renderer/components/qr-code.tsx';
import { WholeWords } from '#renderer/components/whole-words.tsx';
import { HOSTILE, LONG, type Story } from '../story.ts';

const ARN = 'arn:aws:iam::112233445566:role/service-role/a/path/ComplianceReportingForEverybody';

const DIFF: FileDiff = {
  path: '/home/dana/.aws/credentials',
  lines: [
    { kind: 'gap', before: null, after: null, text: '12 lines as they are' },
    { kind: 'same', before: 13, after: 13, text: '[prod-readonly]' },
    { kind: 'removed', before: 14, after: null, text: 'aws_access_key_id = AKIA…MPLE' },
    { kind: 'added', before: null, after: 14, text: `credential_process = latchkey ${LONG}` },
    { kind: 'same', before: 15, after: 15, text: `# ${HOSTILE}` },
  ],
};

const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: ARN }],
});

/** A pattern that is no code of anything. */
const ROWS = Array.from({ length: 21 }, (_, row) =>
  Array.from({ length: 21 }, (__, column) => ((row * column + row) % 3 === 0 ? '1' : '0')).join(''),
);

function Qr({ isHidden }: { readonly isHidden: boolean }) {
  const { ref, paint } = useQrCode();
  useEffect(() => paint(ROWS), [paint]);
  return <QrCode canvasRef={ref} label="QR code" isHidden={isHidden} />;
}

export const TEXT_STORIES: readonly Story[] = [
  {
    title: 'Code digits',
    states: [
      { name: 'large', shows: <CodeDigits code="123456" /> },
      { name: 'faint: it was sent', shows: <CodeDigits code="123456" isFaint /> },
      { name: 'small: the next one', shows: <CodeDigits code="654321" size="s" /> },
    ],
  },
  {
    title: 'Facts',
    states: [
      {
        name: 'names and values',
        shows: (
          <Facts
            facts={[
              { label: 'Account', value: 'acme-main' },
              { label: 'Role', value: <ArnText text={ARN} /> },
              { label: 'A rather long name', value: LONG },
              { label: 'Note', value: HOSTILE },
            ]}
          />
        ),
      },
    ],
  },
  {
    title: 'Texts that break where they may',
    states: [
      { name: 'an ARN', shows: <ArnText text={ARN} /> },
      { name: 'a name', shows: <NameText name="bea.lindqvist-van-der-berg@acme.example" /> },
      { name: 'a path', shows: <PathText path={`/home/dana/.aws/${LONG}/credentials`} /> },
      {
        name: 'whole words',
        shows: <WholeWords>{`Of eu-west-1 and AKIA…MPLE and ${LONG}`}</WholeWords>,
      },
    ],
  },
  {
    title: 'Policy',
    states: [
      { name: 'to read', shows: <PolicyText policy={POLICY} label="The policy" /> },
      { name: 'no JSON', shows: <PolicyText policy={HOSTILE} label="The policy that is none" /> },
    ],
  },
  {
    title: 'Found text',
    states: [
      {
        name: 'what was searched for',
        shows: (
          <FoundText
            text="ml-staging"
            ranges={[
              [0, 2],
              [3, 6],
            ]}
          />
        ),
      },
      { name: 'nothing', shows: <FoundText text="ml-staging" /> },
      { name: 'somebody else’s name', shows: <FoundText text={HOSTILE} ranges={[[0, 4]]} /> },
    ],
  },
  { title: 'Diff', states: [{ name: 'lines', isWide: true, shows: <Diff diff={DIFF} /> }] },
  { title: 'QR code', states: [{ name: 'shown', shows: <Qr isHidden={false} /> }] },
];
