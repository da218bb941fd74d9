import { SECOND_MS } from './time.ts';

/** For how long a program waits for a person: the AWS SDK for Go gives a `credential_process` 60 s (contracts.md §2.1). */
export const PERSON_LIMIT_MS = 50 * SECOND_MS;
