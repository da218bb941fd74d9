import type { Aside } from '#main/rotation/aside.ts';

/** Where no key is ever rotated; it forgets no key. */
export const FAKE_ASIDE: Aside = {
  standAside: async (_, work) => work(null),
  forgetKeys: async () => {},
};
