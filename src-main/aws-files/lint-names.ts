import type { Document, Section } from './document.ts';
import type { Lint, LintRule } from './lints.ts';
import { profileNamesOf } from './profile-names.ts';
import { profileProblem } from './writable-text.ts';

/** All lints of a document in order of lines: those of its lines, and those of its sections' names. */
export function lintsOf(document: Document): readonly Lint[] {
  const seen = new Set<string>();
  const found = document.sections.flatMap((section) => {
    const rule = ruleOf(document, section, seen);
    return rule === null ? [] : [{ rule, line: section.line }];
  });
  return [...document.lints, ...found].toSorted((a, b) => a.line - b.line);
}

/** Sections of other tools, or without settings that Latchkey knows: no business of ours. */
const OTHERS = /^(plugins|preview|toolkit|(sso-session|services)\s.*)$/;

function ruleOf({ file }: Document, section: Section, seen: Set<string>): LintRule | null {
  const name = section.botocoreName;
  // What stands in the lines has its lint already.
  if (
    section.blockedBy !== null ||
    name === null ||
    name === 'DEFAULT' ||
    /^(profile )?__proto__$/.test(name)
  )
    return null;
  const { botocore, smithy } = profileNamesOf(section, file.kind);
  if (botocore === null && smithy === null) {
    if (OTHERS.test(name)) return null;
    return profileProblem(name) === null ? 'missing-profile-prefix' : 'unreadable-section';
  }
  if (file.kind === 'credentials' && /^profile\s/.test(name)) return 'profile-prefix';
  if (botocore !== smithy)
    return profileProblem(botocore ?? smithy ?? '') === null ? 'header-one-reader' : 'only-aws-cli';
  const isSecond = seen.has(botocore ?? '');
  seen.add(botocore ?? '');
  return isSecond ? 'profile-twice' : null;
}
