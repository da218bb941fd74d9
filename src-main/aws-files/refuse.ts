import { AppError } from '#shared/errors.ts';
import type { Document, Section, Setting } from './document.ts';
import { LINTS, type Blocks, type Lint } from './lints.ts';
import { profileNamesOf, sectionsOfProfile } from './profile-names.ts';
import { profileProblem } from './writable-text.ts';

/** Throws `files/refused`: nothing is written where AWS's readers would not agree afterwards (contracts.md L5). */
export function refuse(document: Document, line: number, rule: string, detail: string): never {
  throw new AppError('files/refused', { path: document.file.path, line, rule, detail });
}

export function refuseBy(document: Document, lint: Lint): never {
  refuse(document, lint.line, lint.rule, LINTS[lint.rule].detail);
}

/** Refuses files that one of the readers cannot read at all. */
export function checkFile(
  document: Document,
  blocking: readonly Blocks[] = ['bytes', 'file'],
): void {
  const lint = document.lints.find(({ rule }) => blocking.includes(LINTS[rule].blocks));
  if (lint !== undefined) refuseBy(document, lint);
}

/** The section to edit; undefined when there is none of the profile. Refuses one that only a part of the readers finds. */
export function editableSection(document: Document, profile: string): Section | undefined {
  const [section, second] = sectionsOfProfile(document, profile);
  if (second !== undefined) refuseBy(document, { rule: 'profile-twice', line: second.line });
  if (section === undefined) return undefined;
  if (section.blockedBy !== null) refuseBy(document, section.blockedBy);
  const { botocore, smithy } = profileNamesOf(section, document.file.kind);
  // A name that only the AWS CLI can read is all one can have; any other could be read by both.
  if (botocore !== smithy && profileProblem(profile) === null)
    refuseBy(document, { rule: 'header-one-reader', line: section.line });
  return section;
}

export function checkSetting(document: Document, setting: Setting): void {
  if (setting.blockedBy !== null) refuseBy(document, setting.blockedBy);
}
