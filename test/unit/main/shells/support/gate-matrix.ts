/** One row of the matrix B4 of security.md: what a request to the API claims about itself. */
export interface ApiRow {
  readonly label: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly mayPass: boolean;
}

export interface MatrixFacts {
  readonly port: number;
  readonly token: string;
  readonly privateHost: string | null;
}

/**
 * Host × Origin × Sec-Fetch-Site × method × content type × token. A row may pass only where each
 * column has its one right value; which that is, is written here and not asked of the gate.
 */
export function apiMatrix({ port, token, privateHost }: MatrixFacts): readonly ApiRow[] {
  const hosts = [
    { value: `127.0.0.1:${port}`, isRight: true },
    ...(privateHost === null ? [] : [{ value: `${privateHost}:${port}`, isRight: true }]),
    ...wrong(`evil.test:${port}`, `localhost:${port}`, '127.0.0.1', null),
  ];
  const sites = [right('same-origin'), ...wrong('same-site', 'cross-site', 'none', null)];
  const methods = [right('POST'), ...wrong('GET', 'OPTIONS')];
  const types = [right('application/json'), ...wrong('text/plain', null)];
  const tokens = [right(`Bearer ${token}`), ...wrong(`Bearer ${'x'.repeat(43)}`, null)];
  const rows: ApiRow[] = [];
  for (const host of hosts) {
    const origins = [
      right(`http://${host.value ?? `127.0.0.1:${port}`}`),
      ...wrong(`http://127.0.0.1:${port + 1}`, `http://evil.test:${port}`, 'null', null),
    ];
    for (const origin of origins)
      for (const site of sites)
        for (const method of methods)
          for (const type of types)
            for (const bearer of tokens)
              rows.push(rowOf({ host, origin, site, method, type, bearer }));
  }
  return rows;
}

interface Cell {
  readonly value: string | null;
  readonly isRight: boolean;
}

function right(value: string): Cell {
  return { value, isRight: true };
}

function wrong(...values: (string | null)[]): Cell[] {
  return values.map((value) => ({ value, isRight: false }));
}

function rowOf(
  cells: Record<'host' | 'origin' | 'site' | 'method' | 'type' | 'bearer', Cell>,
): ApiRow {
  const headers = {
    host: cells.host.value,
    origin: cells.origin.value,
    'sec-fetch-site': cells.site.value,
    'content-type': cells.type.value,
    authorization: cells.bearer.value,
  };
  return {
    label: Object.values(cells)
      .map((cell) => cell.value ?? '-')
      .join(' | '),
    method: cells.method.value ?? '',
    headers: Object.fromEntries(
      Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null),
    ),
    mayPass: Object.values(cells).every((cell) => cell.isRight),
  };
}
