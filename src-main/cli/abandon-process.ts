/**
 * Ends this process although a call into the keychain never returns: it holds a thread of the pool,
 * for which Node waits even in `process.exit()`. The default action of a signal does not; the exit
 * code is then 143.
 */
export function abandonProcess(): void {
  process.stderr.write('', () => process.kill(process.pid, 'SIGTERM'));
}
