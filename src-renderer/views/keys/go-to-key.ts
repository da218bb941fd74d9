/** Of the heading of a key in the card of an identity, where one is led. */
export function keyElementId(identity: string, accessKeyId: string): string {
  return `key-${identity}-${accessKeyId}`;
}

/** Brings a key into view and puts the keyboard there. */
export function goToKey(identity: string, accessKeyId: string): void {
  const heading = document.getElementById(keyElementId(identity, accessKeyId));
  heading?.scrollIntoView({ block: 'center' });
  heading?.focus({ preventScroll: true });
}
