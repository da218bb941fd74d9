/** A reply of which nothing can be made: parts are missing, or its values cannot be right. */
export class MalformedReply extends Error {
  override readonly name = 'MalformedReply';
}
