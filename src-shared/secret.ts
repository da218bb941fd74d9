/**
 * A value that must not be seen by accident: printing, logging, inspecting or serialising it shows
 * `***`. JavaScript cannot wipe a string from memory, so keep a `Secret` no longer than a call.
 */
export interface Secret {
  /** The value itself. Every call of this is a place to look at in a review. */
  reveal(): string;
  toString(): string;
  toJSON(): string;
}

export function secretOf(value: string): Secret {
  const masked = () => '***';
  return Object.freeze({
    reveal: () => value,
    toString: masked,
    toJSON: masked,
    // What Node's util.inspect, and so console.log, asks for.
    [Symbol.for('nodejs.util.inspect.custom')]: masked,
  });
}

/** An access key id as we show it: the kind and the last four characters, `AKIA…WXYZ`. */
export function maskAccessKeyId(accessKeyId: string): string {
  return accessKeyId.length <= 8 ? '…' : `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}`;
}
