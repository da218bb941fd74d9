import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { awsFilesAt, createFileReader } from '#main/profiles/read-aws-files.ts';
import { configText } from './aws-file-text.ts';

/** Reads one file with so many profiles as the window does, and prints what that took. */
const profiles = Number(process.argv[2]);
const folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-bench-'));
const configFile = path.join(folder, 'config');
await writeFile(configFile, configText(profiles, '\r\n'), { mode: 0o600 });
const read = createFileReader();
const { config } = awsFilesAt({ configFile, credentialsFile: path.join(folder, 'credentials') });

const before = { kept: kept(), now: process.memoryUsage.rss() };
const file = await read(config);
const grownBytes =
  Math.max(process.resourceUsage().maxRSS * 1024, process.memoryUsage.rss()) - before.now;
const keptBytes = kept() - before.kept;
console.log(JSON.stringify({ fileBytes: file.document.bytes.length, keptBytes, grownBytes }));
await rm(folder, { recursive: true });

function kept(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
