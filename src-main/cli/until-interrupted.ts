/** Does `instead` at the first Ctrl+C while `work` goes on. The next one ends the process, as without us. */
export async function untilInterrupted<T>(instead: () => void, work: () => Promise<T>): Promise<T> {
  process.once('SIGINT', instead);
  try {
    return await work();
  } finally {
    process.off('SIGINT', instead);
  }
}
