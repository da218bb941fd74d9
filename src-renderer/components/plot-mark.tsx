import type { Tone } from './badge.tsx';

/** What stands for a moment. */
export type MarkShape = 'dot' | 'ring' | 'diamond' | 'triangle' | 'cross' | 'line';

export type PlotTone = Tone | 'ink';

/** A mark in the colour of the text around it, its middle at that place. */
export function PlotMark(props: {
  readonly shape: MarkShape;
  readonly x: number;
  readonly y: number;
}) {
  const { shape, x, y } = props;
  switch (shape) {
    case 'dot':
      return <circle cx={x} cy={y} r={4.5} fill="currentColor" data-mark={shape} />;
    case 'ring':
      return (
        <circle
          cx={x}
          cy={y}
          r={3.75}
          fill="var(--behind)"
          stroke="currentColor"
          strokeWidth={2}
          data-mark={shape}
        />
      );
    case 'diamond':
      return (
        <path
          d={`M${x} ${y - 5}l5 5l-5 5l-5-5z`}
          fill="currentColor"
          stroke="var(--behind)"
          strokeWidth={1}
          data-mark={shape}
        />
      );
    case 'triangle':
      return <path d={`M${x} ${y - 5.5}l5.5 9.5h-11z`} fill="currentColor" data-mark={shape} />;
    case 'line':
      return (
        <path d={`M${x} ${y - 8}v16`} stroke="currentColor" strokeWidth={1.5} data-mark={shape} />
      );
    case 'cross':
      return (
        <path
          d={`M${x - 4} ${y - 4}l8 8m0-8l-8 8`}
          fill="none"
          stroke="currentColor"
          strokeWidth={2.25}
          strokeLinecap="round"
          data-mark={shape}
        />
      );
  }
}
