import { sessionsWords } from '#shared/words/needs.ts';

/** What a person is asked for in the window; what is needed is said in `src-shared/words/needs.ts`. */
export const NEED_WORDS = {
  strip: 'Needs you',
  typeCode: 'Type the code…',
  answer: 'Answer…',
  show: 'Show',
  setAside: 'Not now: say it again in 15 minutes at the earliest',
  more: (count: number) => `and ${count} more`,
  fewer: 'Show fewer',
  over: (what: string) => `No longer needed: ${what}`,

  codeTitle: (device: string) => `Code from ${device}`,
  codeFor: (sessions: readonly string[]) => `It is used once, for ${sessionsWords(sessions, 12)}.`,
  codeWait: (limitSeconds: number) =>
    `A program that asked waits for up to ${limitSeconds} seconds. After that it has to ask again.`,
  code: 'Code',
  codeHint: 'Six digits, read off the device.',
  codeDo: 'Use the code',
  codeNotNeeded: 'The code was not sent: it is not needed any more',
  codeTaken: (sessions: readonly string[]) => `AWS took the code for ${sessionsWords(sessions)}`,

  approvalTitle: (scope: string, target: string) => `Allow “${scope}” of ${target}?`,
  approvalLead:
    'A program on this computer asks for credentials. Allow it only if you have just started it yourself.',
  approvalShared: 'A program that gives the same name while this is open gets the same answer.',
  facts: {
    program: 'Program',
    role: 'Role',
    allows: 'Allows',
    tags: 'Tags',
    length: 'Lasts',
  },
  programClaim: 'as it calls itself; Latchkey cannot check that',
  programSilent: 'It does not say.',
  allowsAll: 'Everything that the role may do',
  allowsAllText: 'This scope has no policy that would narrow it.',
  allowsAtMost: 'What these allow, and never more than the role itself:',
  policy: 'The policy of the session',
  lengthOfRole: 'As long as other sessions of the role',
  scopeGone: 'Latchkey does not know this scope any more. Refuse.',
  left: (seconds: number) => (seconds > 0 ? `Waits for ${seconds} s more` : 'Stops waiting now'),
  refuse: 'Refuse',
  allow: 'Allow',
  allowed: (scope: string, target: string) => `Allowed ${scope} of ${target} this once`,
  refused: (scope: string, target: string) => `Refused ${scope} of ${target}`,
} as const;
