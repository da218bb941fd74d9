/**
 * Ends this process although something is under way in it, once what was said is out. A call into the
 * keychain that never returns holds a thread of the pool, for which Node waits even in `process.exit()`:
 * there, with `isStuck`, only the default action of a signal helps, and the exit code is 143.
 */
export function abandonProcess(exitCode: number, { isStuck }: { readonly isStuck: boolean }): void {
  process.stderr.write('', () => {
    if (isStuck) process.kill(process.pid, 'SIGTERM');
    else process.exit(exitCode);
  });
}
