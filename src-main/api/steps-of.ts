/** Work that tells how it comes along, as steps that a client hears: what it comes to is the last. */
export async function* stepsOf<S>(
  work: (tell: (step: S) => void) => Promise<S>,
): AsyncGenerator<S, void> {
  const told: S[] = [];
  let isOver = false;
  let wake = () => {};
  const tell = (step: S) => {
    told.push(step);
    wake();
  };
  const working = work(tell)
    .then(tell)
    .finally(() => {
      isOver = true;
      wake();
    });
  // It is thrown below, if anybody still listens.
  working.catch(() => {});
  for (;;) {
    const next = told.shift();
    if (next !== undefined) yield next;
    else if (isOver) return working;
    else await new Promise<void>((resolve) => (wake = resolve));
  }
}
