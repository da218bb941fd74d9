import { Button } from '../components/button.tsx';
import { DialogBody, DialogFoot } from '../components/dialog.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { Notice } from '../components/notice.tsx';
import { DROP_WORDS, refusalWords } from '../words/drop.ts';
import type { Understood } from './given.ts';

/** Why nothing of it is taken. */
export function Refused({ what, onClose }: { readonly what: Understood; onClose(): void }) {
  return (
    <>
      <DialogBody>
        <RefusalNotice what={what} />
        <p>{DROP_WORDS.nothingKept}</p>
      </DialogBody>
      <DialogFoot>
        <Button tone="primary" autoFocus onPress={onClose}>
          {DROP_WORDS.close}
        </Button>
      </DialogFoot>
    </>
  );
}

export function RefusalNotice({ what }: { readonly what: Understood }) {
  const words = refusalWords(what);
  if (words !== null)
    return (
      <Notice tone="warn" title={words.title} isAlert>
        {words.text}
      </Notice>
    );
  return what.kind === 'bad-csv' ? <FailureNotice failure={what.failure} /> : null;
}
