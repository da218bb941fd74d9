/** What an event brings along; it has to be taken out while the event lasts. */
export interface Brought {
  readonly how: 'dropped' | 'pasted' | 'chosen';
  readonly files: readonly File[];
  readonly text: string;
}

export function takeOut(transfer: DataTransfer | null, how: Brought['how']): Brought {
  return {
    how,
    files: [...(transfer?.files ?? [])],
    text: transfer?.getData('text/plain') ?? '',
  };
}
