import { type ClipboardEvent, type DragEvent, type ReactNode, useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Button } from '../components/button.tsx';
import { cx } from '../components/cx.ts';
import { MFA_DEVICE_WORDS } from '../words/mfa-devices.ts';
import { readSeedPicture } from './read-seed-picture.ts';
import classes from './seed-picture.module.css';

/** Around a field for a seed: takes a picture of its QR code, from a file, dropped or pasted. */
export function SeedPicture(props: { onSeed(text: string): void; readonly children: ReactNode }) {
  const [said, setSaid] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);
  const take = async (picture: Blob | undefined) => {
    if (picture === undefined) return;
    const reading = await readSeedPicture(picture);
    if (reading.kind === 'read') props.onSeed(reading.text);
    setSaid(
      reading.kind === 'read'
        ? MFA_DEVICE_WORDS.pictureRead
        : MFA_DEVICE_WORDS.pictureProblems[reading.problem],
    );
  };
  const paste = (event: ClipboardEvent) => {
    const picture = event.clipboardData.files[0];
    if (picture === undefined) return; // text goes where it was meant to go
    event.preventDefault();
    void take(picture);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <div
      className={cx(classes.picture, isOver && classes.over)}
      onPaste={paste}
      onDrop={drop}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
    >
      {props.children}
      <div className={classes.line}>
        <FileTrigger
          acceptedFileTypes={['image/png', 'image/jpeg']}
          onSelect={(files) => void take(files?.[0])}
        >
          <Button size="s" icon="files">
            {MFA_DEVICE_WORDS.picture}
          </Button>
        </FileTrigger>
        <span className={classes.said} role="status">
          {said ?? MFA_DEVICE_WORDS.pictureHint}
        </span>
      </div>
    </div>
  );
}
