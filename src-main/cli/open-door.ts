import { AppError } from '#shared/errors.ts';
import { visibleText } from '#shared/visible-text.ts';
import { connectToApp, type AppClient } from '../shells/socket/socket-client.ts';
import type { CommandContext, DeskOptions } from './command-context.ts';
import { withVault } from './open-vault.ts';
import { createSecretInput } from './secret-input.ts';
import { tellWaits } from './tell-waits.ts';

type Reply = Awaited<ReturnType<AppClient['openContainer' | 'openMetadata']>>;
type Opened<R> = Extract<R, { kind: 'open' }>;

/** A container endpoint for a target, as `latchkey container` passes it on. */
export type ContainerDoor = Opened<Awaited<ReturnType<AppClient['openContainer']>>>;
export type MetadataDoor = Omit<
  Opened<Awaited<ReturnType<AppClient['openMetadata']>>>,
  'kind' | 'target'
>;

interface DoorParts {
  readonly name: string;
  readonly options: DeskOptions;
}

/** Has the running app serve a target to other programs; asks for a code on a terminal. Throws `app/not-running`, `mfa/code-needed`. */
export function openContainer(context: CommandContext, parts: DoorParts): Promise<ContainerDoor> {
  return openDoor(context, parts, (app, mfaCode) =>
    app.openContainer({ name: parts.name, mfaCode }),
  );
}

export function openMetadata(context: CommandContext, parts: DoorParts): Promise<MetadataDoor> {
  return openDoor(context, parts, (app, mfaCode) =>
    app.openMetadata({ name: parts.name, mfaCode }),
  );
}

async function openDoor<R extends Reply>(
  context: CommandContext,
  { name, options }: DoorParts,
  open: (app: AppClient, mfaCode: string | undefined) => Promise<R>,
): Promise<Opened<R>> {
  const { terminal, clock, environment, places } = context;
  const input = createSecretInput(terminal, options.passphraseStdin ?? false);
  // A Latchkey of this command's own would be gone before anybody could ask it.
  const client = await connectToApp(places.socket);
  if (client === null) throw new AppError('app/not-running', {});
  const ask = (mfaCode: string | undefined) =>
    tellWaits({ client, clock, terminal, target: name }, () =>
      withVault({ client, terminal, input, environment }, () => open(client, mfaCode)),
    );
  let reply = await ask(undefined);
  if (reply.kind === 'mfa-needed' && terminal.canAsk)
    reply = await ask((await terminal.ask(`Code of ${visibleText(reply.serial)}: `)).trim());
  if (reply.kind === 'mfa-needed')
    throw new AppError('mfa/code-needed', { serial: reply.serial, target: reply.target });
  return reply as Opened<R>;
}
