import { fold, isSeparator, lettersIn } from './fold.ts';

/** One word of what is typed: each must fit somewhere. */
export interface QueryWord {
  /** Folded. */
  readonly text: string;
  /** Of an account id as the console groups it, 1234-5678-9012, the digits; else null. */
  readonly digits: string | null;
  /** Its letters and digits, when they may stand for the beginnings of parts; else null. */
  readonly letters: string | null;
  /** The bits of what must occur in any case (`Folded.letters`). */
  readonly needed: number;
}

/** More than anybody types; what is pasted by mistake costs no more than this. */
const MAX_LENGTH = 200;
/** As many as there are bits to count them with. */
const MAX_LETTERS = 30;

/** What is typed, as the words to look for. A pasted ARN is its account and the parts of its resource. */
export function readQuery(typed: string): readonly QueryWord[] {
  return fold(typed.slice(0, MAX_LENGTH))
    .text.split(/\s+/)
    .flatMap((word) => (word.startsWith('arn:') ? partsOfArn(word) : [word]))
    .filter((word) => word !== '')
    .map(wordOf);
}

/** arn:partition:service:Region:account:resource */
function partsOfArn(arn: string): readonly string[] {
  const [, , , , account = '', ...resource] = arn.split(':');
  // A session's ARN names the role as its second part, and the session as its third.
  const [kind = '', name = '', ...rest] = resource.join(':').split('/');
  return kind === 'assumed-role' ? [account, name] : [account, kind, name, ...rest];
}

function wordOf(text: string): QueryWord {
  const isGrouped = /^\d+-[\d-]*$/.test(text);
  const letters = Array.from(text)
    .filter((letter) => !isSeparator(letter.charCodeAt(0)))
    .join('');
  const mayAbbreviate =
    !isSeparator(text.charCodeAt(0)) && /[^\d]/.test(letters) && letters.length <= MAX_LETTERS;
  return {
    text,
    digits: isGrouped ? text.replaceAll('-', '') : null,
    letters: mayAbbreviate ? letters : null,
    needed: lettersIn(mayAbbreviate || isGrouped ? letters : text),
  };
}
