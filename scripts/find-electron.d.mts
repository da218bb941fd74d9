export function findElectron(
  environment?: NodeJS.ProcessEnv,
  packageFolder?: string,
): string | null;
