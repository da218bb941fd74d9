import type { RotationCheck } from '#shared/contract/rotation.ts';
import type { Failure } from '#shared/errors.ts';
import { daysBetween } from '#shared/time.ts';
import { visibleText } from '#shared/visible-text.ts';
import { wordsOf } from '#shared/words/errors.ts';
import { FINDING_WORDS } from '#shared/words/rotation.ts';

/** What stands against a rotation, a line for each thing that was looked at, and the keys there are. */
export function printFindings(
  { findings, keys, canStart, identity }: RotationCheck,
  nowMs: number,
): string {
  const lines = findings.map(({ about, result, failure }) => {
    if (failure === null) return `ok       ${FINDING_WORDS[about]}.`;
    const { title, explanation, action } = wordsOf(failure as Failure);
    return `${result.padEnd(8)} ${visibleText(`${title}. ${explanation} ${action}`)}`;
  });
  const keyLines = (keys ?? []).map(({ accessKeyId, status, createdAt, lastUsed }) => {
    const age = `${Math.max(0, daysBetween(createdAt, nowMs))} days old`;
    const use =
      lastUsed === null ? 'no use known' : `last used ${lastUsed.at} for ${lastUsed.service}`;
    return visibleText(`${accessKeyId}  ${status}, ${age}, ${use}`);
  });
  const verdict = canStart
    ? `The access key of ${identity} can be rotated.`
    : `The access key of ${identity} cannot be rotated now.`;
  return [...lines, ...keyLines, verdict].join('\n');
}
