/** A property for an input of the contract, or none: an empty field means that nothing was said. */
export function given<K extends string>(key: K, value: string): { readonly [P in K]?: string } {
  return (value === '' ? {} : { [key]: value }) as { readonly [P in K]?: string };
}
