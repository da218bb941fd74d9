import { useEffect, useState } from 'react';

/** As long as Firefox gives people to see what has appeared under their pointer. */
const ARMING_MS = 1000;

/**
 * False for a moment after something has appeared, and after its window has come to the front: a click
 * or key that was meant for what was there before does nothing.
 */
export function useArmed(): boolean {
  const [isArmed, setArmed] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const arm = () => {
      setArmed(false);
      clearTimeout(timer);
      timer = setTimeout(() => setArmed(true), ARMING_MS);
    };
    arm();
    window.addEventListener('focus', arm);
    document.addEventListener('visibilitychange', arm);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('focus', arm);
      document.removeEventListener('visibilitychange', arm);
    };
  }, []);
  return isArmed;
}
