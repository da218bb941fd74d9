import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

/** Leapp's core, set up with as many roles, with keychain and STS stubbed: its switch is all but the call of STS. */
export interface Leapp {
  start(role: number): Promise<void>;
}

/**
 * Leapp's core and what it expects beside it. Not among our own dependencies: it is fetched into the
 * system's temp folder, without running a script of any package, and only on request.
 */
const PACKAGES = [
  '@noovolari/leapp-core@0.1.143',
  'aws-sdk@2.928.0',
  'class-transformer@0.4',
  'crypto-js@4.1.1',
  'fs-extra@9',
  'ini@2',
  'reflect-metadata',
  'uuid@8',
];

const folder = path.join(os.tmpdir(), 'latchkey-bench-leapp');

export function isLeappInstalled(): boolean {
  return existsSync(path.join(folder, 'node_modules/@noovolari/leapp-core'));
}

export async function installLeapp(): Promise<string> {
  if (isLeappInstalled()) return folder;
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
  const flags = ['--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'];
  execFileSync('npm', ['install', ...flags, ...PACKAGES], { cwd: folder, stdio: 'inherit' });
  return folder;
}

/** `home` has a `.aws/credentials` already; the workspace with the roles is made there. */
export function openLeapp(installed: string, home: string, roles: number): Leapp {
  const load = createRequire(path.join(installed, 'package.json'));
  // No types come with these paths, and the names are all that is used of them.
  const part = (name: string) => load(`@noovolari/leapp-core/${name}`) as LeappParts;
  const { FileService } = part('services/file-service');
  const { WorkspaceConsistencyService } = part('services/workspace-consistency-service');
  const { Repository } = part('services/repository');
  const { AwsCoreService } = part('services/aws-core-service');
  const { AwsIamRoleChainedService } = part('services/session/aws/aws-iam-role-chained-service');
  const { AwsIamRoleChainedSession } = part('models/aws/aws-iam-role-chained-session');
  const native = {
    machineId: 'bench',
    os: { homedir: () => home },
    fs: load('fs-extra') as unknown,
    path,
    ini: load('ini') as unknown,
  };
  const log = { log: (entry: unknown) => console.error(entry) };
  const files = new FileService!(native);
  const repository = new Repository!(
    native,
    files,
    new WorkspaceConsistencyService!(files, native, log),
  ) as LeappRepository;
  const workspace = repository.getWorkspace();
  const profileId = workspace.profiles[0]!.id;
  workspace.sessions = Array.from(
    { length: roles },
    (_, index) =>
      new AwsIamRoleChainedSession!(
        `role-${index}`,
        'eu-west-1',
        `arn:aws:iam::111122223333:role/role-${index}`,
        profileId,
        'parent',
      ) as { readonly sessionId: string },
  );
  repository.persistWorkspace(workspace);
  const core = new AwsCoreService!(native, log);
  const service = new AwsIamRoleChainedService!(
    { setSessions: () => {} },
    repository,
    core,
    files,
    null,
    null,
  ) as LeappService;
  service.generateCredentials = async () => ({
    sessionToken: {
      aws_access_key_id: 'ASIAMADEUPMADEUP0000',
      aws_secret_access_key: 'made/up/'.repeat(5),
      aws_session_token: 'made/up/'.repeat(60),
    },
  });
  return { start: (role) => service.start(workspace.sessions[role]!.sessionId) };
}

type LeappParts = Readonly<Record<string, new (...parts: readonly unknown[]) => unknown>>;

interface LeappRepository {
  getWorkspace(): {
    sessions: { readonly sessionId: string }[];
    readonly profiles: readonly { readonly id: string }[];
  };
  persistWorkspace(workspace: unknown): void;
}

interface LeappService {
  generateCredentials: () => Promise<unknown>;
  start(sessionId: string): Promise<void>;
}
