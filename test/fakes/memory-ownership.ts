import type { OwnedSection, OwnershipStore } from '#main/delivery/delivery.ts';

/** The record of our sections, for as long as the test runs. */
export function createMemoryOwnership(): OwnershipStore {
  let sections: readonly OwnedSection[] = [];
  const without = (path: string, section: string) =>
    sections.filter((owned) => owned.path !== path || owned.section !== section);
  return {
    list: () => sections,
    refresh: async () => {},
    async put(owned) {
      sections = [...without(owned.path, owned.section), owned];
    },
    async remove(path, section) {
      sections = without(path, section);
    },
  };
}
