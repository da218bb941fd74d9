/** What a person reads about a failure: what happened, what it means, and what mends it. */
export interface Words {
  /** What happened, in a few words without a full stop. */
  readonly title: string;
  /** One or two sentences: what it means. */
  readonly explanation: string;
  /** What to do, as a sentence. Both surfaces show it. */
  readonly action: string;
}
