import type { Environment } from '../platform/home.ts';
import { conflictingIn, credentialVariables } from './child-environment.ts';
import type { Credentials } from '../api/latchkey-client.ts';

export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof SHELLS)[number];

/** Lines that give the shell which runs them the credentials, and take away what would win over them. */
export function envLines(shell: Shell, credentials: Credentials, environment: Environment): string {
  return variableLines(shell, credentialVariables(credentials), environment);
}

/** The same for variables of any kind. */
export function variableLines(
  shell: Shell,
  variables: Readonly<Record<string, string>>,
  environment: Environment,
): string {
  const conflicting = conflictingIn(environment).filter((name) => !(name in variables));
  return [...unsetLines(shell, conflicting), ...setLines(shell, variables)].join('\n');
}

/** A line for each variable, quoted so that the shell takes every value as it is. */
export function setLines(
  shell: Shell,
  variables: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.entries(variables).map(([name, value]) => {
    switch (shell) {
      case 'bash':
      case 'zsh':
        return `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'`;
      case 'fish':
        return `set -gx ${name} '${value.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
      case 'powershell':
        return `$env:${name} = '${value.replaceAll(POWERSHELL_QUOTES, '$&$&')}'`;
    }
  });
}

/** PowerShell takes typographic single quotes for plain ones. */
const POWERSHELL_QUOTES = /['\u2018\u2019\u201a\u201b]/g;

function unsetLines(shell: Shell, names: readonly string[]): readonly string[] {
  switch (shell) {
    case 'bash':
    case 'zsh':
      return [`unset ${names.join(' ')}`];
    case 'fish':
      return [`set -e ${names.join(' ')}`];
    case 'powershell':
      return [
        `Remove-Item -ErrorAction SilentlyContinue ${names.map((name) => `Env:${name}`).join(',')}`,
      ];
  }
}

/** The shell that most likely asks. */
export function guessShell(shellPath: string | undefined, platform: NodeJS.Platform): Shell {
  const name = /([^/\\]+)$/.exec(shellPath ?? '')?.[1] ?? '';
  if (name === 'zsh' || name === 'fish') return name;
  return platform === 'win32' && name === '' ? 'powershell' : 'bash';
}

/** The line a person types to run what `latchkey env` prints. */
export function evalHint(shell: Shell, command: string): string {
  switch (shell) {
    case 'bash':
    case 'zsh':
      return `eval "$(${command})"`;
    case 'fish':
      return `${command} | source`;
    case 'powershell':
      return `${command} | Out-String | Invoke-Expression`;
  }
}
