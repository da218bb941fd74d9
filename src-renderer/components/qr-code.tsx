import { type RefObject, useCallback, useRef } from 'react';
import classes from './qr-code.module.css';

/** Pixels to a dot: sharp on screens of three pixels to one of CSS, too. */
const SCALE = 12;

/** A QR code, black on white in every theme, or no camera reads it. What it holds is never part of React's state. */
export function QrCode({
  canvasRef,
  label,
  isHidden,
}: {
  readonly canvasRef: RefObject<HTMLCanvasElement | null>;
  readonly label: string;
  readonly isHidden: boolean;
}) {
  return (
    <canvas
      ref={canvasRef}
      className={classes.code}
      role="img"
      aria-label={label}
      hidden={isHidden}
      width={0}
      height={0}
    />
  );
}

/** The reference for a `QrCode`, and how to paint it from its rows, `1` for dark, and to wipe it. */
export function useQrCode(): {
  readonly ref: RefObject<HTMLCanvasElement | null>;
  paint(rows: readonly string[]): void;
  wipe(): void;
} {
  const ref = useRef<HTMLCanvasElement>(null);
  const wipe = useCallback(() => {
    if (ref.current !== null) Object.assign(ref.current, { width: 0, height: 0 });
  }, []);
  return { ref, wipe, paint: (rows) => paint(ref.current, rows) };
}

function paint(canvas: HTMLCanvasElement | null, rows: readonly string[]): void {
  const context = canvas?.getContext('2d');
  if (canvas === null || context === null || context === undefined) return;
  canvas.width = rows.length * SCALE;
  canvas.height = rows.length * SCALE;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  for (const [y, row] of rows.entries())
    for (const { 0: run, index } of row.matchAll(/1+/g))
      context.fillRect(index * SCALE, y * SCALE, run.length * SCALE, SCALE);
}
